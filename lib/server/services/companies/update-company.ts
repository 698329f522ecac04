import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { type CompanyRow, countLiveHubs, lockCompany } from "@/lib/server/store/companies";

export type CompanyChange = {
  /** The company's, as the form was drawn from it. */
  version: number;
  name: string;
  kind: CompanyRow["kind"];
  registrationNumber: string;
  taxNumber: string | null;
  country: string;
  timeZone: string;
  address: string;
  phone: string;
};

type Receipt = { version: number; isDealerEnded: 0 | 1 };

/**
 * Changes a company's profile; its address in the portal stays.
 *
 * Another country ends dealer status, and is refused with COUNTRY_LOCKED while services run. A dealer cannot become a
 * company of kind Monitoring (COMPANY_KIND). Another time zone touches only what is activated later: running packages
 * keep the zone they began with. Throws CONFLICT if the profile has changed since the form was drawn.
 */
export async function updateCompany(
  given: CompanyContext,
  input: CompanyChange,
): Promise<Outcome<Receipt, "COUNTRY_LOCKED" | "COMPANY_KIND">> {
  return inTransaction<Outcome<Receipt, "COUNTRY_LOCKED" | "COMPANY_KIND">>(given, async (tx, ctx) => {
    requirePermission(ctx, "company:update");
    const before = await lockCompany(tx, ctx.companyId);
    if (!before) throw new AppError("NOT_FOUND");
    const { version, ...wanted } = input;
    if (before.version !== version) throw await conflict(tx, before.id);

    const isMoving = before.country !== wanted.country;
    const enrollment = await tx.dealerEnrollment.findUnique({ where: { companyId: before.id } });
    const live = isMoving ? await countLiveHubs(tx, ctx.companyId, toDate(ctx.now)) : 0;
    if (live > 0) return refuse("COUNTRY_LOCKED", { n: live });
    if (enrollment && !isMoving && wanted.kind === "MONITORING") return refuse("COMPANY_KIND");

    if (enrollment && isMoving) await tx.dealerEnrollment.delete({ where: { id: enrollment.id } });
    if (isMoving) await tx.countryInterest.deleteMany({ where: { companyId: before.id } });
    const data = { ...wanted, version: { increment: 1 } };
    const after = await tx.company.update({ where: { id: before.id }, data, select: { version: true } });
    await recordAudit(tx, ctx, {
      action: "company.updated",
      subjectId: before.id,
      subjectVersion: after.version,
      ...changesOf(before, wanted),
    });
    return succeed<Receipt>({ version: after.version, isDealerEnded: enrollment && isMoving ? 1 : 0 });
  });
}

/** Keeps of both states only what differs. */
function changesOf(before: CompanyRow, after: Omit<CompanyChange, "version">) {
  const names = (Object.keys(after) as (keyof typeof after)[]).filter((name) => before[name] !== after[name]);
  return {
    before: Object.fromEntries(names.map((name) => [name, before[name]])),
    after: Object.fromEntries(names.map((name) => [name, after[name]])),
  };
}

/** Says who changed the company last. */
async function conflict(tx: Transaction, companyId: string): Promise<AppError> {
  const entry = await tx.auditEntry.findFirst({
    where: { subjectId: companyId },
    orderBy: { recordedAt: "desc" },
    select: { actorName: true, action: true, at: true },
  });
  if (!entry) return new AppError("CONFLICT");
  return new AppError("CONFLICT", { name: entry.actorName, did: entry.action, time: entry.at.toISOString() });
}
