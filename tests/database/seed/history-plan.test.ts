import { expect, it } from "vitest";
import { planHistory } from "@/prisma/seed/world/history-plan";
import { drawCast } from "@/prisma/seed/world/seed-world";

/** Leads through all hours, days and both clock changes of more than a year. */
const instants = Array.from({ length: 420 }, (_, index) =>
  Temporal.Instant.from("2026-01-01T00:00:00Z").add({ hours: 22 * index, minutes: 31 * index }),
);
/** What may follow on a hub's last act; an activation also follows on a month end that was set before. */
const mayFollow = {
  NOTHING: ["ACTIVATE"],
  ACTIVATE: ["DEACTIVATE", "STOP"],
  DEACTIVATE: ["RESUME", "ACTIVATE"],
  RESUME: ["DEACTIVATE", "STOP"],
  STOP: ["ACTIVATE"],
} as const;

it("plans, for whatever instant, a history that lies behind it and in which every act can follow on the last", () => {
  for (const now of instants) {
    const { random, hubs } = drawCast(3);
    const { begin, steps } = planHistory(random, hubs, now);
    let before = begin;
    const last = new Map<string, keyof typeof mayFollow>();
    for (const step of steps) {
      expect(Temporal.Instant.compare(before, step.at), `${now}`).toBeLessThanOrEqual(0);
      before = step.at;
      if (step.kind !== "PACKAGE") continue;
      expect(mayFollow[last.get(step.hub.key) ?? "NOTHING"], `${now} ${step.hub.name}`).toContain(step.act);
      last.set(step.hub.key, step.act);
    }
    expect(Temporal.Instant.compare(before, now), `${now}`).toBeLessThanOrEqual(0);
    expect(Temporal.Instant.compare(begin.add({ hours: 180 * 24 }), now), `${now}`).toBeLessThan(0);
  }
});
