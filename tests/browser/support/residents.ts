import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { demoPassword } from "@/prisma/seed/people";
import type { Database } from "./database";
import type { TestHub } from "./world";

/** Somebody who lives with hubs, with the demo's password. */
export type Resident = { id: string; name: string; email: string };

/** Adds an account of a home, master of the given hubs. */
export async function addResident(database: Database, hubs: readonly TestHub[]): Promise<Resident> {
  const id = randomUUID();
  const [firstName, lastName] = ["Robin", id.slice(0, 6)];
  const email = `${id}@resident.example`;
  await database.write([
    [
      `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
       select $1, $2, $3, $4, password_hash, now() from pro_account where email = 'admin@portal.example'`,
      [id, email, firstName, lastName],
    ],
    ...hubs.map(({ key }): [string, unknown[]] => [
      "insert into cloud.hub_binding (user_id, hub_id, role, created_at) values ($1, $2, 'MASTER', now())",
      [id, key],
    ]),
  ]);
  return { id, name: `${firstName} ${lastName}`, email };
}

/** Links a home box that was told something once and cannot be reached since. */
export async function addFailingLink(database: Database, { id }: Resident): Promise<void> {
  await database.write([
    [
      `insert into relay.link (id, account_id, user_id, url, box_key, linked_at, last_push_at, last_error, last_error_at,
         failures, first_failed_at, next_try_at)
       values (gen_random_uuid(), (select id from relay.account limit 1), $1, 'https://box.example/home', 'sealed',
         now() - interval '2 days', now() - interval '1 day', 'The box answered with status 502.', now(), 1, now(),
         now() + interval '1 hour')`,
      [id],
    ],
  ]);
}

/** Fills in the door to My home and waits until it has led on. */
export async function enterHome(page: Page, { email }: Resident): Promise<void> {
  await page.goto("/home/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/home");
}
