import { findStep, hashRecoveryCode, mintAuthenticator, mintRecoveryCodes } from "@/lib/auth/authenticator";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { lockAccount, replaceRecoveryCodes } from "@/lib/server/store/account-rows";
import { postSecurityMail } from "./security-mail";
import { spendSecondFactor } from "./sign-in";
import { renewSessions, type SignedInPerson, withPassword } from "./signed-in-person";

/** Codes are parted by spaces and shown this once; `sid` is the session with which the browser at hand goes on. */
export type NewCodes = { codes: string };

/**
 * Stores a fresh secret for an authenticator app, which counts once a code of it was shown. An app that is in
 * use already stays. Refuses BAD_CREDENTIALS.
 */
export async function beginSecondFactor(
  person: SignedInPerson,
  currentPassword: string,
): Promise<Outcome<Record<string, never>, "BAD_CREDENTIALS">> {
  const { sealed } = mintAuthenticator(person.accountId);
  return withPassword(person, currentPassword, async (tx, { id, totpConfirmedAt }) => {
    if (totpConfirmedAt) return succeed({});
    await tx.proAccount.update({ where: { id }, data: { totpSecret: sealed, totpLastStep: null } });
    return succeed({});
  });
}

/**
 * Puts the authenticator app to use, by its first code; every other sign-in ends, and ten recovery codes are returned
 * this once. Refuses CODE_WRONG. Throws RATE_LIMITED after 20 codes in an hour.
 */
export async function confirmSecondFactor(
  person: SignedInPerson,
  code: string,
): Promise<Outcome<NewCodes & { sid: string }, "CODE_WRONG">> {
  await takePoint("codeByAccount", person.accountId);
  return inSystemTransaction(async (tx) => {
    const account = await lockAccount(tx, person.accountId);
    if (!account?.totpSecret || account.totpConfirmedAt) return refuse("CODE_WRONG");
    const { id: accountId, totpSecret: sealed, totpLastStep: lastStep } = account;
    const step = findStep(code, { accountId, sealed, lastStep });
    if (step === null) return refuse("CODE_WRONG");

    const data = { totpConfirmedAt: toDate(realNow()), totpLastStep: step };
    await tx.proAccount.update({ where: { id: accountId }, data });
    const codes = await writeCodes(tx, accountId);
    await recordAccountEvent(tx, accountId, "account.second_factor_on", person.source);
    await postSecurityMail(tx, account, { template: "second-factor-on", data: {} });
    return succeed({ codes, sid: await renewSessions(tx, person, "SECOND_FACTOR_ON") });
  });
}

type Proof = { currentPassword: string; code: string };

/**
 * Takes the authenticator app out of use, by password and a code of it or a recovery code; every other sign-in ends.
 * Refuses BAD_CREDENTIALS and CODE_WRONG.
 */
export async function turnOffSecondFactor(
  person: SignedInPerson,
  { currentPassword, code }: Proof,
): Promise<Outcome<{ sid: string }, "BAD_CREDENTIALS" | "CODE_WRONG">> {
  await takePoint("codeByAccount", person.accountId);
  return withPassword(person, currentPassword, async (tx, account) => {
    if (!(await spendSecondFactor(tx, account, code))) return refuse("CODE_WRONG");
    const data = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null };
    await tx.proAccount.update({ where: { id: account.id }, data });
    await replaceRecoveryCodes(tx, account.id, []);
    await recordAccountEvent(tx, account.id, "account.second_factor_off", person.source);
    await postSecurityMail(tx, account, { template: "second-factor-off", data: {} });
    return succeed({ sid: await renewSessions(tx, person, "SECOND_FACTOR_OFF") });
  });
}

/** Makes ten fresh recovery codes, returned this once; the old ones are void. Refuses as {@link turnOffSecondFactor}. */
export async function renewRecoveryCodes(
  person: SignedInPerson,
  { currentPassword, code }: Proof,
): Promise<Outcome<NewCodes, "BAD_CREDENTIALS" | "CODE_WRONG">> {
  await takePoint("codeByAccount", person.accountId);
  return withPassword(person, currentPassword, async (tx, account) => {
    if (!(await spendSecondFactor(tx, account, code))) return refuse("CODE_WRONG");
    const codes = await writeCodes(tx, account.id);
    await recordAccountEvent(tx, account.id, "account.recovery_codes_made", person.source);
    await postSecurityMail(tx, account, { template: "recovery-codes-made", data: {} });
    return succeed({ codes });
  });
}

async function writeCodes(tx: Transaction, accountId: string): Promise<string> {
  const codes = mintRecoveryCodes();
  const hashes = codes.flatMap((code) => hashRecoveryCode(code, accountId) ?? []);
  await replaceRecoveryCodes(tx, accountId, hashes);
  return codes.join(" ");
}
