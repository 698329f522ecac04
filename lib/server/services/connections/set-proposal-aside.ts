import { realNow, toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { dropProposal } from "@/lib/server/store/connections";
import { settleNotices } from "@/lib/server/store/notifications";
import { type ConnectionReceipt, type ConnectionRef, holdConnection, requireUnchanged } from "./hold-connection";

/** Sets a manager's proposal aside, as the owner it was made to may. Without one there is nothing to do. */
export async function setProposalAside(
  given: CompanyContext,
  input: ConnectionRef,
): Promise<Outcome<ConnectionReceipt, never>> {
  requirePermission(given, "connection:end");
  return inTransaction(given, async (tx, entered) => {
    requirePermission(entered, "connection:end");
    const held = await holdConnection(tx, entered, input);
    const { connection, ctx, own } = held;
    const receipt = succeed({ connectionId: connection.id });
    if (connection.proposal?.companyId !== own.companyId) return receipt;
    await requireUnchanged(tx, held, input);

    await dropProposal(tx, connection);
    await recordAudit(tx, ctx, {
      action: "connection.proposal_dropped",
      subjectId: connection.id,
      subjectVersion: connection.version + 1,
      before: { endMonth: connection.proposal.month },
      after: null,
    });
    await settleNotices(tx, `connection:${connection.id}`, toDate(realNow()));
    return receipt;
  });
}
