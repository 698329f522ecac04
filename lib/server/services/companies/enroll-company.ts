import { randomBytes } from "node:crypto";
import { toDate, toInstantOrNull } from "@/lib/clock";
import { decideEnrollment, type EnrollmentRefusal } from "@/lib/domain/dealer-enrollment";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { referenceLength, writeReference } from "@/lib/domain/reference";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { ringOffice } from "@/lib/server/bell";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { type CompanyRow, loadOwner, lockCompany } from "@/lib/server/store/companies";
import { findAvailability, keepInterest } from "@/lib/server/store/countries";

export type Enrollment = {
  contactName: string;
  contactEmail: string;
  contactPhone: string;
  legalName: string;
  taxNumber: string | null;
  billingAddress: string;
  /** What the company foresees; null where it said nothing. */
  expectedHubs: number | null;
  termsVersion: string;
};

type Receipt = { reference: string };

/**
 * Makes a company a dealer: from this moment its owner and managers have the Services tab and may ask resellers.
 * Owner only. Refuses with ALREADY_ENROLLED, COMPANY_KIND or COUNTRY_UNAVAILABLE (PRODUCT J4); of two presses at once
 * one enrolls and the other is told so.
 */
export async function enrollCompany(
  given: CompanyContext,
  input: Enrollment,
): Promise<Outcome<Receipt, EnrollmentRefusal>> {
  return inTransaction<Outcome<Receipt, EnrollmentRefusal>>(given, async (tx, ctx) => {
    requirePermission(ctx, "company:enroll");
    const company = await lockCompany(tx, ctx.companyId);
    if (!company) throw new AppError("NOT_FOUND");
    const enrolled = await tx.dealerEnrollment.findUnique({ where: { companyId: company.id } });
    const facts = {
      companyName: company.name,
      kind: company.kind,
      country: company.country,
      availability: await findAvailability(tx, company.country),
      enrolledAt: toInstantOrNull(enrolled?.enrolledAt ?? null),
    };
    const today = ctx.now.toZonedDateTimeISO(company.timeZone).toPlainDate().toString();
    const decision = decideEnrollment(facts, today);
    if (!decision.ok) return decision;

    const reference = await insertEnrollment(tx, ctx, company, input);
    await tx.countryInterest.deleteMany({ where: { companyId: company.id } });
    await tell(tx, ctx, company, reference);
    return succeed({ reference });
  });
}

/** Inserts under a reference nobody has: one that is taken, once in many millions, is drawn again. */
async function insertEnrollment(
  tx: Transaction,
  ctx: CompanyContext,
  { id: companyId, country, version }: CompanyRow,
  input: Enrollment,
): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const reference = writeReference(country, randomBytes(referenceLength));
    const who = { enrolledById: ctx.account.id, enrolledAt: toDate(ctx.now) };
    const data = { companyId, country, reference, ...input, ...who };
    const { count } = await tx.dealerEnrollment.createMany({ data: [data], skipDuplicates: true });
    if (count === 0) continue;
    await recordAudit(tx, ctx, {
      action: "company.enrolled",
      subjectId: companyId,
      subjectVersion: version,
      before: null,
      after: { country, reference, ...input },
    });
    return reference;
  }
  throw new Error("No free reference was drawn in three attempts.");
}

async function tell(tx: Transaction, ctx: CompanyContext, company: CompanyRow, reference: string): Promise<void> {
  const owner = await loadOwner(tx, ctx.companyId);
  const href = `/c/${company.slug}/services`;
  const at = toDate(ctx.now);
  await postMail(tx, {
    template: "dealer-enrolled",
    to: owner.email,
    locale: owner.locale,
    data: { company: company.name, reference, linkPath: href },
    companyId: company.id,
    accountId: owner.accountId,
    at,
  });
  await ringOffice(
    tx,
    { companyId: company.id, exceptAccountId: ctx.account.id },
    {
      kind: "company.enrolled",
      data: { company: company.name, reference },
      href,
      groupKey: `enrollment:${reference}`,
      at,
    },
  );
}

/** Notes that the owner wants to hear when the company's country is offered. Asking twice is one wish. */
export async function askForCountry(given: CompanyContext): Promise<Outcome<{ country: string }, never>> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "company:enroll");
    const company = await lockCompany(tx, ctx.companyId);
    if (!company) throw new AppError("NOT_FOUND");
    const { id: companyId, country } = company;
    await keepInterest(tx, { companyId, country, askedById: ctx.account.id, askedAt: toDate(ctx.now) });
    return succeed({ country });
  });
}
