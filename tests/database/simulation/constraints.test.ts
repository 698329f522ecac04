import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addDealer, addHub, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { refusalOf as refusalBy } from "../support/refusal";

let db: TestDatabase;
let dealer: Dealer;
let hub: TestHub;
let otherHub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
});

beforeEach(async () => {
  hub = await addHub(db.owner, dealer);
  otherHub = await addHub(db.owner, dealer);
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

const onHub = (set: string) => `update hub set ${set} where id = '${hub.key}'`;
const onSim = (set: string) => `update ajax_sim set ${set} where id = '${hub.simId}'`;

describe("a hub's arming", () => {
  test.each([
    "is_armed = true, armed_at = now(), state = 'ARMED'",
    "is_night_mode = true, night_mode_at = now(), state = 'NIGHT_MODE'",
    "groups_enabled = true, state = 'DISARMED_NIGHT_MODE_OFF'",
    "groups_enabled = true, state = 'PARTIALLY_ARMED_NIGHT_MODE_ON', is_night_mode = true, night_mode_at = now()",
  ])("may be %s", async (set) => {
    expect(await refusalOf(onHub(set))).toBe("accepted");
  });

  test.each([
    "state = 'ARMED'",
    "is_armed = true, state = 'ARMED'",
    "is_armed = true, armed_at = now()",
    "is_night_mode = true, night_mode_at = now(), state = 'ARMED'",
    "groups_enabled = true",
    "groups_enabled = true, state = 'ARMED_NIGHT_MODE_ON'",
    "state = 'DISARMED_NIGHT_MODE_OFF'",
  ])("is called what its parts say, so not %s", async (set) => {
    expect(await refusalOf(onHub(set))).toBe("hub_arming_agrees");
  });
});

test("a hub's connection is plausible, and only one that is online waits to count as offline", async () => {
  for (const set of [
    "is_online = false, online_since = null, offline_due_at = now()",
    "ping_period_seconds = 9",
    "offline_alarm_seconds = 601",
    "ethernet = '{}'",
    `wifi = '{"enabled":"yes"}'`,
    "lost_channels = '{LTE}'",
  ]) {
    expect(await refusalOf(onHub(set)), set).toBe("hub_connection_agrees");
  }
});

describe("rooms, groups and devices", () => {
  const part = (table: string, columns: string, values: string) =>
    `insert into ${table} (id, company_id, hub_id, ${columns}) values ('${partId}', '${dealer.id}', '${hub.key}', ${values})`;
  const partId = randomUUID();
  const device = (columns: Record<string, string> = {}) => {
    const all: Record<string, string> = {
      company_id: `'${dealer.id}'`,
      hub_id: `'${hub.key}'`,
      device_id: "'0A0B0C0D'",
      type: "'DOOR_PROTECT'",
      name: "'Door'",
      cms_device_index: "1",
      ...columns,
    };
    return `insert into device (id, ${Object.keys(all).join(", ")}) values (gen_random_uuid(), ${Object.values(all).join(", ")})`;
  };

  test("the plain ones that the others vary are accepted", async () => {
    const room = part("room", "number, name", "1, 'Hall'");
    const group = part("hub_group", "number, name, state, armed_at", "1, 'Office', 'ARMED', now()");
    const placed = device({ room_id: `'${partId}'`, group_id: `'${partId}'` });
    expect(await refusalOf(room, group, placed)).toBe("accepted");
  });

  test("have their number once in a hub, and a name", async () => {
    const room = part("room", "number, name", "1, 'Hall'");
    expect(await refusalOf(room, room.replace(partId, randomUUID()))).toBe("room_hub_id_number_key");
    expect(await refusalOf(part("room", "number, name", "0, 'Hall'"))).toBe("room_plausible");
    expect(await refusalOf(part("room", "number, name", "1, ''"))).toBe("room_plausible");
    const group = part("hub_group", "number, name", "1, 'Office'");
    expect(await refusalOf(group, group.replace(partId, randomUUID()))).toBe("hub_group_hub_id_number_key");
    expect(await refusalOf(part("hub_group", "number, name, state", "1, 'Office', 'ARMED'"))).toBe(
      "hub_group_plausible",
    );
  });

  test("a device lies in a room and a group of its own hub", async () => {
    const room = part("room", "number, name", "1, 'Hall'");
    const group = part("hub_group", "number, name", "1, 'Office'");
    const elsewhere = { hub_id: `'${otherHub.key}'` };
    expect(await refusalOf(room, device({ ...elsewhere, room_id: `'${partId}'` }))).toBe("device_room_fkey");
    expect(await refusalOf(group, device({ ...elsewhere, group_id: `'${partId}'` }))).toBe("device_group_fkey");
  });

  test("a whole configuration moves to another hub in any order", async () => {
    const room = part("room", "number, name", "1, 'Hall'");
    const group = part("hub_group", "number, name", "1, 'Office'");
    const placed = device({ room_id: `'${partId}'`, group_id: `'${partId}'` });
    const moves = ["hub_group", "device", "room"].map(
      (table) => `update ${table} set hub_id = '${otherHub.key}' where hub_id = '${hub.key}'`,
    );
    expect(await refusalOf(room, group, placed, ...moves)).toBe("accepted");
    expect(await refusalOf(room, group, placed, ...moves.slice(0, 1))).toBe("device_group_fkey");
  });

  test("a device's number is its own everywhere, its zone within its hub, and its readings are plausible", async () => {
    const elsewhere = { hub_id: `'${otherHub.key}'` };
    expect(await refusalOf(device(), device(elsewhere))).toBe("device_device_id_key");
    expect(await refusalOf(device(), device({ device_id: "'0A0B0C0E'" }))).toBe("device_hub_id_cms_device_index_key");
    const implausible: Record<string, string>[] = [
      { device_id: "'0a0b0c0d'" },
      { cms_device_index: "501" },
      { battery_percent: "101" },
      { arm_delay_seconds: "121" },
      { alarm_due_at: "now()" },
      { fields: "'[]'" },
    ];
    for (const columns of implausible) {
      expect(await refusalOf(device(columns)), JSON.stringify(columns)).toBe("device_plausible");
    }
  });
});

test("a card obeys only commands that were given, and never goes back to an older one", async () => {
  expect(await refusalOf(onSim("card_version = 1"))).toBe("ajax_sim_card_agrees");
  const told = onSim("desired_version = 3, card_version = 3");
  expect(await refusalOf(told, onSim("card_version = 2"))).toBe("ajax_sim_newer_wins");
});

describe("a simulated fault", () => {
  const fault = (columns: Record<string, string>) => {
    const all: Record<string, string> = {
      kind: "'HUB_LID_OPEN'",
      injected_at: "now()",
      injected_by: "'Test'",
      ...columns,
    };
    return `insert into simulated_fault (id, ${Object.keys(all).join(", ")}) values (gen_random_uuid(), ${Object.values(all).join(", ")})`;
  };
  const ofHub = () => ({ company_id: `'${dealer.id}'`, hub_id: `'${hub.key}'` });

  test("has one place, and is lifted by somebody", async () => {
    expect(await refusalOf(fault(ofHub()))).toBe("accepted");
    expect(await refusalOf(fault({ clock_id: `'${dealer.clockId}'` }))).toBe("accepted");
    expect(await refusalOf(fault({}))).toBe("simulated_fault_place");
    expect(await refusalOf(fault({ ...ofHub(), sim_id: `'${hub.simId}'` }))).toBe("simulated_fault_place");
    expect(await refusalOf(fault({ ...ofHub(), lifted_at: "now()" }))).toBe("simulated_fault_place");
  });

  test("stands once in a place, part by part, and may come again", async () => {
    expect(await refusalOf(fault(ofHub()), fault(ofHub()))).toBe("simulated_fault_standing");
    expect(await refusalOf(fault({ ...ofHub(), part: "'GSM'" }), fault({ ...ofHub(), part: "'WIFI'" }))).toBe(
      "accepted",
    );
    const lifted = { ...ofHub(), lifted_at: "now()", lifted_by: "'Test'" };
    expect(await refusalOf(fault(lifted), fault(ofHub()))).toBe("accepted");
  });
});

test("a task about a SIM is open once, and closes after it opened", async () => {
  const task = (closed: string) =>
    `insert into service_task (id, kind, company_id, hub_id, sim_id, opened_at, closed_at)
     values (gen_random_uuid(), 'SIM_DRIFT', '${dealer.id}', '${hub.key}', '${hub.simId}', '2026-11-02', ${closed})`;
  expect(await refusalOf(task("null"), task("null"))).toBe("service_task_open");
  expect(await refusalOf(task("'2026-11-03'"), task("null"))).toBe("accepted");
  expect(await refusalOf(task("'2026-11-01'"))).toBe("service_task_closed_later");
});

test("a message arrives no sooner than it was sent, and a fleet lives at a bearable pace", async () => {
  expect(
    await refusalOf(
      `insert into network_message (direction, sim_id, version, status, sent_at, due_at)
       values ('COMMAND', '${hub.simId}', 1, 'ENABLED', '2026-11-02', '2026-11-01')`,
    ),
  ).toBe("network_message_takes_time");
  expect(
    await refusalOf(
      `insert into fleet_activity (company_id, changes_per_minute, seed, started_at) values ('${dealer.id}', 61, 1, now())`,
    ),
  ).toBe("fleet_activity_plausible");
});

describe("facts of a hub", () => {
  const append = (place: number) =>
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     values (gen_random_uuid(), 'hub.event', '${dealer.id}', '${hub.key}', '${hub.key}', '${hub.key}:${place}', '{}', now())`;
  const lock = () => `select from hub where id = '${hub.key}' for update`;

  test("keep their order for readers, though the one that waited for the hub began earlier", async () => {
    const early = new Client({ connectionString: db.appUrl });
    const late = new Client({ connectionString: db.appUrl });
    await Promise.all([early.connect(), late.connect()]);
    try {
      await early.query("begin; select pg_current_xact_id()");
      await late.query(`begin; ${lock()}; ${append(1)}`);
      const waiting = early.query(lock());
      await late.query("commit");
      await waiting;
      await early.query(`${append(2)}; commit`);
    } finally {
      await Promise.all([early.end(), late.end()]);
    }
    const { rows } = await db.owner.query<{ place: string }>(
      "select split_part(dedupe_key, ':', 2) as place from outbox where hub_id = $1 order by turn, seq",
      [hub.key],
    );
    expect(rows.map(({ place }) => place)).toEqual(["1", "2"]);
  });
});
