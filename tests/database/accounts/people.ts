import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { hashPassword } from "@/lib/auth/password";
import { isAppError } from "@/lib/errors";
import { type SignInInput, signIn } from "@/lib/server/services/accounts/sign-in";
import type { SignedInPerson } from "@/lib/server/services/accounts/signed-in-person";
import { findSessionAccount } from "@/lib/server/store/sessions";

export const password = "lighthouse-meadow-27";
export const newPassword = "copper kettle on the roof";
export const source = { address: "192.0.2.7", agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" };

let hashed: Promise<string> | undefined;

export type TestPerson = SignedInPerson & { email: string; name: string };

/** Adds a confirmed account with {@link password}. */
export async function addPerson(owner: Client): Promise<TestPerson> {
  hashed ??= hashPassword(password);
  const accountId = randomUUID();
  const email = `${accountId}@people.example`;
  const name = "Robin Ferry";
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, $3, $4, now(), now())`,
    [accountId, email, name, await hashed],
  );
  return { accountId, email, name, source };
}

/** Signs a person in and returns the session's id. Throws the refusal's code. */
export async function enter(email: string, given: Partial<SignInInput> = {}): Promise<string> {
  const outcome = await signIn({ email, password, code: "", ...source, ...given });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.sid;
}

/** Answers whether a request with this session would be served now. */
export async function isServed(sid: string): Promise<boolean> {
  return (await findSessionAccount(sid)) !== null;
}

export type MailOfTest = { template: string; data: Record<string, string>; recipient: string };

/** Reads the mails to an address, oldest first. */
export async function mailsTo(owner: Client, email: string): Promise<MailOfTest[]> {
  const { rows } = await owner.query<MailOfTest>(
    `select template, data, recipient::text from mail_message where recipient = $1 order by created_at, id`,
    [email],
  );
  return rows;
}

/** Reads link token and code of the latest mail of a kind. */
export async function secretsOf(owner: Client, email: string, template: string) {
  const mail = (await mailsTo(owner, email)).findLast((one) => one.template === template);
  if (!mail) throw new Error(`No mail ${template} went to ${email}.`);
  return { token: mail.data.linkPath?.split("/").at(-1) ?? "", code: mail.data.code ?? "" };
}

/** Reads the names of what happened to an account, oldest first. */
export async function eventsOf(owner: Client, accountId: string): Promise<string[]> {
  const { rows } = await owner.query<{ action: string }>(
    "select action from account_event where account_id = $1 order by at, id",
    [accountId],
  );
  return rows.map(({ action }) => action);
}

/** Forgets what the limits have counted, so that a test starts with full buckets. */
export async function clearLimits(owner: Client): Promise<void> {
  await owner.query("delete from rate_limit");
}

/** Runs `work` and answers whether a limit stopped it. */
export async function isLimited(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (isAppError(error, "RATE_LIMITED")) return true;
    throw error;
  }
}

/** Moves what a link's row says of its end; negative seconds: that long ago. */
export async function endLinkIn(owner: Client, accountId: string, seconds: number): Promise<void> {
  await owner.query(
    `update account_token set created_at = now() - interval '2 hours', expires_at = now() + make_interval(secs => $2)
     where account_id = $1 and used_at is null`,
    [accountId, seconds],
  );
}
