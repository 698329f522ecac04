import { inSystemTransaction } from "@/lib/server/context";
import { lockCards, saveCards } from "@/lib/server/store/network";
import { world } from "@/lib/sim/port";
import { type SimReportInput, takeReports } from "../sims/take-reports";

/**
 * Lets a SIM be what a report says, and the report arrive in the same moment, whatever stands in the network's way; for
 * worlds that are made, not lived. An older report than the newest accepted one changes nothing. Returns whether it counted.
 */
export async function reportSim(report: SimReportInput): Promise<boolean> {
  return inSystemTransaction(async (tx) => {
    const [card] = await lockCards(tx, [report.simId]);
    const [taken] = card ? await takeReports(tx, [report]) : [];
    if (!card || !taken) return false;
    const cardVersion = Math.max(card.cardVersion, report.version);
    await saveCards(tx, [{ simId: report.simId, cardStatus: report.status, cardVersion }]);
    await world().stimulate(tx, [{ hubKey: taken.hubKey, at: report.at, stimulus: { to: "HUB", what: "SETTLE" } }]);
    return true;
  });
}
