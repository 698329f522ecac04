import { findStep } from "@/lib/auth/authenticator";
import { verifyDigest } from "@/lib/auth/password";
import { realNow } from "@/lib/clock";
import type { LoginRefusal } from "@/lib/domain/cloud/login-words";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { clearPoints, givePointBack, takePoint } from "@/lib/server/limits";
import {
  type EndUserRow,
  findLoginAccount,
  type LoginAccount,
  lockEndUser,
  spendUserStep,
} from "@/lib/server/store/cloud/accounts";
import { mintPair, refreshEnd, type Tokens } from "./mint-pair";

/** `passwordHash` is the lower-case hex SHA-256 of the password; `totp` is empty where none was sent. */
export type CloudSignIn = {
  login: string;
  passwordHash: string;
  totp: string;
  keyId: string;
  /** Of a home box that the relay links; null for everybody else. */
  linkId: string | null;
  address: string | null;
  /** Checks alone, and leaves no session behind. */
  isCheckOnly: boolean;
};

export type SignInRefusal = Exclude<LoginRefusal, "KEY">;

/**
 * Signs somebody who lives with a hub in to the cloud. Unknown addresses and wrong passwords answer alike, in text and
 * time, whichever kind of account has the address; only the right password hears that it is a PRO account's. Returns null
 * for a mere check. Throws RATE_LIMITED on the buckets of INTEGRATION 5 and RELIABILITY 7.
 */
export async function signInEndUser(input: CloudSignIn): Promise<Outcome<Tokens | null, SignInRefusal>> {
  const email = input.login.normalize("NFKC").trim().toLowerCase();
  const pair = `${email}|${input.address ?? ""}`;
  await takeTry(email, { pair, address: input.address });
  const account = await onDatabase((client) => findLoginAccount(client, email));
  const isRight = await verifyDigest(account?.passwordHash ?? null, input.passwordHash);
  if (!account || !isRight || account.isDisabled) return refuse("PASSWORD");

  await giveTryBack(email, { pair, address: input.address });
  if (account.kind === "PRO") return refuse("PRO");
  return inSystemTransaction((tx) => enter(tx, account, input));
}

type Source = { pair: string; address: string | null };

async function takeTry(email: string, { pair, address }: Source): Promise<void> {
  await takePoint("cloudLoginByAccount", email);
  await takePoint("cloudFailureByPair", pair);
  await takePoint("loginByAddress", address ?? "unknown");
  await takePoint("loginByAccount", email);
}

/** A right password leaves no trace in the buckets that count failures. */
async function giveTryBack(email: string, { pair, address }: Source): Promise<void> {
  await Promise.all([
    clearPoints("cloudFailureByPair", pair),
    clearPoints("loginByAccount", email),
    givePointBack("loginByAddress", address ?? "unknown"),
  ]);
}

/** The row is read again under its lock: the password may have changed while the hash was made. */
async function enter(
  tx: Transaction,
  checked: LoginAccount,
  { totp, keyId, linkId, isCheckOnly }: CloudSignIn,
): Promise<Outcome<Tokens | null, SignInRefusal>> {
  const user = await lockEndUser(tx, checked.id);
  if (!user || user.passwordHash !== checked.passwordHash || user.isDisabled) return refuse("PASSWORD");
  const isStrong = user.totpSecret !== null;
  if (isStrong && totp === "") return refuse("CODE_REQUIRED");
  if (isStrong && !(await spendCode(tx, user, totp))) return refuse("CODE_WRONG");
  if (isCheckOnly) return succeed(null);
  const now = realNow();
  const refreshExpiresAt = refreshEnd(now, { isStrong });
  return succeed(await mintPair(tx, { userId: user.id, keyId, linkId, predecessor: null, refreshExpiresAt, now }));
}

async function spendCode(tx: Transaction, user: EndUserRow, totp: string): Promise<boolean> {
  const stored = { accountId: user.id, sealed: user.totpSecret ?? "", lastStep: user.totpLastStep };
  const step = findStep(totp.replace(/\s/g, ""), stored);
  return step !== null && spendUserStep(tx, user.id, step);
}
