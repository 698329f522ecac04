import { findStep } from "@/lib/auth/authenticator";
import { verifyDigest } from "@/lib/auth/password";
import type { LoginRefusal } from "@/lib/domain/cloud/login-words";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import { clearPoints, givePointBack, takePoint } from "@/lib/server/limits";
import { type EndUserRow, findLoginAccount, lockEndUser, spendUserStep } from "@/lib/server/store/cloud/accounts";

/** `passwordHash` is the lower-case hex SHA-256 of the password; `totp` is empty where none was sent. */
export type EndUserProof = { login: string; passwordHash: string; totp: string; address: string | null };

export type SignInRefusal = Exclude<LoginRefusal, "KEY">;

/** What a sign-in does once the user is proved. `isStrong` says that a one-time code was shown. */
type Enter<T> = (tx: Transaction, user: EndUserRow, proof: { isStrong: boolean }) => Promise<T>;

/**
 * Proves somebody who lives with a hub, and lets `enter` open what was asked for in the same transaction. Unknown
 * addresses and wrong passwords answer alike, in text and time, whichever kind of account has the address; only the right
 * password hears that it is a PRO account's. Throws RATE_LIMITED on the buckets of INTEGRATION 5 and RELIABILITY 7.
 */
export async function proveEndUser<T>(proof: EndUserProof, enter: Enter<T>): Promise<Outcome<T, SignInRefusal>> {
  const email = proof.login.normalize("NFKC").trim().toLowerCase();
  const pair = `${email}|${proof.address ?? ""}`;
  await takeTry(email, { pair, address: proof.address });
  const account = await onDatabase((client) => findLoginAccount(client, email));
  const isRight = await verifyDigest(account?.passwordHash ?? null, proof.passwordHash);
  if (!account || !isRight || account.isDisabled) return refuse("PASSWORD");

  const outcome = account.kind === "PRO" ? refuse("PRO") : await enterAs(account, proof, enter);
  // A wrong one-time code counts as a wrong password does: whoever has the password may not try all codes.
  if (outcome.ok || outcome.refusal !== "CODE_WRONG") await giveTryBack(email, { pair, address: proof.address });
  return outcome;
}

/** Lets in whose password was right, by the one-time code where one is needed. */
async function enterAs<T>(
  account: Pick<EndUserRow, "id" | "passwordHash">,
  proof: EndUserProof,
  enter: Enter<T>,
): Promise<Outcome<T, SignInRefusal>> {
  return inSystemTransaction(async (tx) => {
    // The row is read again under its lock: the password may have changed while the hash was made.
    const user = await lockEndUser(tx, account.id);
    if (!user || user.passwordHash !== account.passwordHash || user.isDisabled) return refuse("PASSWORD");
    const isStrong = user.totpSecret !== null;
    if (isStrong && proof.totp === "") return refuse("CODE_REQUIRED");
    if (isStrong && !(await spendCode(tx, user, proof.totp))) return refuse("CODE_WRONG");
    return succeed(await enter(tx, user, { isStrong }));
  });
}

type Source = { pair: string; address: string | null };

async function takeTry(email: string, { pair, address }: Source): Promise<void> {
  await takePoint("cloudLoginByAccount", email);
  await takePoint("cloudFailureByPair", pair);
  await takePoint("loginByAddress", address ?? "unknown");
  await takePoint("loginByAccount", email);
}

/** Who proves what is asked for leaves no trace in the buckets that count failures. */
async function giveTryBack(email: string, { pair, address }: Source): Promise<void> {
  await Promise.all([
    clearPoints("cloudFailureByPair", pair),
    clearPoints("loginByAccount", email),
    givePointBack("loginByAddress", address ?? "unknown"),
  ]);
}

async function spendCode(tx: Transaction, user: EndUserRow, totp: string): Promise<boolean> {
  const stored = { accountId: user.id, sealed: user.totpSecret ?? "", lastStep: user.totpLastStep };
  const step = findStep(totp.replace(/\s/g, ""), stored);
  return step !== null && spendUserStep(tx, user.id, step);
}
