import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { declineRequest } from "@/lib/server/services/resellers/decline-request";
import { remindReseller } from "@/lib/server/services/resellers/remind-reseller";
import { reopenToDealer } from "@/lib/server/services/resellers/reopen-to-dealer";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { withdrawRequest } from "@/lib/server/services/resellers/withdraw-request";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addDesk, type Desk, deskContext, openNotices } from "./desk";

let database: TestDatabase;
let dealer: Dealer;
let desk: Desk;

const ask = (person = dealer.manager) =>
  requestConnection(contextOf(dealer, person), { resellerId: desk.resellerId, message: "Two villas." });

async function asked(): Promise<string> {
  const outcome = await ask();
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.requestId;
}

const terms = { dealerNumber: null, trialDays: 0, dealerFeeMinor: 350 };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await closeLimits();
  dealer = await addDealer(database.owner);
  desk = await addDesk(database.owner, dealer.clockId);
});

describe("asking", () => {
  test("works: the request waits, the reseller's office has mail and bell, history shows it to both", async () => {
    const requestId = await asked();
    const mails = await database.owner.query(
      "select template, company_id from mail_message where data->>'linkPath' = $1",
      [`/r/${desk.slug}/requests/${requestId}`],
    );
    expect(mails.rows).toContainEqual({ template: "request-received", company_id: desk.companyId });
    const bell = await database.owner.query("select kind from notification where group_key = $1", [
      `request:${requestId}`,
    ]);
    expect(bell.rows.length).toBeGreaterThan(0);
    const audit = await database.owner.query("select action, counterpart_id from audit_entry where subject_id = $1", [
      requestId,
    ]);
    expect(audit.rows).toEqual([{ action: "connection.requested", counterpart_id: desk.companyId }]);
  });

  test("refused while one waits, when connected, and for a day after a decline unless reopened", async () => {
    const first = await asked();
    expect(await ask()).toMatchObject({ refusal: "REQUEST_OPEN" });
    await declineRequest(deskContext(desk, dealer), { requestId: first, reason: "Not our region." });
    expect(await ask()).toMatchObject({ refusal: "ASK_AGAIN_LATER" });
    await reopenToDealer(deskContext(desk, dealer), { requestId: first });
    const second = await asked();
    await approveRequest(deskContext(desk, dealer), { requestId: second, ...terms });
    expect(await ask()).toMatchObject({ refusal: "ALREADY_CONNECTED" });
  });

  test("refused: not enrolled, itself, a closed reseller", async () => {
    const outsider = await addDealer(database.owner, { isEnrolled: false });
    await database.owner.query("update company set clock_id = $1 where id = $2", [dealer.clockId, outsider.id]);
    const fromOutside = { ...contextOf(outsider, outsider.owner), clockId: dealer.clockId };
    const input = { resellerId: desk.resellerId, message: null };
    expect(await requestConnection(fromOutside, input)).toMatchObject({ refusal: "NOT_ENROLLED" });

    const self = { ...deskContext(desk, dealer), side: "dealer" as const };
    expect(await requestConnection(self, input)).toMatchObject({ refusal: "SELF_REQUEST" });

    await database.owner.query("update reseller set takes_requests = false where id = $1", [desk.resellerId]);
    expect(await ask()).toMatchObject({ refusal: "RESELLER_CLOSED" });
  });

  test("an installer may not ask, and a reseller of another sandbox is not found", async () => {
    await expect(ask(dealer.installer)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const elsewhere = await addDesk(database.owner, null);
    const far = requestConnection(contextOf(dealer, dealer.owner), { resellerId: elsewhere.resellerId, message: null });
    await expect(far).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("of fifteen at once one request stays", async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => ask()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "REQUEST_OPEN")).toHaveLength(14);
    const { rows } = await database.owner.query(
      "select count(*)::int as n from connection_request where company_id = $1 and closed_at is null",
      [dealer.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe("deciding", () => {
  test("approving opens the connection with its terms", async () => {
    const requestId = await asked();
    const outcome = await approveRequest(deskContext(desk, dealer), {
      requestId,
      dealerNumber: "7",
      trialDays: 14,
      dealerFeeMinor: 320,
    });
    expect(outcome.ok).toBe(true);
    const { rows } = await database.owner.query(
      `select state, dealer_number, trial_days, dealer_fee_minor
       from reseller_connection n join connection_terms t on t.connection_id = n.id where request_id = $1`,
      [requestId],
    );
    expect(rows).toEqual([{ state: "OPEN", dealer_number: "7", trial_days: 14, dealer_fee_minor: 320 }]);
  });

  test("a number that another dealer has is refused, naming that dealer", async () => {
    await approveRequest(deskContext(desk, dealer), { requestId: await asked(), ...terms, dealerNumber: "7" });
    const first = dealer.name;
    const clockId = dealer.clockId;
    dealer = await addDealer(database.owner);
    await database.owner.query("update company set clock_id = $1 where id = $2", [clockId, dealer.id]);
    dealer = { ...dealer, clockId };
    const outcome = await approveRequest(deskContext(desk, dealer), {
      requestId: await asked(),
      ...terms,
      dealerNumber: "7",
    });
    expect(outcome).toMatchObject({ refusal: "DEALER_NUMBER_TAKEN", params: { dealer: first, n: "7" } });
  });

  test("a decline without a reason is refused", async () => {
    const outcome = await declineRequest(deskContext(desk, dealer), { requestId: await asked(), reason: null });
    expect(outcome).toMatchObject({ refusal: "REASON_REQUIRED" });
  });

  test("another reseller does not find the request, and a dealer may not decide it", async () => {
    const requestId = await asked();
    const other = await addDesk(database.owner, dealer.clockId);
    await expect(approveRequest(deskContext(other, dealer), { requestId, ...terms })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const dealerSide = approveRequest(contextOf(dealer, dealer.owner), { requestId, ...terms });
    await expect(dealerSide).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("of two colleagues at once the second is told who decided", async () => {
    const requestId = await asked();
    const answers = await Promise.all([
      approveRequest(deskContext(desk, dealer), { requestId, ...terms }),
      declineRequest(deskContext(desk, dealer), { requestId, reason: "Too far." }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: "REQUEST_DECIDED",
      params: { name: desk.person.name },
    });
  });

  test("a decision takes the request from under the bells of the reseller, and rings at the dealer", async () => {
    const requestId = await asked();
    expect(await openNotices(database.owner, desk.companyId)).toEqual(["request.received"]);
    await declineRequest(deskContext(desk, dealer), { requestId, reason: "Too far." });
    expect(await openNotices(database.owner, desk.companyId)).toEqual([]);
    expect(await openNotices(database.owner, dealer.id)).toEqual(["request.declined"]);
  });

  test("withdrawn, it can no longer be approved; reminded twice in a week is too much", async () => {
    const requestId = await asked();
    expect((await remindReseller(contextOf(dealer, dealer.owner), { requestId })).ok).toBe(true);
    const again = remindReseller(contextOf(dealer, dealer.owner), { requestId });
    await expect(again).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await withdrawRequest(contextOf(dealer, dealer.owner), { requestId });
    const outcome = await approveRequest(deskContext(desk, dealer), { requestId, ...terms });
    expect(outcome).toMatchObject({ refusal: "REQUEST_DECIDED", params: { outcome: "WITHDRAWN" } });
  });
});
