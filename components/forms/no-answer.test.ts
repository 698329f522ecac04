import { expect, test, vi } from "vitest";
import type { ActionState } from "@/lib/action-state";
import { withAnswer } from "./no-answer";

vi.stubGlobal("window", {});

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

/** A server that notes what arrives, and whose first answer is lost on the way. */
function unsteady() {
  const arrived: Record<string, FormDataEntryValue>[] = [];
  const send = withAnswer(async (_state, form) => {
    arrived.push(Object.fromEntries(form));
    if (arrived.length === 1) throw new TypeError("Failed to fetch");
    return { ok: true, receipt: {} };
  });
  return { arrived, send };
}

const first = { hubId: "00A1B2C3", name: "Shop", submissionId: "one", version: "3" };

test("a form whose answer was lost is the same submission when it is sent again, though the page was drawn anew", async () => {
  const { arrived, send } = unsteady();
  const lost = await send(null, formOf(first));
  expect(lost).toMatchObject({ ok: false, code: "NO_ANSWER", values: first });
  expect(await send(lost, formOf({ ...first, submissionId: "two", version: "4" }))).toMatchObject({ ok: true });
  expect(arrived).toEqual([first, first]);
});

test.each([
  ["another text", { name: "Shop in the yard" }],
  ["another subject", { hubId: "00D4E5F6" }],
  ["another secret", { encryptionKey: "0".repeat(32) }],
  ["a box that was ticked", { hasFire: "yes" }],
])("%s is a submission of its own", async (_, change) => {
  const { arrived, send } = unsteady();
  const lost = await send(null, formOf({ ...first, encryptionKey: "f".repeat(32) }));
  const next = { ...first, encryptionKey: "f".repeat(32), submissionId: "two", version: "4", ...change };
  await send(lost, formOf(next));
  expect(arrived.at(-1)).toEqual(next);
});

test("a box that is ticked no more is a submission of its own", async () => {
  const { arrived, send } = unsteady();
  const lost = await send(null, formOf({ ...first, hasFire: "yes" }));
  await send(lost, formOf({ ...first, submissionId: "two" }));
  expect(arrived.at(-1)).toEqual({ ...first, submissionId: "two" });
});

test("an answer that came is no lost one: the next submission goes as it was drawn", async () => {
  const { arrived, send } = unsteady();
  await send(null, formOf(first));
  const refused: ActionState = { ok: false, kind: "refusal", code: "CONFLICT", values: first };
  const next = { ...first, submissionId: "two", version: "4" };
  await send(refused, formOf(next));
  expect(arrived.at(-1)).toEqual(next);
});
