import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { type BillingMonth, startOfMonth } from "@/lib/domain/billing-month";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { endConnectionNow } from "@/lib/server/services/connections/end-connection-now";
import { keepConnection } from "@/lib/server/services/connections/keep-connection";
import { proposeEnd } from "@/lib/server/services/connections/propose-end";
import { setProposalAside } from "@/lib/server/services/connections/set-proposal-aside";
import { settleConnection, settledAtOnce } from "@/lib/server/services/connections/settle-packages";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { addHub, contextOf, refOf } from "../support/dealer";
import { addFleet, addLiveHub, showInstant } from "../support/fleet";
import { activatedAt, april, march, withPartners, zone } from "../support/partner-world";
import { connectionOf, connectionRef, mailsOf, officeContextOf, type Partners, runsOfHub } from "../support/partners";

let owner: Client;
let partners: Partners;

withPartners((world) => {
  ({ owner, partners } = world);
});

const asOwner = () => contextOf(partners, partners.owner);
const asManager = () => contextOf(partners, partners.manager);
const ref = () => connectionRef(owner, partners.connectionId);
const end = async (endMonth: BillingMonth = "2040-04", ctx = asOwner()) =>
  endConnection(ctx, { ...(await ref()), endMonth });
const keep = async (ctx = asOwner()) => keepConnection(ctx, await ref());

describe("ending a connection", () => {
  test("lets every hub that runs on it end with that month in its own zone, with history and event", async () => {
    const kyiv = await addLiveHub(owner, partners, { activatedAt });
    const auckland = await addLiveHub(owner, { ...partners, timeZone: "Pacific/Auckland" }, { activatedAt });
    const deactivated = await addLiveHub(owner, partners, { activatedAt, expiresAt: march });
    const outcome = await end();

    expect(outcome).toEqual({ ok: true, value: { connectionId: partners.connectionId } });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({
      state: "ENDING",
      endMonth: "2040-04",
      endingBy: partners.owner.name,
    });
    const byConnection = { status: "EXPIRING", endCause: "CONNECTION" };
    expect(await runsOfHub(owner, kyiv.key)).toMatchObject([{ ...byConnection, expiresAt: toDate(april) }]);
    expect(await runsOfHub(owner, auckland.key)).toMatchObject([
      { ...byConnection, expiresAt: toDate(startOfMonth("2040-05", "Pacific/Auckland")) },
    ]);
    expect(await runsOfHub(owner, deactivated.key)).toMatchObject([
      { status: "EXPIRING", endCause: "DEACTIVATED", expiresAt: toDate(march) },
    ]);
    const { rows } = await owner.query(
      `select a.action, a.actor_id, a.counterpart_id, a.before ->> 'status' as was, a.after ->> 'endCause' as cause,
         a.effective_at, o.kind, o.payload ->> 'cause' as told
       from audit_entry a join outbox o on o.dedupe_key = a.subject_id || ':' || a.subject_version where a.hub_id = $1`,
      [kyiv.key],
    );
    expect(rows).toEqual([
      {
        action: "package.expiry_scheduled",
        actor_id: partners.owner.id,
        counterpart_id: partners.first.id,
        was: "ACTIVE",
        cause: "CONNECTION",
        effective_at: toDate(april),
        kind: "package.expiry_scheduled",
        told: "CONNECTION",
      },
    ]);
    const both = [partners.id, partners.first.id].sort();
    expect(await mailsOf(owner, "connection-ending", [...both, partners.second.id])).toEqual(both);
  });

  test("is open to the reseller's owner as well", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const ctx = officeContextOf(partners.first, partners.first.owner);
    expect(await end("2040-06", ctx)).toMatchObject({ ok: true });

    const { rows } = await owner.query("select ending_company_id from reseller_connection where id = $1", [
      partners.connectionId,
    ]);
    expect(rows).toEqual([{ ending_company_id: partners.first.id }]);
    expect(await runsOfHub(owner, hub.key)).toMatchObject([
      { status: "EXPIRING", expiresAt: toDate(startOfMonth("2040-07", zone)) },
    ]);
  });

  test("takes no new activation, while what runs goes on", async () => {
    await end();
    const hub = await addHub(owner, partners);
    const choice = { offerCode: "AJAX_SIM", resellerId: partners.reseller.id };
    expect(await activatePackage(asManager(), { ...(await refOf(owner, hub)), ...choice })).toMatchObject({
      ok: false,
      refusal: "RESELLER_NOT_USABLE",
    });
  });

  test.each([
    { what: "a month too early", month: "2040-03" as const, refusal: "END_MONTH_INVALID" },
    { what: "a month too late", month: "2041-04" as const, refusal: "END_MONTH_INVALID" },
  ])("refuses $what, naming the first and the last", async ({ month, refusal }) => {
    await addLiveHub(owner, partners, { activatedAt });
    expect(await end(month)).toEqual({ ok: false, refusal, params: { first: "2040-04-30", last: "2041-03-31" } });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN" });
  });

  test("is refused a second time, with the date, and once it is over", async () => {
    await end();
    const date = april.toString();
    expect(await end("2040-05")).toEqual({ ok: false, refusal: "ALREADY_ENDING", params: { date, zone } });
    await endConnectionNow(asOwner(), await ref());
    expect(await end("2040-05")).toMatchObject({ ok: false, refusal: "NOT_CONNECTED" });
    expect(await keep()).toMatchObject({ ok: false, refusal: "NOT_CONNECTED" });
  });

  test("is nobody's but the owners', and a stranger finds nothing", async () => {
    for (const person of [partners.senior, partners.manager, partners.installer]) {
      await expect(end("2040-04", contextOf(partners, person))).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const stranger = officeContextOf(partners.second, partners.second.owner);
    await expect(end("2040-04", stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const wrongSide = { ...asOwner(), side: "reseller" as const };
    await expect(end("2040-04", wrongSide)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN" });
  });

  test("tells who comes second from an older page who changed the connection", async () => {
    const stale = await ref();
    await end();
    await keep();
    await expect(endConnection(asOwner(), { ...stale, endMonth: "2040-06" })).rejects.toMatchObject({
      code: "CONFLICT",
      params: { did: "connection.kept", name: partners.owner.name },
    });
  });

  test("of two owners at once, one ends it and the other is told", async () => {
    await addLiveHub(owner, partners, { activatedAt });
    const theirs = officeContextOf(partners.first, partners.first.owner);
    const [one, other] = await Promise.all([end("2040-04"), end("2040-06", theirs)]);
    const results = [one, other].map((outcome) => (outcome.ok ? "ended" : outcome.refusal)).sort();
    expect(results).toEqual(["ALREADY_ENDING", "ended"]);
  });
});

describe("a package of an ending connection", () => {
  test("can be ended earlier, and Resume then reaches only to the connection's end", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    await end();
    expect(await resumePackage(asManager(), await refOf(owner, hub))).toMatchObject({
      refusal: "CONNECTION_ENDS_FIRST",
      params: { date: april.toString() },
    });
    expect(await deactivatePackage(asManager(), await refOf(owner, hub))).toMatchObject({ ok: true });
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ endCause: "DEACTIVATED", expiresAt: toDate(march) }]);
    expect(await resumePackage(asManager(), await refOf(owner, hub))).toMatchObject({ ok: true });
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ endCause: "CONNECTION", expiresAt: toDate(april) }]);
  });
});

describe("keeping a connection", () => {
  test("frees the hubs whose end came from it, and no others", async () => {
    const bound = await addLiveHub(owner, partners, { activatedAt });
    const deactivated = await addLiveHub(owner, partners, { activatedAt, expiresAt: march });
    await end();
    expect(await keep()).toMatchObject({ ok: true });

    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN", endMonth: null });
    expect(await runsOfHub(owner, bound.key)).toMatchObject([{ status: "ACTIVE", expiresAt: null, endCause: null }]);
    expect(await runsOfHub(owner, deactivated.key)).toMatchObject([{ status: "EXPIRING", endCause: "DEACTIVATED" }]);
    const { rows } = await owner.query("select action from audit_entry where hub_id = $1 order by subject_version", [
      bound.key,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(["package.expiry_scheduled", "package.resumed"]);
    expect(await mailsOf(owner, "connection-kept", [partners.id, partners.first.id])).toHaveLength(2);
  });

  test("is for the side that asked alone", async () => {
    await end();
    const theirs = officeContextOf(partners.first, partners.first.owner);
    await expect(keep(theirs)).rejects.toMatchObject({ code: "FORBIDDEN", params: { company: partners.name } });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "ENDING" });
  });

  test("has nothing to do on an open connection", async () => {
    expect(await keep()).toMatchObject({ ok: true });
    const { rows } = await owner.query("select from audit_entry where subject_id = $1", [partners.connectionId]);
    expect(rows).toEqual([]);
  });
});

describe("ending a connection at once", () => {
  const endNow = async (ctx = asOwner()) => endConnectionNow(ctx, await ref());

  test("needs that nothing runs on it, and says how many hubs do", async () => {
    await addFleet(owner, partners, { activatedAt, count: 3 });
    expect(await endNow()).toEqual({
      ok: false,
      refusal: "CONNECTION_IN_USE",
      params: { n: 3, date: april.toString(), zone },
    });
  });

  test("closes it with its request, so that a new one is free at once", async () => {
    expect(await endNow(officeContextOf(partners.first, partners.first.owner))).toMatchObject({ ok: true });
    const closed = await connectionOf(owner, partners.connectionId);
    expect(closed.state).toBe("CLOSED");
    expect(closed.requestClosedAt).toEqual(closed.closedAt);
    expect(await mailsOf(owner, "connection-ended", [partners.id, partners.first.id])).toHaveLength(2);
  });

  test("never waits for a late job: what is over is written down first, with its row in the ledger", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt, expiresAt: march });
    await showInstant(owner, partners.clockId, march.add({ hours: 1 }));
    expect(await endNow()).toMatchObject({ ok: true });
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ endReason: "EXPIRED", endedAt: toDate(march) }]);
    const { rows } = await owner.query("select outcome::text from rollover_entry where hub_package_id = $1", [
      hub.packageId,
    ]);
    expect(rows).toEqual([{ outcome: "ENDED" }]);
  });
});

describe("a manager's proposal", () => {
  const propose = async (ctx = asManager(), endMonth: BillingMonth = "2040-05") =>
    proposeEnd(ctx, { ...(await ref()), endMonth });

  test("stands for the own owner, changes nothing, and is not told to the other side", async () => {
    expect(await propose()).toMatchObject({ ok: true });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "OPEN", proposedMonth: "2040-05" });
    const { rows } = await owner.query(
      `select recipient from mail_message where template = 'connection-end-proposed' and company_id = $1`,
      [partners.id],
    );
    expect(rows).toEqual([{ recipient: partners.owner.email }]);
    expect(await mailsOf(owner, "connection-end-proposed", [partners.first.id])).toEqual([]);
  });

  test("can be set aside, and is settled by the end itself", async () => {
    await propose();
    expect(await setProposalAside(asOwner(), await ref())).toMatchObject({ ok: true });
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ proposedMonth: null });
    await propose(officeContextOf(partners.first, partners.first.manager));
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ proposedMonth: "2040-05" });
    await end();
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "ENDING", proposedMonth: null });
    expect(await propose()).toMatchObject({ refusal: "ALREADY_ENDING" });
  });

  test("is checked like an end, and not for installers", async () => {
    expect(await propose(asManager(), "2042-01")).toMatchObject({ refusal: "END_MONTH_INVALID" });
    await expect(propose(contextOf(partners, partners.installer))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the end itself", () => {
  test("comes with the last hub's month: both are told, and the request is closed", async () => {
    const hub = await addLiveHub(owner, partners, { activatedAt });
    const lisbon = await addLiveHub(owner, { ...partners, timeZone: "Europe/Lisbon" }, { activatedAt });
    const lisbonEnd = startOfMonth("2040-05", "Europe/Lisbon");
    await end();
    await showInstant(owner, partners.clockId, april.add({ minutes: 5 }));
    await runEverythingDue();
    expect(await runsOfHub(owner, hub.key)).toMatchObject([{ status: "INACTIVE", endReason: "EXPIRED" }]);
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({ state: "ENDING" });
    await showInstant(owner, partners.clockId, lisbonEnd.add({ minutes: 5 }));
    await runEverythingDue();
    await runEverythingDue();

    expect(await runsOfHub(owner, lisbon.key)).toMatchObject([{ status: "INACTIVE", endedAt: toDate(lisbonEnd) }]);
    const at = toDate(lisbonEnd);
    expect(await connectionOf(owner, partners.connectionId)).toMatchObject({
      state: "CLOSED",
      closedAt: at,
      requestClosedAt: at,
    });
    const { rows } = await owner.query(
      `select actor_kind::text as kind, effective_at as at from audit_entry where subject_id = $1 and action = 'connection.ended'`,
      [partners.connectionId],
    );
    expect(rows).toEqual([{ kind: "JOB", at }]);
    expect(await mailsOf(owner, "connection-ended", [partners.id, partners.first.id])).toHaveLength(2);
  });
});

describe("a fleet larger than one transaction takes", () => {
  const count = settledAtOnce + 500;

  test("is bound at once in what commands and reads go by, and written down batch by batch", async () => {
    const hubs = await addFleet(owner, partners, { activatedAt, count });
    await end();
    const bound = async () => {
      const { rows } = await owner.query<{ n: number }>(
        "select count(*)::int as n from hub_package where connection_id = $1 and end_cause = 'CONNECTION'",
        [partners.connectionId],
      );
      return rows[0]?.n;
    };
    expect(await bound()).toBe(settledAtOnce);
    const unsettled = await owner.query<{ id: string }>(
      "select hub_id as id from hub_package where connection_id = $1 and status = 'ACTIVE' limit 1",
      [partners.connectionId],
    );
    const late = hubs.find(({ key }) => key === unsettled.rows[0]?.id);
    if (!late) throw new Error("Some hub is not written down yet.");
    expect(await resumePackage(asManager(), await refOf(owner, late))).toMatchObject({
      refusal: "CONNECTION_ENDS_FIRST",
    });
    expect(await deactivatePackage(asManager(), await refOf(owner, late))).toMatchObject({ ok: true });
    expect(await runsOfHub(owner, late.key)).toMatchObject([{ endCause: "DEACTIVATED", expiresAt: toDate(march) }]);

    expect(await settleConnection(partners.connectionId)).toBe(499);
    expect(await settleConnection(partners.connectionId)).toBe(0);
    expect(await bound()).toBe(count - 1);
    await keep();
    expect(await bound()).toBe(count - 1 - settledAtOnce);
    await settleConnection(partners.connectionId);
    expect(await bound()).toBe(0);
  });
});
