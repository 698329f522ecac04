import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSecret } from "@/lib/auth/sealed-secret";
import { saveStationSchema } from "@/lib/schemas/stations";
import { removeStation } from "@/lib/server/services/stations/remove-station";
import { type SaveStationInput, saveStation } from "@/lib/server/services/stations/save-station";
import { testStation } from "@/lib/server/services/stations/test-station";
import { addDealer, addHub, contextOf, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { openStation } from "./receivers";
import { feel, openLoop, stationOf } from "./world";

const hex = "00112233445566778899AABBCCDDEEFF";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let stranger: Dealer;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
  stranger = await addDealer(owner);
});

beforeEach(async () => {
  hub = await addHub(owner, dealer);
  await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [hub.key]);
});

afterAll(() => db.close());

const as = (person: Dealer["owner"] = dealer.installer, of = dealer) => contextOf(of, person);

function settings(change: Partial<SaveStationInput> = {}, port = 9_500): SaveStationInput {
  return {
    objectId: hub.objectId,
    hubId: hub.hubId,
    version: 0,
    settings: {
      protocol: "SIA",
      accountNumber: "1A2B",
      main: { channel: "ETHERNET", isReserve: false, address: "127.0.0.1", port },
      others: [{ channel: "ETHERNET", isReserve: true, address: "reserve.example", port: 9_501 }],
      allowedChannels: ["ETHERNET", "GSM"],
      testPeriodSeconds: 60,
    },
    key: { kind: "NEW", hex },
    ...change,
  };
}

async function rowOf() {
  const { rows } = await owner.query(
    `select s.*, (select jsonb_agg(address) from station_route r where r.hub_id = s.hub_id) as others
     from station s where s.hub_id = $1`,
    [hub.key],
  );
  return rows[0];
}

async function historyOf(): Promise<{ action: string; text: string }[]> {
  const { rows } = await owner.query(
    "select action, coalesce(before::text, '') || coalesce(after::text, '') as text from audit_entry where hub_id = $1 order by recorded_at",
    [hub.key],
  );
  return rows;
}

describe("setting a station", () => {
  test("writes everything, seals the key for its hub, and keeps it out of the history", async () => {
    expect(await saveStation(as(), settings())).toEqual({ ok: true, value: { hubId: hub.hubId } });
    const row = await rowOf();
    expect(row).toMatchObject({ account_number: "1A2B", port: 9_500, version: 1, others: ["reserve.example"] });
    expect(row).toMatchObject({ is_ethernet_enabled: true, is_wifi_enabled: false, is_cellular_enabled: true });
    expect(JSON.stringify(row)).not.toContain(hex);
    expect(openSecret(row.sealed_key, "monitoring station key", hub.key)).toBe(hex);
    expect(openSecret(row.sealed_key, "monitoring station key", randomUUID())).toBeNull();
    const history = await historyOf();
    expect(history.map(({ action }) => action)).toEqual(["station.saved"]);
    expect(history[0]?.text).toContain("1A2B");
    expect(history[0]?.text).not.toContain(hex);
  });

  test("keeps the stored key, or drops it, and starts dialing anew", async () => {
    await saveStation(as(), settings());
    const { sealed_key: sealed } = await rowOf();
    await owner.query(
      "update station set failures = 2, fault = 'NAK', fault_at = now(), retry_at = now() + interval '1 minute' where hub_id = $1",
      [hub.key],
    );
    await saveStation(as(), settings({ version: 1, key: { kind: "KEEP" } }));
    expect(await rowOf()).toMatchObject({ sealed_key: sealed, version: 2, failures: 0, retry_at: null });
    await saveStation(as(), settings({ version: 2, key: { kind: "NONE" } }));
    expect(await rowOf()).toMatchObject({ sealed_key: null, version: 3 });
  });

  test("is a lost race for whoever saw older settings, and nothing is written", async () => {
    await saveStation(as(), settings());
    await expect(saveStation(as(), settings())).rejects.toMatchObject({ code: "CONFLICT" });
    await saveStation(as(), settings({ version: 1 }));
    await expect(saveStation(as(), settings({ version: 1 }))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await rowOf()).toMatchObject({ version: 2 });
    expect(await historyOf()).toHaveLength(2);
  });

  test("is for people of the hub's company whose role may, and for nobody else", async () => {
    const reseller = { ...as(dealer.owner), side: "reseller" as const };
    await expect(saveStation(reseller, settings())).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const act of [saveStation(as(stranger.owner, stranger), settings())])
      await expect(act).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await rowOf()).toBeUndefined();
  });
});

describe("a test", () => {
  test("is sent at once, behind what waits, and only once while it waits", async () => {
    const receiver = await openStation({ key: hex });
    const loop = openLoop();
    await saveStation(as(), settings({}, receiver.port));
    await feel(hub, { to: "HUB", what: "LID", isOpen: true });
    await owner.query("update station set retry_at = now() + interval '1 minute' where hub_id = $1", [hub.key]);
    await testStation(as(), hub);
    await testStation(as(), hub);
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 2, isWaiting: false });
    await loop.dial(owner, hub);
    expect(receiver.taken()).toEqual(["*SIA-DCS #1A2B|Nri0/TA000", "*SIA-DCS #1A2B|Nri0/RX0000"]);
    await loop.finish();
    await receiver.close();
  });

  test("needs a station, the company and a role", async () => {
    await expect(testStation(as(), hub)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await saveStation(as(), settings());
    await expect(testStation(as(stranger.owner, stranger), hub)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const reseller = { ...as(dealer.owner), side: "reseller" as const };
    await expect(testStation(reseller, hub)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await stationOf(owner, hub)).toMatchObject({ queued: 0 });
  });
});

describe("removing a station", () => {
  test("ends all reporting, with what waits", async () => {
    await saveStation(as(), settings());
    await feel(hub, { to: "HUB", what: "LID", isOpen: true });
    await removeStation(as(), { ...hub, version: 1 });
    expect(await rowOf()).toBeUndefined();
    await feel(hub, { to: "HUB", what: "LID", isOpen: false });
    const { rows } = await owner.query("select from station_message where hub_id = $1", [hub.key]);
    expect(rows).toEqual([]);
    expect((await historyOf()).map(({ action }) => action)).toEqual(["station.saved", "station.removed"]);
  });

  test("needs the settings as they are, the company and a role", async () => {
    await saveStation(as(), settings());
    await expect(removeStation(as(), { ...hub, version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(removeStation(as(stranger.owner, stranger), { ...hub, version: 1 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const reseller = { ...as(dealer.owner), side: "reseller" as const };
    await expect(removeStation(reseller, { ...hub, version: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rowOf()).toMatchObject({ version: 1 });
  });
});

describe("the form", () => {
  const form = {
    companySlug: "dnipro",
    submissionId: randomUUID(),
    objectId: randomUUID(),
    hubId: "0012ABCD",
    version: "0",
    protocol: "SIA",
    accountNumber: "1a2b",
    encryption: "NONE",
    address: "Station.Example",
    port: "9500",
    ethernet: "on",
    testMinutes: "1",
  };
  const problemsOf = (change: Record<string, string | undefined>) => {
    const parsed = saveStationSchema.safeParse({ ...form, ...change });
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).sort();
  };

  test("gives settings, with routes for the addresses that are filled in", () => {
    expect(saveStationSchema.parse({ ...form, gsmAddress: "10.0.0.7", gsmPort: "7" })).toMatchObject({
      version: 0,
      settings: {
        accountNumber: "1A2B",
        main: { address: "station.example", port: 9_500 },
        others: [{ channel: "GSM", isReserve: false, address: "10.0.0.7", port: 7 }],
        allowedChannels: ["ETHERNET"],
        testPeriodSeconds: 60,
      },
      key: { kind: "NONE" },
    });
  });

  test.each([
    [{ accountNumber: "12" }, ["accountNumber ACCOUNT_WRONG"]],
    [{ encryption: "NEW" }, ["encryptionKey KEY_WRONG"]],
    [{ address: "", port: "" }, ["address REQUIRED", "port REQUIRED"]],
    [{ address: "http://a", port: "70000" }, ["address HOST_WRONG", "port PORT_WRONG"]],
    [{ addressReserve: "a.example" }, ["portReserve REQUIRED"]],
    [{ wifiPort: "7" }, ["wifiAddress REQUIRED"]],
    [{ ethernet: undefined }, ["ethernet CHOOSE_ONE"]],
    [{ testMinutes: "1441" }, ["testMinutes MINUTES_WRONG"]],
    [{ protocol: "XSIA" }, ["protocol CHOOSE_ONE"]],
  ])("complains of %j", (change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });
});
