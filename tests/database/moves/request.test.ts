import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { startOfMonth } from "@/lib/domain/billing-month";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { cancelChange } from "@/lib/server/services/moves/cancel-change";
import { declineMove } from "@/lib/server/services/moves/decline-move";
import { expireMoves } from "@/lib/server/services/moves/expire-moves";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { withdrawMove } from "@/lib/server/services/moves/withdraw-move";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { addHub, contextOf, refOf } from "../support/dealer";
import { addFleet, addLiveHub, type FleetHub, showInstant } from "../support/fleet";
import { activatedAt, march, now, withPartners, zone } from "../support/partner-world";
import { addPartners, connectionRef, mailsOf, officeContextOf, type Partners, runsOfHub } from "../support/partners";

let owner: Client;
let partners: Partners;

withPartners((world) => {
  ({ owner, partners } = world);
});

const asManager = () => contextOf(partners, partners.manager);
const asPayer = () => officeContextOf(partners.second, partners.second.manager);
const ask = (hubs: readonly { hubId: string }[], ctx = asManager(), resellerId = partners.second.reseller.id) =>
  requestMove(ctx, { resellerId, choice: { hubIds: hubs.map(({ hubId }) => hubId) } });
const askAll = () =>
  requestMove(asManager(), {
    resellerId: partners.second.reseller.id,
    choice: { connectionId: partners.connectionId },
  });

async function asked(hubs: readonly { hubId: string }[]): Promise<string> {
  const outcome = await ask(hubs);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.moveRequestId;
}

async function stateOf(moveRequestId: string) {
  const { rows } = await owner.query(
    `select q.status::text as status, q.expires_at as "expiresAt", q.decided_by_name as by,
       array(select m.status::text || case when m.is_approved then '+' else '' end from scheduled_change m
         where m.move_request_id = q.id order by m.hub_id) as changes
     from move_request q where q.id = $1`,
    [moveRequestId],
  );
  return rows[0];
}

async function changeOf(hub: FleetHub): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    "select id from scheduled_change where hub_id = $1 order by created_at desc limit 1",
    [hub.key],
  );
  return rows[0]?.id ?? "";
}

describe("asking for a move", () => {
  test("plans each hub for the 1st of its own zone, until when the reseller may answer", async () => {
    const kyiv = await addLiveHub(owner, partners, { activatedAt });
    const auckland = await addLiveHub(owner, { ...partners, timeZone: "Pacific/Auckland" }, { activatedAt });
    const outcome = await ask([kyiv, auckland]);

    expect(outcome).toMatchObject({ ok: true, value: { n: 2 } });
    const first = startOfMonth("2040-04", "Pacific/Auckland");
    const { rows } = await owner.query(
      `select m.effective_at as at, m.zone, m.is_approved as "isApproved", q.expires_at as "expiresAt", q.status::text
       from scheduled_change m join move_request q on q.id = m.move_request_id where m.hub_id = any($1) order by at`,
      [[kyiv.key, auckland.key]],
    );
    const waiting = { isApproved: false, expiresAt: toDate(first), status: "PENDING" };
    expect(rows).toEqual([
      { ...waiting, at: toDate(first), zone: "Pacific/Auckland" },
      { ...waiting, at: toDate(march), zone },
    ]);
    expect(await mailsOf(owner, "move-requested", [partners.first.id, partners.second.id])).toEqual([
      partners.second.id,
    ]);
    expect(await runsOfHub(owner, kyiv.key)).toMatchObject([{ status: "ACTIVE", reseller: "First payer" }]);
  });

  test("takes all that run on a connection, also while it is ending", async () => {
    await addFleet(owner, partners, { activatedAt, count: 3 });
    await addLiveHub(owner, partners, { activatedAt, expiresAt: march });
    const ref = await connectionRef(owner, partners.connectionId);
    await endConnection(contextOf(partners, partners.owner), { ...ref, endMonth: "2040-05" });
    expect(await askAll()).toMatchObject({ ok: true, value: { n: 3 } });
  });

  test("leaves out what cannot move, and refuses with the reason where nothing can", async () => {
    const live = await addLiveHub(owner, partners, { activatedAt });
    const deactivated = await addLiveHub(owner, partners, { activatedAt, expiresAt: march });
    const never = await addHub(owner, partners);
    expect(await ask([never])).toEqual({ ok: false, refusal: "PACKAGE_NOT_ACTIVE" });
    expect(await ask([deactivated])).toMatchObject({ refusal: "PACKAGE_ALREADY_EXPIRING" });
    expect(await ask([live], asManager(), partners.reseller.id)).toEqual({ ok: false, refusal: "RESELLER_REQUIRED" });
    expect(await ask([never, deactivated, live])).toMatchObject({ ok: true, value: { n: 1 } });
    expect(await ask([live])).toMatchObject({ refusal: "REQUEST_OPEN", params: { reseller: "Second payer" } });
  });

  test("asks nobody whose connection is ending, and finds no strangers", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const ref = await connectionRef(owner, partners.secondConnectionId);
    await endConnection(contextOf(partners, partners.owner), { ...ref, endMonth: "2040-05" });
    expect(await ask([hub])).toMatchObject({ refusal: "RESELLER_NOT_USABLE", params: { state: "ENDING" } });

    const other = await addPartners(owner, { now });
    const theirs = await addLiveHub(owner, other, { activatedAt });
    await expect(ask([hub], asManager(), other.second.reseller.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(
      requestMove(contextOf(other, other.manager), {
        resellerId: other.second.reseller.id,
        choice: { hubIds: [hub.hubId] },
      }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await ask([theirs, hub], contextOf(other, other.owner), other.second.reseller.id)).toMatchObject({
      value: { n: 1 },
    });
  });

  test("is the office's, not the installer's, nor of two at once more than one's", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    await expect(ask([hub], contextOf(partners, partners.installer))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const results = await Promise.all([ask([hub]), ask([hub], contextOf(partners, partners.owner))].map(settle));
    expect(results.sort()).toEqual(["REQUEST_OPEN", "asked"]);
    const { rows } = await owner.query("select from scheduled_change where hub_id = $1", [hub.key]);
    expect(rows).toHaveLength(1);
  });
});

async function settle(attempt: Promise<{ ok: boolean; refusal?: string }>): Promise<string> {
  try {
    const outcome = await attempt;
    return outcome.ok ? "asked" : (outcome.refusal ?? "");
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

describe("the reseller's answer", () => {
  test("approves for all hubs at once; the dealer and who loses them are told, each without the other's name", async () => {
    const hubs = await addFleet(owner, partners, { activatedAt, count: 2 });
    const moveRequestId = await asked(hubs);
    expect(await approveMove(asPayer(), { moveRequestId })).toEqual({ ok: true, value: { moveRequestId, n: 2 } });

    expect(await stateOf(moveRequestId)).toMatchObject({ status: "APPROVED", changes: ["PLANNED+", "PLANNED+"] });
    expect(await mailsOf(owner, "move-approved", [partners.id, partners.first.id])).toEqual([partners.id]);
    const { rows } = await owner.query(
      "select distinct data from mail_message where template = 'move-leaving' and company_id = $1",
      [partners.first.id],
    );
    expect(rows).toEqual([
      {
        data: {
          dealer: partners.name,
          n: 2,
          zone,
          movesAt: march.toString(),
          linkPath: `/r/${partners.first.slug}/dealers/${partners.connectionId}`,
        },
      },
    ]);
  });

  test("declines with a reason the dealer reads, and nothing is planned any more", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const moveRequestId = await asked([hub]);
    expect(await declineMove(asPayer(), { moveRequestId, reason: null })).toMatchObject({ refusal: "REASON_REQUIRED" });
    expect(await declineMove(asPayer(), { moveRequestId, reason: "Too far away." })).toMatchObject({ ok: true });
    expect(await stateOf(moveRequestId)).toMatchObject({ status: "DECLINED", changes: ["CANCELED"] });
    expect(await ask([hub])).toMatchObject({ ok: true });
  });

  test("is one: the second of two colleagues learns who decided", async () => {
    const moveRequestId = await asked([await addLiveHub(owner, partners, { activatedAt })]);
    const senior = officeContextOf(partners.second, partners.second.senior);
    const [one, other] = await Promise.all([
      approveMove(asPayer(), { moveRequestId }),
      declineMove(senior, { moveRequestId, reason: "No." }),
    ]);
    const refused = [one, other].filter((outcome) => !outcome.ok);
    expect(refused).toEqual([expect.objectContaining({ refusal: "REQUEST_DECIDED" })]);
    const { by } = await stateOf(moveRequestId);
    expect(refused[0]).toMatchObject({ params: { name: by } });
  });

  test("comes from that reseller's office alone", async () => {
    const moveRequestId = await asked([await addLiveHub(owner, partners, { activatedAt })]);
    const loser = officeContextOf(partners.first, partners.first.owner);
    await expect(approveMove(loser, { moveRequestId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(approveMove(asManager(), { moveRequestId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await stateOf(moveRequestId)).toMatchObject({ status: "PENDING" });
  });

  test("is refused once the connection is ending", async () => {
    const moveRequestId = await asked([await addLiveHub(owner, partners, { activatedAt })]);
    const ref = await connectionRef(owner, partners.secondConnectionId);
    await endConnection(officeContextOf(partners.second, partners.second.owner), { ...ref, endMonth: "2040-05" });
    expect(await approveMove(asPayer(), { moveRequestId })).toMatchObject({ refusal: "RESELLER_NOT_USABLE" });
  });

  test("comes too late from the boundary on, job or no job, and nothing changes", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const moveRequestId = await asked([hub]);
    await showInstant(owner, partners.clockId, march.add({ seconds: 1 }));
    const late = { refusal: "REQUEST_DECIDED", params: { outcome: "EXPIRED", time: march.toString() } };
    expect(await approveMove(asPayer(), { moveRequestId })).toMatchObject(late);
    await Promise.all([expireMoves(), expireMoves()]);

    expect(await stateOf(moveRequestId)).toMatchObject({ status: "EXPIRED", changes: ["CANCELED"] });
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ status: "ACTIVE", reseller: "First payer" }]);
    expect(await mailsOf(owner, "move-expired", [partners.id, partners.second.id])).toHaveLength(2);
    const { rows } = await owner.query("select from audit_entry where subject_id = $1 and action = 'move.expired'", [
      moveRequestId,
    ]);
    expect(rows).toHaveLength(1);
    expect(await approveMove(asPayer(), { moveRequestId })).toMatchObject(late);
  });
});

describe("calling a move off", () => {
  test("as a whole, before and after the answer, tells whoever was told of it", async () => {
    const [one, other] = await addFleet(owner, partners, { activatedAt, count: 2 });
    if (!one || !other) throw new Error("A fleet of two has two hubs.");
    const waiting = await asked([one]);
    expect(await withdrawMove(asManager(), { moveRequestId: waiting })).toMatchObject({ ok: true, value: { n: 1 } });
    expect(await stateOf(waiting)).toMatchObject({ status: "WITHDRAWN", changes: ["CANCELED"] });
    const offices = [partners.first.id, partners.second.id];
    expect(await mailsOf(owner, "move-withdrawn", offices)).toEqual([partners.second.id]);

    const agreed = await asked([other]);
    await approveMove(asPayer(), { moveRequestId: agreed });
    expect(await withdrawMove(asManager(), { moveRequestId: agreed })).toMatchObject({ ok: true });
    expect(await stateOf(agreed)).toMatchObject({ status: "APPROVED", changes: ["CANCELED+"] });
    expect(await mailsOf(owner, "move-withdrawn", offices)).toEqual(offices.toSorted());
    expect(await withdrawMove(asManager(), { moveRequestId: agreed })).toMatchObject({ refusal: "REQUEST_DECIDED" });
  });

  test("for one hub leaves the others, and with the last one the request goes", async () => {
    const hubs = await addFleet(owner, partners, { activatedAt, count: 2 });
    const [one, other] = hubs;
    if (!one || !other) throw new Error("A fleet of two has two hubs.");
    const moveRequestId = await asked(hubs);
    const changeId = await changeOf(one);
    expect(await cancelChange(asManager(), { changeId })).toMatchObject({ ok: true });
    expect(await stateOf(moveRequestId)).toMatchObject({ status: "PENDING" });
    expect(await cancelChange(asManager(), { changeId: await changeOf(other) })).toMatchObject({ ok: true });
    expect(await stateOf(moveRequestId)).toMatchObject({ status: "WITHDRAWN", changes: ["CANCELED", "CANCELED"] });
    expect(await cancelChange(asManager(), { changeId })).toMatchObject({
      refusal: "REQUEST_DECIDED",
      params: { outcome: "WITHDRAWN" },
    });
    const { rows } = await owner.query("select action from audit_entry where hub_id = $1", [one.key]);
    expect(rows).toEqual([{ action: "move.withdrawn" }]);
  });

  test("is the dealer's office's, until the instant", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const moveRequestId = await asked([hub]);
    const changeId = await changeOf(hub);
    await expect(cancelChange(contextOf(partners, partners.installer), { changeId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const other = await addPartners(owner, { now });
    await expect(cancelChange(contextOf(other, other.owner), { changeId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(withdrawMove(contextOf(other, other.owner), { moveRequestId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await approveMove(asPayer(), { moveRequestId });
    await showInstant(owner, partners.clockId, march);
    await expect(cancelChange(asManager(), { changeId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await withdrawMove(asManager(), { moveRequestId })).toMatchObject({ refusal: "REQUEST_DECIDED" });
  });

  test("a stop takes the hub out of its request, which then has nothing left to decide", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const moveRequestId = await asked([hub]);
    await stopPackage(asManager(), await refOf(owner, hub));
    const { rows } = await owner.query("select status::text, refusal from scheduled_change where hub_id = $1", [
      hub.key,
    ]);
    expect(rows).toEqual([{ status: "REFUSED", refusal: "PACKAGE_NOT_ACTIVE" }]);
    expect(await approveMove(asPayer(), { moveRequestId })).toMatchObject({
      refusal: "REQUEST_DECIDED",
      params: { outcome: "WITHDRAWN" },
    });
  });
});
