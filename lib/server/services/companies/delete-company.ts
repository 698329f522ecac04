import { verifyPassword } from "@/lib/auth/password";
import { toDate } from "@/lib/clock";
import { type DeletionRefusal, decideDeletion, isNameTyped } from "@/lib/domain/company-deletion";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inSystemTransaction,
  inTransaction,
  requirePermission,
  type Transaction,
} from "@/lib/server/context";
import { clearPoints, takePoint } from "@/lib/server/limits";
import {
  type CompanyRow,
  countLiveHubs,
  countPaidHubs,
  lockCompany,
  lockDuePackages,
} from "@/lib/server/store/companies";
import { lockConnectionsOf } from "@/lib/server/store/company-ending";
import { endDuePackage } from "../packages/end-due-package";
import { endCompanyTies } from "./end-company-ties";

export type Deletion = { typedName: string; password: string };
type Refusal = DeletionRefusal | "NAME_MISMATCH" | "BAD_CREDENTIALS";

/**
 * Deletes a company for good: its owner alone, with its name typed and the password shown again.
 *
 * Refuses with HAS_LIVE_PACKAGES while services run on any hub, ending ones too, and with PAYER_OF_LIVE while it pays
 * for others' (PRODUCT J14). Then requests are withdrawn, connections closed, invitations revoked and employments ended
 * in the same transaction, and everybody concerned gets a mail; statements and history stay readable. An activation
 * that runs at the same moment either comes first, and is counted, or finds the company gone.
 */
export async function deleteCompany(
  given: CompanyContext,
  { typedName, password }: Deletion,
): Promise<Outcome<{ name: string }, Refusal>> {
  requirePermission(given, "company:delete");
  if (!isNameTyped(given.companyName, typedName)) return refuse("NAME_MISMATCH", { name: given.companyName });
  if (!(await isPasswordRight(given, password))) return refuse("BAD_CREDENTIALS");

  return inTransaction<Outcome<{ name: string }, Refusal>>(given, async (tx, ctx) => {
    requirePermission(ctx, "company:delete");
    const company = await lockCompany(tx, ctx.companyId);
    if (!company) throw new AppError("NOT_FOUND");
    const ties = await lockConnectionsOf(tx, ctx.companyId);
    const now = toDate(ctx.now);
    for (const due of await lockDuePackages(tx, ctx.companyId, now)) await endDuePackage(tx, ctx, due);

    const decision = decideDeletion({
      companyName: company.name,
      liveHubs: await countLiveHubs(tx, ctx.companyId, now),
      paidHubs: await countPaidHubs(tx, ctx.companyId),
    });
    if (!decision.ok) return decision;
    await markDeleted(tx, ctx, company);
    await endCompanyTies(tx, ctx, company, ties);
    return succeed({ name: company.name });
  });
}

async function isPasswordRight({ account }: CompanyContext, password: string): Promise<boolean> {
  await takePoint("passwordByAccount", account.id);
  const select = { passwordHash: true } as const;
  const stored = await inSystemTransaction((tx) => tx.proAccount.findUnique({ where: { id: account.id }, select }));
  const isRight = await verifyPassword(stored?.passwordHash ?? null, password);
  if (isRight) await clearPoints("passwordByAccount", account.id);
  return isRight;
}

async function markDeleted(tx: Transaction, ctx: CompanyContext, { id, name, version }: CompanyRow): Promise<void> {
  const deletedAt = toDate(ctx.now);
  await tx.company.update({ where: { id }, data: { deletedAt, version: { increment: 1 } } });
  await recordAudit(tx, ctx, {
    action: "company.deleted",
    subjectId: id,
    subjectVersion: version + 1,
    before: { name },
    after: null,
  });
}
