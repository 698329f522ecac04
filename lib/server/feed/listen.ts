import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Position } from "@/lib/live/position";
import { log } from "../log";
import {
  allSignals,
  type ChangePage,
  type ChangeRow,
  changesSince,
  parseSignal,
  type Signal,
  toChangePage,
} from "./changes";

/** What became known at once. */
export type Batch = ChangePage & { signals: Signal[] };

export type Listener = {
  /** Looks now, without waiting for a hint. */
  wake: () => void;
  /** Gives the connection back; nothing is heard any more. */
  stop: () => Promise<void>;
};

const channel = "portal_live";

/** A hint may be lost with its connection, so the outbox is looked at anyway. */
const tickMs = 1_000;

/** Facts that are written within this time are read together. */
const gatherMs = 20;

const backOff = { firstMs: 100, mostMs: 5_000 };

/** One that hangs is worth less than a new one. */
const limits = { connectionTimeoutMillis: 3_000, query_timeout: 5_000, statement_timeout: 5_000, keepAlive: true };

/**
 * Hears of changes by one connection of its own and hands them to `take`, batch by batch and in order; the next batch is
 * read once the last was taken. Every fact of the outbox is handed over once, from the first position on. A connection
 * that breaks is made anew with growing pauses, and reading goes on from where it stopped: what was committed meanwhile
 * comes then, with every signal that may have been missed. `url` names the database.
 */
export function startListening(url: string, take: (batch: Batch) => Promise<void>): Listener {
  const stop = new AbortController();
  const bell = makeBell();
  const run = keepListening({ url, take, bell, signal: stop.signal });
  return {
    wake: bell.ring,
    stop: async () => {
      stop.abort();
      bell.ring();
      await run;
    },
  };
}

type Listening = { url: string; take: (batch: Batch) => Promise<void>; bell: Bell; signal: AbortSignal };
type State = { position: Position | null; signals: Signal[]; failures: number };

async function keepListening({ url, take, bell, signal }: Listening): Promise<void> {
  const state: State = { position: null, signals: [], failures: 0 };
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: channel, ...limits });
    try {
      await serve(client, { url, take, bell, signal }, state);
    } catch (error) {
      state.failures += 1;
      log().warn({ err: error }, "The connection that hears of changes was lost and is made anew");
    } finally {
      client.removeAllListeners();
      client.on("error", () => undefined);
      await Promise.race([client.end(), pause(limits.connectionTimeoutMillis)]).catch(() => undefined);
    }
    const waitMs = Math.min(backOff.mostMs, backOff.firstMs * 2 ** Math.min(state.failures, 10));
    if (!signal.aborted) await pause(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** Serves one connection until it breaks, which throws, or until the listener is stopped. */
async function serve(client: Client, { take, bell, signal }: Listening, state: State): Promise<void> {
  let failure: unknown;
  const fail = (error?: unknown) => {
    failure ??= error ?? new Error("The database closed the connection.");
    bell.ring();
  };
  client.on("error", fail);
  client.on("end", () => fail());
  client.on("notification", ({ payload = "" }) => {
    const told = parseSignal(payload);
    if (told) state.signals.push(told);
    bell.ring();
  });
  await client.connect();
  await client.query(`listen ${channel}`);
  if (state.position !== null) state.signals = [...allSignals];
  while (!signal.aborted) {
    if (failure) throw failure;
    bell.still();
    // Taken first: what each tells of is there at the position that is read next.
    const signals = state.signals.splice(0);
    const page = await readPage(client, state.position);
    await take({ ...page, signals });
    state.position = page.position;
    state.failures = 0;
    await bell.wait(tickMs);
    await pause(gatherMs);
  }
}

async function readPage(client: Client, position: Position | null): Promise<ChangePage> {
  const { text, values } = changesSince(position, null);
  const { rows } = await client.query<ChangeRow>(text, values);
  if (!rows[0]) throw new Error("The position always gives a row.");
  return toChangePage(rows[0]);
}

type Bell = { ring: () => void; still: () => void; wait: (ms: number) => Promise<void> };

/** Lets one wait for a ring, for some time at most. One that came since the bell was stilled is not waited for. */
function makeBell(): Bell {
  let hasRung = false;
  let answer: (() => void) | null = null;
  return {
    ring: () => {
      hasRung = true;
      answer?.();
    },
    still: () => {
      hasRung = false;
    },
    wait: async (ms) => {
      if (hasRung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      answer = null;
    },
  };
}
