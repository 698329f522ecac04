import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clockNow } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { world } from "@/lib/sim/port";
import { addDealer, addHub, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { refusalOf as refusalBy } from "../support/refusal";
import { addHubWithStation, feel, stationOf } from "./world";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
});

beforeEach(async () => {
  hub = await addHubWithStation(owner, dealer, { port: 1 });
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

const onStation = (set: string) => `update station set ${set} where hub_id = '${hub.key}'`;

async function queueOf(hubKey: string): Promise<{ sia: string; zone: number; told: string }[]> {
  const { rows } = await owner.query(
    `select m.sia, m.zone, o.payload ->> 'eventTag' as told from station_message m join outbox o on o.id = m.event_id
     where m.hub_id = $1 order by m.seq`,
    [hubKey],
  );
  return rows;
}

describe("the queue of a station", () => {
  test("takes an event in the event's own transaction, or not at all", async () => {
    const lid = { to: "HUB", what: "LID", isOpen: true } as const;
    const impulse = { hubKey: hub.key, at: clockNow(0), stimulus: lid };
    await expect(
      inSystemTransaction(async (tx) => {
        await world().stimulate(tx, [impulse]);
        throw new Error("taken back");
      }),
    ).rejects.toThrow("taken back");
    expect(await queueOf(hub.key)).toEqual([]);
    await feel(hub, lid);
    expect(await queueOf(hub.key)).toEqual([{ sia: "TA", zone: 0, told: "LidOpen" }]);
  });

  test("takes nothing of a hub without a station, and nothing stations are not told", async () => {
    const without = await addHub(owner, dealer);
    await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [without.key]);
    await feel(without, { to: "HUB", what: "LID", isOpen: true });
    expect(await queueOf(without.key)).toEqual([]);
  });

  test("numbers people once, in the order in which they come, and up to 999", async () => {
    const panic = (id: string) => ({ to: "ORDER", what: "PANIC", actor: { id, name: id } }) as const;
    await feel(hub, panic("a"), panic("b"), panic("a"));
    await owner.query(
      `insert into station_user (company_id, hub_id, actor_id, number)
       select company_id, id, 'last', 999 from hub where id = $1`,
      [hub.key],
    );
    await feel(hub, panic("late"), panic("last"));
    expect((await queueOf(hub.key)).map(({ zone }) => zone)).toEqual([501, 502, 501, 0, 999]);
  });

  test("keeps 10,000 messages and every alarm beyond them, lets the oldest others go, and counts them", async () => {
    const add = (count: number, isAlarm: boolean) =>
      owner.query(
        `insert into station_message (id, company_id, hub_id, event_id, sia, cid, is_alarm, at)
         select gen_random_uuid(), h.company_id, h.id, gen_random_uuid(), 'TA', '1145', $3, now()
         from hub h, generate_series(1, $2::int) where h.id = $1`,
        [hub.key, count, isAlarm],
      );
    const counts = async () => {
      const { rows } = await owner.query(
        `select count(*)::int as kept, count(*) filter (where is_alarm)::int as alarms, min(seq)::int as first,
           (select dropped_count from station where hub_id = $1) as dropped from station_message where hub_id = $1`,
        [hub.key],
      );
      return rows[0];
    };
    await add(9_000, true);
    await add(1_000, false);
    expect(await counts()).toMatchObject({ kept: 10_000, alarms: 9_000, dropped: 0 });
    await add(600, true);
    expect(await counts()).toMatchObject({ kept: 10_000, alarms: 9_600, dropped: 600 });
    await add(900, true);
    await add(5, false);
    expect(await counts()).toMatchObject({ kept: 10_500, alarms: 10_500, dropped: 1_005 });
  });

  test("gives a message its number once, and leaves what it says alone", async () => {
    await feel(hub, { to: "HUB", what: "LID", isOpen: true });
    const set = (columns: string) => `update station_message set ${columns} where hub_id = '${hub.key}'`;
    expect(await refusalOf(set("sequence = 7, attempts = 1"))).toBe("accepted");
    expect(await refusalOf(set("sequence = 7"), set("sequence = 8"))).toBe("station_message_numbered_once");
    expect(await refusalOf(set("sequence = 7"), set("sequence = null"))).toBe("station_message_numbered_once");
    for (const columns of ["sequence = 0", "sequence = 10000", "attempts = 1", "attempts = -1"])
      expect(await refusalOf(set(columns)), columns).toBe("station_message_plausible");
    expect(await refusalOf(set("sia = 'BA'"))).toBe("42501");
    const added = (columns: string, values: string) =>
      `insert into station_message (id, company_id, hub_id, at, ${columns})
       select gen_random_uuid(), company_id, id, now(), ${values} from hub where id = '${hub.key}'`;
    expect(await refusalOf(added("sia, cid", "'RP', '1602'"))).toBe("accepted");
    for (const [columns, values] of [
      ["sia, cid", "'rp', '1602'"],
      ["sia, cid", "'RP', '2602'"],
      ["sia, cid, zone", "'RP', '1602', 1000"],
      ['sia, cid, "group"', "'RP', '1602', -1"],
      ["sia, cid, is_alarm", "'RP', '1602', true"],
    ] as const)
      expect(await refusalOf(added(columns, values)), values).toBe("station_message_plausible");
  });
});

test("numbers of people never change, and are from 501 to 999", async () => {
  const add = (actor: string, number: number) =>
    `insert into station_user (company_id, hub_id, actor_id, number)
     select company_id, id, '${actor}', ${number} from hub where id = '${hub.key}'`;
  expect(await refusalOf(add("a", 501), add("b", 502))).toBe("accepted");
  expect(await refusalOf(add("a", 501), add("b", 501))).toBe("station_user_hub_id_number_key");
  expect(await refusalOf(add("a", 500))).toBe("station_user_plausible");
  expect(await refusalOf(add("a", 1000))).toBe("station_user_plausible");
  expect(await refusalOf(add("", 501))).toBe("station_user_plausible");
  expect(await refusalOf(add("a", 501), "update station_user set number = 502")).toBe("42501");
  expect(await refusalOf(add("a", 501), "delete from station_user")).toBe("42501");
});

describe("a station's row", () => {
  test.each([
    "account_number = '12'",
    "account_number = 'abcd'",
    "account_number = '12345678901234567'",
    "address = ''",
    "port = 0",
    "port = 65536",
    "is_ethernet_enabled = false, is_wifi_enabled = false, is_cellular_enabled = false",
    "test_period_seconds = 90, next_test_at = now()",
    "test_period_seconds = 86460, next_test_at = now()",
    "test_period_seconds = 60",
    "next_test_at = now()",
  ])("cannot have %s", async (set) => {
    expect(await refusalOf(onStation(set))).toBe("station_plausible");
  });

  test.each([
    "sequence = -1",
    "sequence = 10000",
    "failures = -1",
    "lease = -1",
    "dropped_count = -1",
    "fault = 'NAK'",
    "fault_at = now()",
    "is_lost = true",
  ])("does not agree with %s", async (set) => {
    expect(await refusalOf(onStation(set))).toBe("station_dialing_agrees");
  });

  test("may be lost with the fault that says why, and belongs to the company of its hub", async () => {
    expect(await refusalOf(onStation("fault = 'SILENCE', fault_at = now(), failures = 3, is_lost = true"))).toBe(
      "accepted",
    );
    const stranger = await addDealer(owner);
    expect(await refusalOf(onStation(`company_id = '${stranger.id}'`))).toBe("station_company_id_hub_id_fkey");
    expect(await stationOf(owner, hub)).toMatchObject({ isLost: false });
  });

  test("has other addresses that are whole; the main one is no route", async () => {
    const add = (values: string) =>
      `insert into station_route (company_id, hub_id, channel, is_reserve, address, port)
       select company_id, id, ${values} from hub where id = '${hub.key}'`;
    expect(await refusalOf(add("'ETHERNET', true, 'a.example', 1"), add("'GSM', false, 'b.example', 2"))).toBe(
      "accepted",
    );
    for (const values of ["'ETHERNET', false, 'a.example', 1", "'GSM', false, '', 1", "'GSM', false, 'a.example', 0"])
      expect(await refusalOf(add(values)), values).toBe("station_route_plausible");
  });
});
