import { mintToken } from "@/lib/auth/secret-token";
import { toDate } from "@/lib/clock";
import { invitationHours } from "@/lib/domain/invitation";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction } from "@/lib/server/context";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { expireInvitations } from "@/lib/server/services/employees/expire-invitations";
import { insertInvitation } from "@/lib/server/store/invitations";
import type { Staff } from "./staff";

/** Whom Dnipro Guard asked to join. Nobody with the last two addresses has an account. */
export const demoInvitations = {
  open: "invited@pro.example",
  kept: "waiting@pro.example",
  expired: "late@pro.example",
} as const;

const expiredHoursAgo = 3 * 24;

/** Makes one open offer, one kept entry and one that ran out, as the owner and the expiry job would have. */
export async function inviteDemoPeople(staff: Staff): Promise<void> {
  const owner = staff.send("dnipro", "OWNER");
  await letExpire(owner);
  for (const [email, role] of [
    [demoInvitations.open, "SERVICE_MANAGER"],
    [demoInvitations.kept, "INSTALLER"],
  ] as const) {
    const outcome = await addEmployee(owner, { email, role, isKept: true });
    if (!outcome.ok) throw new Error(`${email} could not be invited: ${outcome.refusal}.`);
  }
}

async function letExpire(owner: CompanyContext): Promise<void> {
  await inTransaction(owner, async (tx, ctx) => {
    const expiresAt = ctx.now.subtract({ hours: expiredHoursAgo });
    const sentAt = expiresAt.subtract({ hours: invitationHours });
    const made = { email: demoInvitations.expired, role: "INSTALLER" as const, sentAt, expiresAt };
    const { tokenHash } = mintToken();
    const id = await insertInvitation(tx, {
      ...made,
      companyId: ctx.companyId,
      invitedById: ctx.account.id,
      tokenHash,
    });
    await recordAudit(
      tx,
      { ...ctx, now: sentAt },
      {
        action: "employee.invited",
        subjectId: id,
        subjectVersion: 1,
        before: null,
        after: { email: made.email, role: made.role, state: "INVITED", expiresAt: toDate(expiresAt).toISOString() },
      },
    );
  });
  await expireInvitations();
}
