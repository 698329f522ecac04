import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { endConnectionNow } from "@/lib/server/services/connections/end-connection-now";
import { keepConnection } from "@/lib/server/services/connections/keep-connection";
import { proposeEnd } from "@/lib/server/services/connections/propose-end";
import { setProposalAside } from "@/lib/server/services/connections/set-proposal-aside";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { declineMove } from "@/lib/server/services/moves/decline-move";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { withdrawMove } from "@/lib/server/services/moves/withdraw-move";
import { addOffer, contextOf } from "../support/dealer";
import { addLiveHub, type FleetHub } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPartners, connectionOf, connectionRef, officeContextOf, type Partners } from "../support/partners";

const endMonth = "2040-04";
const now = Temporal.Instant.from("2040-03-12T09:00:00Z");
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");

let db: TestDatabase;
let owner: Client;
let partners: Partners;
let stranger: Partners;
let hub: FleetHub;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  stranger = await addPartners(owner, { now });
});

beforeEach(async () => {
  partners = await addPartners(owner, { now });
  hub = await addLiveHub(owner, partners, { activatedAt });
});

afterAll(async () => {
  await closeLimits();
  await db.close();
});

const asOwner = () => contextOf(partners, partners.owner);
const asManager = () => contextOf(partners, partners.manager);
const ref = () => connectionRef(owner, partners.connectionId);
const end = async () => endConnection(asOwner(), { ...(await ref()), endMonth });
const taker = (person = partners.second.manager) => officeContextOf(partners.second, person);

async function ask(): Promise<string> {
  const choice = { hubIds: [hub.hubId] };
  const outcome = await requestMove(asOwner(), { resellerId: partners.second.reseller.id, choice });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.moveRequestId;
}

describe("wrong role", () => {
  test("a manager neither ends a connection, at once or with a month, nor keeps it, nor sets a proposal aside", async () => {
    for (const act of [endConnectionNow, keepConnection, setProposalAside]) {
      await expect(act(asManager(), await ref())).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(endConnection(asManager(), { ...(await ref()), endMonth })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN", proposedMonth: null });
  });

  test("an installer neither proposes an end nor calls a move off", async () => {
    const installer = contextOf(partners, partners.installer);
    await expect(proposeEnd(installer, { ...(await ref()), endMonth })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const moveRequestId = await ask();
    await expect(withdrawMove(installer, { moveRequestId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("another company", () => {
  test("finds no connection to end, keep or propose for", async () => {
    const other = contextOf(stranger, stranger.owner);
    for (const act of [endConnectionNow, keepConnection, setProposalAside]) {
      await expect(act(other, await ref())).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const asked = { ...(await ref()), endMonth } as const;
    await expect(endConnection(other, asked)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(proposeEnd(other, asked)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN", proposedMonth: null });
  });

  test("finds no request to answer or withdraw", async () => {
    const moveRequestId = await ask();
    const loser = officeContextOf(partners.first, partners.first.manager);
    await expect(approveMove(loser, { moveRequestId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(declineMove(loser, { moveRequestId, reason: "No." })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const other = contextOf(stranger, stranger.owner);
    await expect(withdrawMove(other, { moveRequestId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a lost race", () => {
  test("of Keep pressed twice at once, one keeps the connection and the other finds it kept", async () => {
    await end();
    const given = await ref();
    const outcomes = await Promise.all([keepConnection(asOwner(), given), keepConnection(asOwner(), given)]);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
    const { rows } = await owner.query(
      "select state::text as state, (select count(*)::int from audit_entry e where e.subject_id = n.id and e.action = 'connection.kept') as kept from reseller_connection n where n.id = $1",
      [partners.connectionId],
    );
    expect(rows).toEqual([{ state: "OPEN", kept: 1 }]);
  });

  test("of Keep and a second end, the connection is left in the state of one of them", async () => {
    await end();
    const given = await ref();
    await Promise.allSettled([keepConnection(asOwner(), given), endConnection(asOwner(), { ...given, endMonth })]);
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN", endMonth: null });
  });

  test("of three answers at once, one decides and the others learn who did", async () => {
    const moveRequestId = await ask();
    const outcomes = await Promise.all([
      approveMove(taker(), { moveRequestId }),
      declineMove(taker(partners.second.owner), { moveRequestId, reason: "We are full." }),
      declineMove(taker(), { moveRequestId, reason: "We are full." }),
    ]);
    const lost = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
    expect(lost).toHaveLength(2);
    for (const outcome of lost) expect(outcome).toMatchObject({ refusal: "REQUEST_DECIDED" });
    const { rows } = await owner.query<{ n: number }>(
      "select count(*)::int as n from audit_entry where subject_id = $1 and action in ('move.approved', 'move.declined')",
      [moveRequestId],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

test("a decline without a reason is refused and writes nothing", async () => {
  const moveRequestId = await ask();
  expect(await declineMove(taker(), { moveRequestId, reason: "" })).toMatchObject({ refusal: "REASON_REQUIRED" });
  const { rows } = await owner.query("select status::text as status from move_request where id = $1", [moveRequestId]);
  expect(rows).toEqual([{ status: "PENDING" }]);
});
