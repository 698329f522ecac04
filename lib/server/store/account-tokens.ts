import { hashCode, hashToken, mintCode, mintToken } from "@/lib/auth/secret-token";
import type { TokenPurpose } from "@/prisma/generated/enums";
import type { Transaction } from "../context";

/** Good for this long: links of RELIABILITY, section 7, and codes of PRODUCT J1. */
const minutesOf: Record<TokenPurpose, number> = {
  CONFIRM_EMAIL: 60,
  RESET_PASSWORD: 30,
  CHANGE_EMAIL: 30,
  COMPANY_EMAIL: 15,
  DELETE_ACCOUNT: 15,
};

const mostWrongCodes = 5;

export type TokenBearer = { purpose: TokenPurpose; accountId: string; email: string };

/** Issues a link and a code for an account and purpose; every earlier one of that purpose is void from now on. */
export async function issueToken(
  tx: Transaction,
  { purpose, accountId, email }: TokenBearer,
  at: Date,
): Promise<{ token: string; code: string }> {
  await voidTokens(tx, { accountId, purpose }, at);
  const { token, tokenHash } = mintToken();
  const code = mintCode();
  const expiresAt = new Date(at.getTime() + minutesOf[purpose] * 60_000);
  await tx.accountToken.create({
    data: { purpose, accountId, email, tokenHash, codeHash: hashCode(code, tokenHash), createdAt: at, expiresAt },
  });
  return { token, code };
}

/** Makes unused links and codes of an account worthless, of one purpose or of all. */
export async function voidTokens(
  tx: Transaction,
  of: { accountId: string; purpose?: TokenPurpose },
  at: Date,
): Promise<void> {
  await tx.accountToken.updateMany({ where: { ...of, usedAt: null }, data: { usedAt: at } });
}

export type FoundToken = { accountId: string; email: string };

/** Reads whom a link is for while it can be used. Changes nothing: a mail scanner may look too. */
export async function findLiveLink(
  tx: Transaction,
  purpose: TokenPurpose,
  token: string,
  now: Date,
): Promise<FoundToken | null> {
  return tx.accountToken.findFirst({ where: live(purpose, token, now), select: { accountId: true, email: true } });
}

/** Uses a link: of any number at once, one gets the account (RELIABILITY I-18). Null for all others, and too late. */
export async function redeemLink(
  tx: Transaction,
  purpose: TokenPurpose,
  token: string,
  now: Date,
): Promise<FoundToken | null> {
  const rows = await tx.accountToken.updateManyAndReturn({
    where: live(purpose, token, now),
    data: { usedAt: now },
    select: { accountId: true, email: true },
  });
  return rows[0] ?? null;
}

function live(purpose: TokenPurpose, token: string, now: Date) {
  const tokenHash = hashToken(token);
  return { purpose, tokenHash, usedAt: null, expiresAt: { gt: now }, wrongCodes: { lt: mostWrongCodes } };
}

type OpenCode = { id: string; email: string; tokenHash: string; codeHash: string | null };

/**
 * Uses the code of an account's open link. A wrong one counts, and the fifth voids code and link; the caller's
 * transaction must commit for that. Null for a wrong code and where none is open.
 */
export async function redeemCode(
  tx: Transaction,
  { purpose, accountId }: { purpose: TokenPurpose; accountId: string },
  code: string,
  now: Date,
): Promise<FoundToken | null> {
  const rows = await tx.$queryRaw<OpenCode[]>`
    select id, email::text, token_hash as "tokenHash", code_hash as "codeHash" from account_token
    where account_id = ${accountId}::uuid and purpose = ${purpose}::"TokenPurpose" and used_at is null
      and expires_at > ${now}::timestamptz and wrong_codes < ${mostWrongCodes}
    order by created_at desc limit 1 for update`;
  const open = rows[0];
  if (!open) return null;
  const isRight = open.codeHash === hashCode(code, open.tokenHash);
  await tx.accountToken.update({
    where: { id: open.id },
    data: isRight ? { usedAt: now } : { wrongCodes: { increment: 1 } },
  });
  return isRight ? { accountId, email: open.email } : null;
}

/**
 * Deletes at most so many links and codes that ran out before an instant of real time, used or not. Those of accounts
 * that were never confirmed stay, since by them the registration's age is known. Returns how many.
 */
export async function deleteTokens(tx: Transaction, ranOutBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from account_token where ctid = any(array(
      select t.ctid from account_token t join pro_account a on a.id = t.account_id
      where t.expires_at < ${ranOutBefore}::timestamptz and a.email_confirmed_at is not null
      order by t.expires_at limit ${most} for update of t skip locked))`;
}
