import "server-only";
import { clockNow, toInstantOrNull } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import { listClockZoneRows } from "../store/clocks";

/** A demo clock, the zones that live by it and what waits for its next boundaries. Instants are ISO text. */
export type ClockView = {
  id: string;
  name: string;
  now: string;
  isAdvancing: boolean;
  targetAt: string | null;
  offsetMs: number;
  zones: { timeZone: string; companies: string[]; nextBoundary: string; due: number }[];
};

/** Reads all demo clocks for the platform admin. */
export async function getClocks(): Promise<ClockView[]> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const clocks = await tx.simulationClock.findMany({ orderBy: { name: "asc" } });
    const views: ClockView[] = [];
    for (const clock of clocks) {
      const now = clockNow(clock.offsetMs);
      const rows = await listClockZoneRows(tx, clock.id);
      views.push({
        id: clock.id,
        name: clock.name,
        now: now.toString(),
        isAdvancing: clock.state === "ADVANCING",
        targetAt: toInstantOrNull(clock.targetAt)?.toString() ?? null,
        offsetMs: Number(clock.offsetMs),
        zones: rows.map((row) => ({ ...row, nextBoundary: startOfNextMonth(now, row.timeZone).toString() })),
      });
    }
    return views;
  });
}
