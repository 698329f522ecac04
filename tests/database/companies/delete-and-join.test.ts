import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mintToken } from "@/lib/auth/secret-token";
import { confirmEmailByLink } from "@/lib/server/services/accounts/confirm-email";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { acceptInvitation, type InvitedPerson } from "@/lib/server/services/employees/answer-invitation";
import { changeRole } from "@/lib/server/services/employees/change-role";
import { leaveCompany, removeEmployee } from "@/lib/server/services/employees/end-employment";
import { grantFinance } from "@/lib/server/services/employees/grant-finance";
import { addAccount, employeeRefOf, mailsTo, removalOf, tokenFor } from "../employees/people";
import { setPassword, testPassword } from "../support/company";
import { addDealer, contextOf, type Dealer, type Person } from "../support/dealer";
import { employmentOf, type Held, lineUp } from "../support/line-up";
import { openTestDatabase, type TestDatabase } from "../support/open";

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

/** The secret of a link that confirms a person's address. */
async function confirmationOf({ accountId, email }: InvitedPerson): Promise<string> {
  const { token, tokenHash } = mintToken();
  await owner.query(
    `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at)
     values (gen_random_uuid(), 'CONFIRM_EMAIL', $1, $2, $3, now(), now() + interval '15 minutes')`,
    [accountId, email, tokenHash],
  );
  return token;
}

/** Lets a deletion stop at its last step, the end of employments, and another act begin meanwhile. */
const whileDeleting = <T>(act: () => Promise<T>, meanwhile?: () => Promise<void>) =>
  lineUp(db, employmentOf(dealer, dealer.installer.id), { first: remove, second: act, meanwhile });

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

describe("an act on somebody's employment while the company is being deleted", () => {
  /** Without a command, whose receipt would hold the company all by itself. */
  const bare = (person: Person) => contextOf(dealer, person, { isRead: true });
  const acts: [name: string, act: () => Promise<unknown>][] = [
    ["another role", async () => changeRole(bare(dealer.owner), { ...(await manager()), role: "INSTALLER" })],
    ["the right to see money", async () => grantFinance(bare(dealer.owner), { ...(await manager()), isGranted: true })],
    ["a removal", async () => removeEmployee(bare(dealer.owner), await removalOf(owner, dealer, dealer.manager.id))],
    ["leaving", async () => leaveCompany(bare(dealer.manager), await manager())],
  ];
  const manager = () => employeeRefOf(owner, dealer, dealer.manager.id);

  /** The deletion stops at the open offer, before it touches any employment. */
  async function openOffer(): Promise<Held> {
    await add((await addAccount(owner)).email);
    return { sql: "select from invitation where company_id = $1 for update", values: [dealer.id] };
  }

  test.each(acts)("%s waits for the company, holds nobody meanwhile, and finds it gone", async (_, act) => {
    const [deleted, acted] = await lineUp(db, await openOffer(), {
      first: remove,
      second: act,
      meanwhile: async () => {
        const free = await owner.query("select from employee where company_id = $1 for update skip locked", [
          dealer.id,
        ]);
        expect(free.rowCount).toBe(4);
      },
    });
    expect(deleted).toMatchObject({ value: { ok: true } });
    expect(acted).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
    expect((await mailsTo(owner, dealer.manager.email)).map(({ template }) => template)).toEqual(["employer-deleted"]);
  });
});

test("an address confirmed while a company that keeps an entry for it is being deleted gets no offer of it", async () => {
  const person = await addAccount(owner, { isConfirmed: false });
  await addEmployee(contextOf(dealer, dealer.owner), { email: person.email, role: "INSTALLER", isKept: true });
  const token = await confirmationOf(person);
  const [deleted, confirmed] = await whileDeleting(
    () => confirmEmailByLink(token, { agent: "test", address: null }),
    async () => {
      const free = await owner.query("select from pro_account where id = $1 for update skip locked", [
        person.accountId,
      ]);
      expect(free.rowCount).toBe(1);
    },
  );
  expect(deleted).toMatchObject({ value: { ok: true } });
  expect(confirmed).toMatchObject({ value: { ok: true } });
  expect(await left()).toEqual(gone);
  expect((await mailsTo(owner, person.email)).map(({ template }) => template)).not.toContain("invitation");
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
