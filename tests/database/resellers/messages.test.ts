import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { sendRequestMessage } from "@/lib/server/services/resellers/send-request-message";
import { withdrawRequest } from "@/lib/server/services/resellers/withdraw-request";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actsOn, addDesk, type Desk, deskContext, openNotices } from "./desk";

let database: TestDatabase;
let dealer: Dealer;
let desk: Desk;
let requestId: string;

const fromDealer = (body = "How fast do you answer?", person = dealer.manager) =>
  sendRequestMessage(contextOf(dealer, person), { requestId, body });
const fromDesk = (body = "Within a day.", person = desk.person) =>
  sendRequestMessage(deskContext(desk, dealer, person), { requestId, body });

async function mails(companyId: string): Promise<{ recipient: string; lines: string }[]> {
  const { rows } = await database.owner.query<{ recipient: string; lines: string }>(
    `select recipient, data->>'lines' as lines from mail_message
     where template = 'request-message' and company_id = $1 order by created_at, recipient`,
    [companyId],
  );
  return rows;
}

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await closeLimits();
  dealer = await addDealer(database.owner);
  desk = await addDesk(database.owner, dealer.clockId);
  const input = { resellerId: desk.resellerId, message: null };
  const asked = await requestConnection(contextOf(dealer, dealer.owner), input);
  if (!asked.ok) throw new Error(asked.refusal);
  requestId = asked.value.requestId;
});

describe("the talk about a request", () => {
  test("works both ways: the other side's office has mail and bell, history shows who wrote", async () => {
    expect((await fromDealer()).ok).toBe(true);
    expect((await fromDesk()).ok).toBe(true);
    const { rows } = await database.owner.query(
      "select author_company_id, body from request_message where request_id = $1 order by sent_at",
      [requestId],
    );
    expect(rows).toEqual([
      { author_company_id: dealer.id, body: "How fast do you answer?" },
      { author_company_id: desk.companyId, body: "Within a day." },
    ]);
    expect(await mails(desk.companyId)).toHaveLength(3);
    expect(await mails(dealer.id)).toEqual(
      [dealer.owner, dealer.senior, dealer.manager]
        .map(({ email }) => ({ recipient: email, lines: "Within a day." }))
        .sort((a, b) => (a.recipient < b.recipient ? -1 : 1)),
    );
    expect(await openNotices(database.owner, dealer.id)).toEqual(["request.message"]);
    expect(await actsOn(database.owner, requestId)).toEqual([
      "connection.requested PERSON",
      "connection.messaged PERSON",
      "connection.messaged PERSON",
    ]);
  });

  test("an answer takes what it answers from under the bell; the next message rings again", async () => {
    await fromDealer();
    expect(await openNotices(database.owner, desk.companyId)).toEqual(["request.message", "request.received"]);
    await fromDesk();
    expect(await openNotices(database.owner, desk.companyId)).toEqual(["request.received"]);
    await fromDealer("Thank you.");
    expect(await openNotices(database.owner, desk.companyId)).toEqual(["request.message", "request.received"]);
    await withdrawRequest(contextOf(dealer, dealer.owner), { requestId });
    expect(await openNotices(database.owner, desk.companyId)).toEqual(["request.withdrawn"]);
  });

  test("refused once the request is decided, on both sides", async () => {
    const terms = { dealerNumber: null, trialDays: 0, dealerFeeMinor: null };
    await approveRequest(deskContext(desk, dealer), { requestId, ...terms });
    const refusal = { refusal: "REQUEST_DECIDED", params: { outcome: "APPROVED", name: desk.person.name } };
    expect(await fromDealer()).toMatchObject(refusal);
    expect(await fromDesk()).toMatchObject(refusal);
    expect(await mails(desk.companyId)).toEqual([]);
  });

  test("an installer may not write, and nobody of another company finds it", async () => {
    await expect(fromDealer("Hello", dealer.installer)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const otherDesk = await addDesk(database.owner, dealer.clockId);
    const stranger = sendRequestMessage(deskContext(otherDesk, dealer), { requestId, body: "Hello" });
    await expect(stranger).rejects.toMatchObject({ code: "NOT_FOUND" });
    const otherDealer = await addDealer(database.owner);
    const neighbor = sendRequestMessage(contextOf(otherDealer, otherDealer.owner), { requestId, body: "Hello" });
    await expect(neighbor).rejects.toMatchObject({ code: "NOT_FOUND" });
    const wrongSide = sendRequestMessage(
      { ...deskContext(desk, dealer), side: "dealer" },
      { requestId, body: "Hello" },
    );
    await expect(wrongSide).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a message and a decision at once: none stands after the decision", async () => {
    const answers = await Promise.all([
      withdrawRequest(contextOf(dealer, dealer.owner), { requestId }),
      ...Array.from({ length: 8 }, (_, n) => fromDesk(`Line ${n}`, desk.colleague)),
    ]);
    expect(answers[0]?.ok).toBe(true);
    const { rows } = await database.owner.query(
      `select count(*)::int as n, bool_and(m.xmin::text::bigint <= q.xmin::text::bigint) as before
       from request_message m join connection_request q on q.id = m.request_id where q.id = $1`,
      [requestId],
    );
    const sent = answers.slice(1).filter(({ ok }) => ok).length;
    expect(rows[0].n).toBe(sent);
    for (const answer of answers.slice(1)) if (!answer.ok) expect(answer.refusal).toBe("REQUEST_DECIDED");
  });
});
