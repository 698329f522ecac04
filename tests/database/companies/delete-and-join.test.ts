import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { acceptInvitation } from "@/lib/server/services/employees/answer-invitation";
import { addAccount, tokenFor } from "../employees/people";
import { setPassword, testPassword } from "../support/company";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

beforeEach(async () => {
  dealer = await addDealer(owner);
  await setPassword(owner, dealer.owner.id);
});

afterAll(() => db.close());

const remove = () => deleteCompany(contextOf(dealer, dealer.owner), { typedName: dealer.name, password: testPassword });
const add = (email: string) =>
  addEmployee(contextOf(dealer, dealer.owner), { email, role: "SERVICE_MANAGER", isKept: false });

/** What a deleted company may never have: somebody who works there, or an offer that still waits. */
async function left() {
  const { rows } = await owner.query<{ people: number; offers: number }>(
    `select (select count(*)::int from employee where company_id = $1 and state = 'ACTIVE') as people,
      (select count(*)::int from invitation where company_id = $1 and closed_at is null) as offers`,
    [dealer.id],
  );
  return rows[0];
}

async function waiters(): Promise<number> {
  const { rows } = await owner.query(
    `select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid)
     where not l.granted and a.datname = current_database()`,
  );
  return rows[0].n;
}

/** Lets a deletion stop at its last step, the end of employments, and another act begin meanwhile. */
async function whileDeleting<T>(act: () => Promise<T>) {
  const holder = new Client({ connectionString: db.ownerUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select from employee where company_id = $1 and account_id = $2 for no key update", [
    dealer.id,
    dealer.installer.id,
  ]);
  const deletion = Promise.allSettled([remove()]);
  await waitUntil("the deletion stands at its last step", async () => (await waiters()) === 1);
  const acting = Promise.allSettled([act()]);
  await waitUntil("the act stands behind it", async () => (await waiters()) === 2);
  await holder.query("commit");
  await holder.end();
  return [(await deletion)[0], (await acting)[0]] as const;
}

const gone = { people: 0, offers: 0 };

test("whoever is added while the company is being deleted is not: no offer, no mail", async () => {
  const person = await addAccount(owner);
  const [deleted, added] = await whileDeleting(() => add(person.email));
  expect(deleted).toMatchObject({ value: { ok: true } });
  expect(added).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
  expect(await left()).toEqual(gone);
  const { rows } = await owner.query("select from mail_message where recipient = $1", [person.email]);
  expect(rows).toEqual([]);
});

test("an invitation redeemed while the company is being deleted is a spent link", async () => {
  const person = await addAccount(owner);
  await add(person.email);
  const token = await tokenFor(owner, person.email);
  const [deleted, joined] = await whileDeleting(() => acceptInvitation(person, token));
  expect(deleted).toMatchObject({ value: { ok: true } });
  expect(joined).toMatchObject({ value: { ok: false, refusal: "LINK_SPENT" } });
  expect(await left()).toEqual(gone);
});

test("race after race, nobody works in a deleted company and no offer of it waits", async () => {
  for (let race = 0; race < 10; race++) {
    dealer = await addDealer(owner);
    await setPassword(owner, dealer.owner.id);
    const [invited, fresh] = [await addAccount(owner), await addAccount(owner)];
    await add(invited.email);
    const token = await tokenFor(owner, invited.email);
    const [deleted] = await Promise.allSettled([remove(), acceptInvitation(invited, token), add(fresh.email)]);
    expect(deleted).toMatchObject({ value: { ok: true } });
    expect(await left()).toEqual(gone);
  }
});
