import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmEmailByLink } from "@/lib/server/services/accounts/confirm-email";
import { registerAccount } from "@/lib/server/services/accounts/register-account";
import { removeStaleRegistrations } from "@/lib/server/services/accounts/remove-unconfirmed";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPerson, password, secretsOf, source } from "./people";

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});
afterAll(() => db.close());

/** Registers an address whose last mail went out so many seconds before seven days ago. */
async function registerLate(secondsOver: number): Promise<string> {
  const email = `stale-${randomUUID()}@people.example`;
  const person = { firstName: "Ada", lastName: "Quill", country: "UA", locale: "en", timeZone: null };
  await registerAccount({ email, password, ...person });
  await owner.query(
    `update account_token set created_at = now() - interval '168 hours' - make_interval(secs => $2) where email = $1`,
    [email, secondsOver],
  );
  return email;
}

async function areThere(...emails: string[]): Promise<boolean[]> {
  const { rows } = await owner.query<{ email: string }>("select email::text from pro_account");
  return emails.map((email) => rows.some((row) => row.email === email));
}

test("registrations that nobody confirmed go seven days after their last mail, and nothing else", async () => {
  const late = await registerLate(5);
  const early = await registerLate(-60);
  const confirmed = await registerLate(5);
  await confirmEmailByLink((await secretsOf(owner, confirmed, "confirm-email")).token, source);
  const { email: person } = await addPerson(owner);
  expect(await removeStaleRegistrations()).toBe(1);
  expect(await areThere(late, early, confirmed, person)).toEqual([false, true, true, true]);
  expect(await removeStaleRegistrations()).toBe(0);
});

test("a freed address can be registered again", async () => {
  const email = await registerLate(5);
  await removeStaleRegistrations();
  const person = { firstName: "Grace", lastName: "Quill", country: "UA", locale: "en", timeZone: null };
  await registerAccount({ email, password, ...person });
  expect(await areThere(email)).toEqual([true]);
});
