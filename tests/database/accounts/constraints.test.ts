import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDealer, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { refusalOf as refusalBy } from "../support/refusal";

let db: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  [dealer, stranger] = [await addDealer(db.owner), await addDealer(db.owner)];
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

type Columns = Record<string, string>;

/** One row, as SQL. Values are SQL expressions. */
function insert(table: string, columns: Columns): string {
  return `insert into ${table} (${Object.keys(columns).join(", ")}) values (${Object.values(columns).join(", ")})`;
}

function tokenSql(columns: Columns = {}): string {
  return insert("account_token", {
    id: "gen_random_uuid()",
    purpose: "'RESET_PASSWORD'",
    account_id: `'${dealer.owner.id}'`,
    email: "'a@b.example'",
    token_hash: `'${randomUUID()}'`,
    created_at: "now()",
    expires_at: "now() + interval '30 minutes'",
    ...columns,
  });
}

function invitationSql(columns: Columns = {}): string {
  return insert("invitation", {
    id: "gen_random_uuid()",
    company_id: `'${dealer.id}'`,
    email: "'taras@person.example'",
    role: "'INSTALLER'",
    state: "'INVITED'",
    token_hash: `'${randomUUID()}'`,
    invited_by_id: `'${dealer.owner.id}'`,
    sent_at: "now()",
    expires_at: "now() + interval '30 days'",
    ...columns,
  });
}

test("a token ends after it was made, and five wrong codes are the most", async () => {
  expect(await refusalOf(tokenSql({ wrong_codes: "5" }))).toBe("accepted");
  const wrong: Columns[] = [{ wrong_codes: "6" }, { wrong_codes: "-1" }, { expires_at: "now()" }];
  for (const columns of wrong) {
    expect(await refusalOf(tokenSql(columns))).toBe("account_token_plausible");
  }
  expect(await refusalOf(tokenSql({ token_hash: "'same'" }), tokenSql({ token_hash: "'same'" }))).toBe(
    "account_token_token_hash_key",
  );
});

test("an address has one open offer in a company, in whatever case it is written", async () => {
  const loud = { email: "'TARAS@Person.example'" };
  expect(await refusalOf(invitationSql(), invitationSql(loud))).toBe("invitation_one_open");
  expect(await refusalOf(invitationSql(), invitationSql({ ...loud, company_id: `'${stranger.id}'` }))).toBe("accepted");
  const over = { state: "'REVOKED'", closed_at: "now()" };
  expect(await refusalOf(invitationSql(over), invitationSql(over), invitationSql())).toBe("accepted");
});

test("an offer's columns tell the story of its state, and it never makes an owner", async () => {
  expect(await refusalOf(invitationSql({ state: "'WAITING'", token_hash: "null" }))).toBe("accepted");
  const wrong: Columns[] = [
    { closed_at: "now()" },
    { state: "'REVOKED'" },
    { token_hash: "null" },
    { state: "'WAITING'" },
  ];
  for (const columns of wrong) {
    expect(await refusalOf(invitationSql(columns))).toBe("invitation_columns_agree");
  }
  expect(await refusalOf(invitationSql({ role: "'OWNER'" }))).toBe("invitation_never_owner");
});

test("an employment that is over has its instant, and only such a one", async () => {
  const set = (values: string) =>
    refusalOf(`update employee set ${values} where company_id = '${dealer.id}' and role = 'INSTALLER'`);
  expect(await set("state = 'REMOVED', ended_at = now()")).toBe("accepted");
  expect(await set("state = 'REMOVED'")).toBe("employee_state_agrees");
  expect(await set("ended_at = now()")).toBe("employee_state_agrees");
});

test("a country that is closed has its day, and only such a one", async () => {
  const country = (state: string, closedOn: string) =>
    refusalOf(insert("country_availability", { code: "'XX'", state, closed_on: closedOn }));
  expect(await country("'CLOSED'", "'2026-12-01'")).toBe("accepted");
  expect(await country("'CLOSED'", "null")).toBe("country_availability_columns_agree");
  expect(await country("'AVAILABLE'", "'2026-12-01'")).toBe("country_availability_columns_agree");
});

test("whoever owns or works in a company that lives keeps the account", async () => {
  const remove = (id: string) => `update pro_account set deleted_at = now() where id = '${id}'`;
  expect(await refusalOf(remove(dealer.owner.id))).toBe("account_leaves_no_company");
  expect(await refusalOf(remove(dealer.installer.id))).toBe("account_leaves_no_company");
  const leave = `update employee set state = 'REMOVED', ended_at = now() where account_id = '${dealer.installer.id}'`;
  expect(await refusalOf(leave, remove(dealer.installer.id))).toBe("accepted");
});

test("what happened to an account is only ever added to", async () => {
  const event = {
    id: "gen_random_uuid()",
    account_id: `'${dealer.owner.id}'`,
    action: "'session.started'",
    at: "now()",
  };
  expect(await refusalOf(insert("account_event", event))).toBe("accepted");
  for (const statement of [
    "update account_event set action = 'x'",
    "delete from account_event",
    "truncate account_event",
  ]) {
    expect(await refusalOf(statement)).toBe("42501");
    await expect(db.owner.query(statement)).rejects.toThrow("never changed or removed");
  }
});

test("work is handed over to somebody else who works in the same company now", async () => {
  const handover = (to: string) =>
    insert("handover", {
      id: "gen_random_uuid()",
      company_id: `'${dealer.id}'`,
      from_id: `'${dealer.installer.id}'`,
      to_id: `'${to}'`,
      at: "now()",
    });
  expect(await refusalOf(handover(dealer.manager.id))).toBe("accepted");
  expect(await refusalOf(handover(dealer.installer.id))).toBe("handover_to_another");
  expect(await refusalOf(handover(stranger.manager.id))).toBe("handover_to_employee");
  const leave = `update employee set state = 'REMOVED', ended_at = now() where account_id = '${dealer.manager.id}'`;
  expect(await refusalOf(leave, handover(dealer.manager.id))).toBe("handover_to_employee");
});

test("a digest of one kind and period is open once", async () => {
  const digest = (part: number) =>
    insert("digest", {
      id: "gen_random_uuid()",
      company_id: `'${dealer.id}'`,
      kind: "'DAY'",
      period: "'2026-11-22'",
      part: `${part}`,
    });
  expect(await refusalOf(digest(1), "update digest set sent_at = now()", digest(2))).toBe("accepted");
  expect(await refusalOf(digest(1), digest(2))).toBe("digest_one_open");
});
