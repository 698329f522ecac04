import { findStep, hashRecoveryCode } from "@/lib/auth/authenticator";
import { verifyPassword } from "@/lib/auth/password";
import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isAppError } from "@/lib/errors";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { clearLoginPoints, clearPoints, givePointBack, takeLoginPoint, takePoint } from "@/lib/server/limits";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import {
  type AccountRow,
  findAccountByEmail,
  lockAccount,
  spendRecoveryCode,
  spendStep,
} from "@/lib/server/store/account-rows";
import { openSession } from "@/lib/server/store/sessions";
import { waitSince } from "./even-answer";

/** `code` is of the authenticator app or a recovery code; empty until it is asked for. */
export type SignInInput = {
  email: string;
  password: string;
  code: string;
  address: string | null;
  agent: string | null;
};

/** CODE_NEEDED is no failure to show: the form asks for the code next. */
export type SignInRefusal = "BAD_CREDENTIALS" | "EMAIL_NOT_CONFIRMED" | "CODE_WRONG" | "CODE_NEEDED";

/** No refusal of a sign-in is given sooner: twice what a hash takes on an idle machine, reading an account included. */
const shortestMs = 120;

/**
 * Checks e-mail, password and, where the person uses one, the authenticator's code, and opens a session; returns its
 * id. Wrong password and unknown e-mail answer alike, in text and time; the other refusals need the right password.
 * Throws RATE_LIMITED on the buckets of RELIABILITY, section 7, which a right code of the authenticator app overrules.
 */
export async function signIn(input: SignInInput): Promise<Outcome<{ sid: string }, SignInRefusal>> {
  const startedMs = elapsedMs();
  const outcome = await tryToEnter(input);
  if (!outcome.ok && outcome.refusal === "BAD_CREDENTIALS") await waitSince(startedMs, shortestMs);
  return outcome;
}

async function tryToEnter(input: SignInInput): Promise<Outcome<{ sid: string }, SignInRefusal>> {
  const email = input.email.normalize("NFKC").trim().toLowerCase();
  const account = await onDatabase((client) => findAccountByEmail(client, email));
  await takeTry(email, input, account);
  const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
  if (!account || !isRight || account.disabledAt) return refuse("BAD_CREDENTIALS");
  if (!account.emailConfirmedAt) return refuse("EMAIL_NOT_CONFIRMED");

  const outcome = await inSystemTransaction((tx) => enter(tx, account, input));
  if (outcome.ok) await forgetTries(email, input.address);
  return outcome;
}

function pairOf(email: string, address: string | null): string {
  return `${email}|${address ?? ""}`;
}

async function takeTry(email: string, input: SignInInput, account: AccountRow | null): Promise<void> {
  try {
    await takeLoginPoint(pairOf(email, input.address));
    await takePoint("loginByAddress", input.address ?? "unknown");
    await takePoint("loginByAccount", email);
  } catch (error) {
    const isOwner = isAppError(error, "RATE_LIMITED") && account !== null && stepOf(account, input.code) !== null;
    if (!isOwner) throw error;
    await takePoint("loginBySecondFactor", account.id);
  }
}

async function forgetTries(email: string, address: string | null): Promise<void> {
  await Promise.all([
    clearLoginPoints(pairOf(email, address)),
    clearPoints("loginByAccount", email),
    givePointBack("loginByAddress", address ?? "unknown"),
  ]);
}

function stepOf({ id, totpSecret, totpConfirmedAt, totpLastStep }: AccountRow, code: string): bigint | null {
  if (!totpSecret || !totpConfirmedAt) return null;
  return findStep(code, { accountId: id, sealed: totpSecret, lastStep: totpLastStep });
}

/** The row is read again under its lock: password and second factor may have changed while the hash was made. */
async function enter(
  tx: Transaction,
  checked: AccountRow,
  { code, address, agent }: SignInInput,
): Promise<Outcome<{ sid: string }, SignInRefusal>> {
  const account = await lockAccount(tx, checked.id);
  if (!account || account.passwordHash !== checked.passwordHash || account.disabledAt) {
    return refuse("BAD_CREDENTIALS");
  }
  const source = { address, agent };
  const typed = code.replace(/\s/g, "");
  if (account.totpConfirmedAt) {
    if (typed === "") return refuse("CODE_NEEDED");
    const means = await spendSecondFactor(tx, account, typed);
    if (!means) return refuse("CODE_WRONG");
    if (means === "RECOVERY_CODE") await recordAccountEvent(tx, account.id, "account.recovery_code_used", source);
  }
  await recordAccountEvent(tx, account.id, "session.started", source);
  return succeed({ sid: await openSession(tx, { accountId: account.id, epoch: account.epoch, ...source }) });
}

/** Uses a code of an account's app, or one of its recovery codes, each once. Null if it is neither. */
export async function spendSecondFactor(
  tx: Transaction,
  account: AccountRow,
  typed: string,
): Promise<"APP" | "RECOVERY_CODE" | null> {
  const step = stepOf(account, typed);
  if (step !== null) return (await spendStep(tx, account.id, step)) ? "APP" : null;
  const codeHash = hashRecoveryCode(typed, account.id);
  if (!codeHash) return null;
  return (await spendRecoveryCode(tx, account.id, codeHash, toDate(realNow()))) ? "RECOVERY_CODE" : null;
}
