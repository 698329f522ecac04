import type { Client } from "pg";
import { vi } from "vitest";
import { sealSecret } from "@/lib/auth/sealed-secret";
import { clockNow } from "@/lib/clock";
import { stationLoop } from "@/lib/jobs/loops/station-loop";
import { inSystemTransaction } from "@/lib/server/context";
import type { Stimulus } from "@/lib/sim/hub/stimulus";
import { world } from "@/lib/sim/port";
import { addHub, type Dealer, type TestHub } from "../support/dealer";
import { waitUntil } from "../support/wait-until";

export type StationOptions = {
  port: number;
  reservePort?: number;
  protocol?: "SIA" | "CID";
  sealedKey?: string | null;
  testPeriodSeconds?: number;
};

/** Adds a hub on its cable whose station is on this machine, as account 1234. */
export async function addHubWithStation(owner: Client, dealer: Dealer, options: StationOptions): Promise<TestHub> {
  const hub = await addHub(owner, dealer);
  await owner.query(`update hub set has_ethernet = true, ethernet = '{"enabled":true}' where id = $1`, [hub.key]);
  await addStation(owner, hub, options);
  return hub;
}

export async function addStation(owner: Client, hub: TestHub, options: StationOptions): Promise<void> {
  const { port, reservePort, protocol = "SIA", sealedKey = null, testPeriodSeconds = 0 } = options;
  await owner.query(
    `insert into station (hub_id, company_id, protocol, account_number, sealed_key, address, port, test_period_seconds,
       next_test_at)
     select id, company_id, $2::"StationProtocol", '1234', $3, '127.0.0.1', $4, $5::int,
       case when $5::int > 0 then now() + interval '1 day' end from hub where id = $1`,
    [hub.key, protocol, sealedKey, port, testPeriodSeconds],
  );
  if (!reservePort) return;
  await owner.query(
    `insert into station_route (company_id, hub_id, channel, is_reserve, address, port)
     select company_id, id, 'ETHERNET', true, '127.0.0.1', $2 from hub where id = $1`,
    [hub.key, reservePort],
  );
}

/** Lets a hub encrypt with a key of 32 hex digits. */
export async function giveKey(owner: Client, hub: TestHub, key: string): Promise<void> {
  const sealed = sealSecret(key, "monitoring station key", hub.key);
  await owner.query("update station set sealed_key = $2 where hub_id = $1", [hub.key, sealed]);
}

/** Lets a hub feel things one after the other, each in a transaction of its own. */
export async function feel(hub: TestHub, ...stimuli: Stimulus[]): Promise<void> {
  for (const stimulus of stimuli) {
    await inSystemTransaction((tx) => world().stimulate(tx, [{ hubKey: hub.key, at: clockNow(0), stimulus }]));
  }
}

/** What a station is told of a hub's lid. */
const lidData = {
  SIA: { opened: "Nri0/TA000", closed: "Nri0/TR000" },
  CID: { opened: "1145 00 000", closed: "3145 00 000" },
};

/** Alarms and their ends by turns, so many in all; what a station is told of them comes with it. */
export function lidTurns(count: number, protocol: "SIA" | "CID" = "SIA"): { stimuli: Stimulus[]; data: string[] } {
  const turns = Array.from({ length: count }, (_, index) => index % 2 === 0);
  return {
    stimuli: turns.map((isOpen) => ({ to: "HUB", what: "LID", isOpen })),
    data: turns.map((isOpen) => lidData[protocol][isOpen ? "opened" : "closed"]),
  };
}

export type StationState = {
  queued: number;
  fault: string | null;
  failures: number;
  isLost: boolean;
  isReached: boolean;
  isWaiting: boolean;
  isReserveFirst: boolean;
};

export async function stationOf(owner: Client, hub: TestHub): Promise<StationState | undefined> {
  const { rows } = await owner.query<StationState>(
    `select (select count(*)::int from station_message m where m.hub_id = s.hub_id) as queued, fault::text as fault,
       failures, is_lost as "isLost", acknowledged_at is not null as "isReached", retry_at is not null as "isWaiting",
       reserve_until is not null as "isReserveFirst"
     from station s where hub_id = $1`,
    [hub.key],
  );
  return rows[0];
}

/** Lets a pause be over. */
export async function endPause(owner: Client, hub: TestHub): Promise<void> {
  await owner.query("update station set retry_at = null where hub_id = $1", [hub.key]);
}

/** Bounds a hang: a machine that is slow for a moment must not make silence of an answer. */
const patienceMs = 60_000;

/**
 * Lets the time that a station has for its answer be over, once the dialer waits for it. Timers must be the test's own: a
 * patience short enough to be waited out would be too short for an answer now and then.
 */
export function passSilence(): void {
  setImmediate(() => vi.advanceTimersByTime(patienceMs));
}

/** A worker of the test's own, which repeats at once. */
export function openLoop() {
  const loop = stationLoop({ withinMs: patienceMs, repeatPauseMs: 1 });
  return {
    finish: loop.finish,
    /** Dials what is due, and returns once nobody dials the hub's station any more. */
    dial: async (owner: Client, hub: TestHub): Promise<void> => {
      await loop.run();
      await waitUntil("the station is given back", async () => {
        const { rows } = await owner.query("select from station where hub_id = $1 and leased_until is null", [hub.key]);
        return rows.length > 0;
      });
    },
  };
}
