import { expect, it } from "vitest";
import { nextPush, pushTimeoutMs } from "./push-plan";

const start = Temporal.Instant.from("2026-11-26T10:00:00Z");

it.each([
  [1, 0, 1],
  [2, 1, 5],
  [3, 6, 30],
  [4, 36, 120],
  [5, 156, 3_600],
  [28, 86_000, 3_600],
])("after failure %d, %d s after the first, the next try is in %d s", (failures, since, wait) => {
  const now = start.add({ seconds: since });
  expect(nextPush(failures, start, now)).toEqual({ kind: "RETRY", at: now.add({ seconds: wait }) });
});

it("leaves a box five seconds to answer", () => {
  expect(pushTimeoutMs).toBe(5_000);
});

it("gives up once a day has passed", () => {
  expect(nextPush(29, start, start.add({ hours: 24 }))).toEqual({ kind: "GIVE_UP" });
});
