import { clockNow, toDate } from "@/lib/clock";
import type { CompanyKind } from "@/lib/domain/company-kind";
import { freeSlugs, slugOf } from "@/lib/domain/company-slug";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import {
  findEmailProof,
  findOwnedCompany,
  findSandboxClock,
  listTakenSlugs,
  lockAccount,
} from "@/lib/server/store/companies";
import type { Founder } from "./company-code";

export type NewCompany = {
  /** The form's own id becomes the company's, so that a repeat of it makes no second one. */
  submissionId: string;
  name: string;
  kind: CompanyKind;
  registrationNumber: string;
  taxNumber: string | null;
  country: string;
  timeZone: string;
  address: string;
  phone: string;
  email: string;
};

type Clock = { id: string | null; now: Temporal.Instant };

/**
 * Makes a company, with the person as its owner for good, in one transaction: company, employment, history, mail.
 *
 * Its address comes from its name and is never given to another, deleted or not. In the demo it lives by the clock of
 * the seeded companies and so can work with them. Refuses with CODE_WRONG unless the company's e-mail was proved by a
 * code. A repeat of the same form answers with the company it has made.
 */
export async function createCompany(
  founder: Founder,
  input: NewCompany,
): Promise<Outcome<{ slug: string }, "CODE_WRONG">> {
  return inSystemTransaction(async (tx) => {
    await lockAccount(tx, founder.accountId);
    const made = await findOwnedCompany(tx, input.submissionId, founder.accountId);
    if (made) return succeed(made);

    const proofId = await findEmailProof(tx, founder.accountId, input.email);
    if (!proofId) return refuse("CODE_WRONG");
    await tx.accountToken.delete({ where: { id: proofId } });

    const clock = await chooseClock(tx);
    const slug = await insertCompany(tx, input, clock);
    await tx.employee.create({
      data: {
        companyId: input.submissionId,
        accountId: founder.accountId,
        role: "OWNER",
        joinedAt: toDate(clock.now),
      },
    });
    await tell(tx, founder, { ...input, slug }, clock);
    return succeed({ slug });
  });
}

async function chooseClock(tx: Transaction): Promise<Clock> {
  const sandbox = env().portalMode === "demo" ? await findSandboxClock(tx) : null;
  return { id: sandbox?.id ?? null, now: clockNow(sandbox?.offsetMs ?? 0) };
}

const triesAtOnce = 20;

/** Inserts under the first free slug. One that somebody takes at this moment is waited for, then the next is tried. */
async function insertCompany(tx: Transaction, input: NewCompany, clock: Clock): Promise<string> {
  const { submissionId: id, ...rest } = input;
  const base = slugOf(input.name);
  for (const slug of freeSlugs(base, await listTakenSlugs(tx, base), triesAtOnce)) {
    const data = { id, slug, clockId: clock.id, createdAt: toDate(clock.now), ...rest };
    const { count } = await tx.company.createMany({ data: [data], skipDuplicates: true });
    if (count === 1) return slug;
  }
  throw new AppError("DUPLICATE_SUBMIT");
}

async function tell(tx: Transaction, founder: Founder, made: NewCompany & { slug: string }, clock: Clock) {
  const { submissionId: companyId, ...after } = made;
  const at = toDate(clock.now);
  await insertPersonEntry(tx, {
    companyId,
    counterpartId: null,
    actorId: founder.accountId,
    actorName: founder.name,
    action: "company.created",
    subjectId: companyId,
    subjectVersion: 1,
    hubKey: null,
    before: null,
    after,
    reason: null,
    origin: "DESKTOP",
    requestId: founder.requestId,
    at,
    effectiveAt: at,
  });
  await postMail(tx, {
    template: "company-created",
    to: founder.email,
    locale: founder.locale,
    data: { company: made.name, linkPath: `/c/${made.slug}/company` },
    companyId,
    accountId: founder.accountId,
    at,
  });
}
