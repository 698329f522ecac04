import { randomUUID } from "node:crypto";
import { hashCode, mintCode, mintToken } from "@/lib/auth/secret-token";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction } from "@/lib/server/context";
import type { AccountId } from "@/lib/server/ids";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { lockAccount } from "@/lib/server/store/companies";

/** A signed-in person in the personal context. */
export type Founder = {
  accountId: AccountId;
  name: string;
  email: string;
  locale: string | null;
  requestId: string;
};

const purpose = "COMPANY_EMAIL";
const codeMinutes = 15;
const mostWrongCodes = 5;

/**
 * Mails a six-digit code to a company's address, good for 15 minutes of real time; earlier codes of this person end.
 * Throws RATE_LIMITED after ten in an hour.
 */
export async function sendCompanyCode(
  person: Founder,
  { name, email }: { name: string; email: string },
): Promise<Outcome<{ email: string }, never>> {
  await takePoint("companyCodeByAccount", person.accountId);
  const id = randomUUID();
  const code = mintCode();
  const now = realNow();
  await inSystemTransaction(async (tx) => {
    await tx.accountToken.deleteMany({ where: { accountId: person.accountId, purpose, usedAt: null } });
    await tx.accountToken.create({
      data: {
        id,
        purpose,
        accountId: person.accountId,
        email,
        tokenHash: mintToken().tokenHash,
        codeHash: hashCode(code, id),
        createdAt: toDate(now),
        expiresAt: toDate(now.add({ minutes: codeMinutes })),
      },
    });
    const data = { company: name, code };
    await postMail(tx, {
      template: "company-code",
      to: email,
      locale: person.locale,
      data,
      accountId: person.accountId,
      at: toDate(now),
    });
  });
  return succeed({ email });
}

/**
 * Proves that the person reads the company's mail. Refuses with CODE_WRONG for a wrong, an old and a spent code alike;
 * the fifth wrong one voids the right one too.
 */
export async function verifyCompanyCode(
  person: Founder,
  { email, code }: { email: string; code: string },
): Promise<Outcome<{ email: string }, "CODE_WRONG">> {
  return inSystemTransaction(async (tx) => {
    await lockAccount(tx, person.accountId);
    const now = toDate(realNow());
    const token = await tx.accountToken.findFirst({
      where: {
        accountId: person.accountId,
        purpose,
        email,
        usedAt: null,
        expiresAt: { gt: now },
        wrongCodes: { lt: mostWrongCodes },
      },
    });
    if (!token) return refuse("CODE_WRONG");
    const { id } = token;
    if (token.codeHash !== hashCode(code, id)) {
      await tx.accountToken.update({ where: { id }, data: { wrongCodes: { increment: 1 } } });
      return refuse("CODE_WRONG");
    }
    await tx.accountToken.update({ where: { id }, data: { usedAt: now } });
    return succeed({ email });
  });
}
