import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { insertSql, refusalOf as refusalBy } from "../support/refusal";
import { addDesk, type Desk } from "./desk";

let database: TestDatabase;
let dealer: Dealer;
let desk: Desk;
let requestId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  dealer = await addDealer(database.owner);
  desk = await addDesk(database.owner, dealer.clockId);
  const input = { resellerId: desk.resellerId, message: null };
  const outcome = await requestConnection(contextOf(dealer, dealer.owner), input);
  if (!outcome.ok) throw new Error(outcome.refusal);
  requestId = outcome.value.requestId;
});

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(database.app, ...statements);

const request = (set: string) => `update connection_request set ${set} where id = '${requestId}'`;
const decline = () => request("status = 'DECLINED', decided_at = now(), closed_at = now()");

describe("a request", () => {
  test("counts its reminders in the two steps there are", async () => {
    expect(await refusalOf(request("reminded_days = 45"), request("reminded_days = 83"))).toBe("accepted");
    expect(await refusalOf(request("reminded_days = 46"))).toBe("connection_request_reminded");
  });

  test("once decided stays so, and never changes whom it is from, to, or since when", async () => {
    expect(await refusalOf(decline())).toBe("accepted");
    for (const set of [
      "status = 'PENDING', decided_at = null, closed_at = null",
      "status = 'WITHDRAWN'",
      "decided_at = now() + interval '1 second'",
      "decided_by_id = gen_random_uuid()",
      "closed_at = now() + interval '1 second'",
    ]) {
      expect(await refusalOf(decline(), request(set)), set).toBe("connection_request_moves");
    }
    expect(await refusalOf(decline(), request("reopened_at = now(), version = version + 1"))).toBe("accepted");
    for (const set of ["sent_at = now() - interval '1 day'", "expires_at = now()", "sent_by_id = gen_random_uuid()"]) {
      expect(await refusalOf(request(set)), set).toBe("connection_request_moves");
    }
  });
});

describe("a message", () => {
  const write = (body = "'Hello'", author = dealer.id) =>
    `insert into request_message (id, request_id, author_company_id, author_id, author_name, body, sent_at)
     values (gen_random_uuid(), '${requestId}', '${author}', '${dealer.owner.id}', 'Owner', ${body}, now())`;

  test("is written while the request waits, by one of its two companies alone", async () => {
    expect(await refusalOf(write(), write("'Hello'", desk.companyId))).toBe("accepted");
    const stranger = await addDealer(database.owner);
    expect(await refusalOf(write("'Hello'", stranger.id))).toBe("request_message_while_waiting");
    expect(await refusalOf(decline(), write())).toBe("request_message_while_waiting");
  });

  test("has from 1 to 2,000 characters", async () => {
    expect(await refusalOf(write("''"))).toBe("request_message_length");
    expect(await refusalOf(write("repeat('x', 2001)"))).toBe("request_message_length");
    expect(await refusalOf(write("repeat('ї', 2000)"))).toBe("accepted");
  });

  test("is never rewritten: the application has no right to, and the table lets nobody", async () => {
    await database.owner.query(write());
    expect(await refusalOf("update request_message set body = 'Bye'")).toBe("42501");
    expect(await refusalOf("delete from request_message")).toBe("42501");
    const asOwner = (sql: string) => database.owner.query(sql);
    const refused = { constraint: "request_message_append_only" };
    await expect(asOwner("update request_message set body = 'Bye'")).rejects.toMatchObject(refused);
    await expect(asOwner("delete from request_message")).rejects.toMatchObject(refused);
  });
});

describe("an invitation by email", () => {
  const invite = (more: Record<string, string> = {}) =>
    insertSql("reseller_invitation", {
      id: "gen_random_uuid()",
      company_id: `'${dealer.id}'`,
      email: "'hello@unknown.example'",
      sent_by_id: `'${dealer.owner.id}'`,
      sent_at: "now()",
      expires_at: "now() + interval '90 days'",
      ...more,
    });
  const change = (set: string) => `update reseller_invitation set ${set} where company_id = '${dealer.id}'`;

  test("is open once a dealer and address, however it is written", async () => {
    expect(await refusalOf(invite(), invite({ email: "'HELLO@unknown.example'" }))).toBe(
      "reseller_invitation_one_open",
    );
    expect(await refusalOf(invite(), change("state = 'WITHDRAWN', closed_at = now()"), invite())).toBe("accepted");
  });

  test("agrees with its columns: closed or waiting, and a request exactly where it was claimed", async () => {
    const wrong: Record<string, string>[] = [
      { state: "'WITHDRAWN'" },
      { closed_at: "now()" },
      { state: "'CLAIMED'", closed_at: "now()" },
      { request_id: `'${requestId}'` },
      { expires_at: "now()" },
    ];
    for (const more of wrong) {
      expect(await refusalOf(invite(more)), JSON.stringify(more)).toBe("reseller_invitation_columns_agree");
    }
    expect(await refusalOf(invite({ state: "'CLAIMED'", closed_at: "now()", request_id: `'${requestId}'` }))).toBe(
      "accepted",
    );
  });

  test("ends once, and never changes whom it is from, to, or since when", async () => {
    const withdraw = change("state = 'WITHDRAWN', closed_at = now()");
    expect(await refusalOf(invite(), withdraw, change("state = 'SENT', closed_at = null"))).toBe(
      "reseller_invitation_moves",
    );
    for (const set of ["email = 'other@unknown.example'", "sent_at = now() - interval '1 day'", "expires_at = now()"]) {
      expect(await refusalOf(invite(), change(set)), set).toBe("reseller_invitation_moves");
    }
  });
});
