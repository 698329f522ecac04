import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { bumpCommand, lockSimOfHub } from "@/lib/server/store/sims";

export type SendAgainInput = { objectId: string; hubId: string; iccid: string };

/**
 * Sends the order that a SIM does not follow again, as a newer try of the same one: what the SIM should be stays as
 * its package wants it, and no older state can come of it. Where the SIM has done as it was told meanwhile, nothing is
 * sent. Throws NOT_FOUND for a SIM that is not in that hub of the company.
 */
export async function sendAgain(
  given: CompanyContext,
  input: SendAgainInput,
): Promise<Outcome<{ sent: number }, never>> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "package:manage");
    const sim = await lockSimOfHub(tx, ctx.companyId, input);
    if (!sim) throw new AppError("NOT_FOUND");
    if (sim.desiredVersion === 0 || sim.reportedStatus === sim.desiredStatus) return succeed({ sent: 0 });
    const version = await bumpCommand(tx, sim.simId);
    await recordAudit(tx, ctx, {
      action: "sim.resent",
      subjectId: sim.simId,
      subjectVersion: version,
      hubKey: sim.hubKey,
      before: null,
      after: { iccid: input.iccid, desiredStatus: sim.desiredStatus },
    });
    return succeed({ sent: 1 });
  });
}
