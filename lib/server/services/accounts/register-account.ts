import { commonPasswords } from "@/lib/auth/common-passwords";
import { hashPassword } from "@/lib/auth/password";
import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isGuessable } from "@/lib/domain/password-rules";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { databaseFaultOf } from "@/lib/server/database-errors";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { type AccountRow, findAccountByEmail, lockAccount } from "@/lib/server/store/account-rows";
import { isAddressOfUser } from "@/lib/server/store/cloud/accounts";
import { postConfirmation } from "./confirmation-mail";
import { answerEvenly } from "./even-answer";

export type Registration = {
  firstName: string;
  lastName: string;
  email: string;
  password: string;
  country: string;
  locale: string;
  /** IANA name, null if the browser's was not usable. */
  timeZone: string | null;
};

/**
 * Registers a PRO account that must still be confirmed, and mails link and code. An address with a confirmed account
 * gets a mail that says so, and the answer is the same in text and time. Registering an unconfirmed address again
 * replaces what was given before and voids its link. Refuses PASSWORD_WEAK. Throws RATE_LIMITED after five mails to one
 * address in an hour.
 */
export async function registerAccount(given: Registration): Promise<Outcome<Record<string, never>, "PASSWORD_WEAK">> {
  const name = `${given.firstName} ${given.lastName}`;
  const { email, password } = given;
  if (isGuessable(password, { email, name, companies: [] }, commonPasswords())) return refuse("PASSWORD_WEAK");
  await takePoint("confirmMailByAccount", email);
  return answerEvenly(async () => {
    const passwordHash = await hashPassword(password);
    await writeOnce(() => inSystemTransaction((tx) => register(tx, { ...given, name, passwordHash })));
    return succeed({});
  });
}

/** Two registrations of one address at once: the loser finds the winner's row on its second try. */
async function writeOnce(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (databaseFaultOf(error)?.sqlState !== "23505") throw error;
    await write();
  }
}

async function register(tx: Transaction, given: Registration & { name: string; passwordHash: string }): Promise<void> {
  const { email, name, passwordHash, country, locale, timeZone } = given;
  const at = toDate(realNow());
  const found = await findAccountByEmail(tx, email);
  if (!found && (await isAddressOfUser(tx, email))) return postUserExists(tx, { email, locale, at });
  const known = found ? await lockAccount(tx, found.id) : null;
  if (known?.emailConfirmedAt) return postExists(tx, known, at);

  const data = { email, name, passwordHash, country, locale, timeZone, createdAt: at };
  const account = known
    ? await tx.proAccount.update({ where: { id: known.id }, data })
    : await tx.proAccount.create({ data });
  await postConfirmation(tx, account, at);
}

/** Whoever lives with a hub has the address already, and signs in elsewhere. */
async function postUserExists(tx: Transaction, { email, locale, at }: { email: string; locale: string; at: Date }) {
  const data = { signInPath: "/home/sign-in", resetPath: "/home/sign-in" };
  await postMail(tx, { template: "account-exists", to: email, locale, data, at });
}

async function postExists(tx: Transaction, account: AccountRow, at: Date): Promise<void> {
  await postMail(tx, {
    template: "account-exists",
    to: account.email,
    locale: account.locale,
    data: { signInPath: "/sign-in", resetPath: "/forgot-password" },
    accountId: account.id,
    at,
  });
}
