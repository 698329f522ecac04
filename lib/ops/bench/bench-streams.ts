import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { elapsedMs } from "@/lib/clock";
import { demoPassword } from "@/prisma/seed/people";
import { say } from "../command";
import type { BenchApp } from "./bench-app";
import { openForm } from "./bench-visitor";

const streamsEach = 10;
const watcherEmail = (n: number) => `watcher-${n}@bench.example`;

/** Streams of server-sent events that are open, as browsers hold them. */
export type Streams = {
  open: number;
  /** Writes a mark into the feed, for every stream to hear. */
  mark: () => Promise<void>;
  /** From the commit of each mark until each stream had it, in milliseconds. */
  times: number[];
  /** Marks times streams: how many of `times` there must be. */
  expected: () => number;
  close: () => void;
};

/** Opens streams at the objects page of a small dealer, by people who work there, ten each. */
export async function openStreams(app: BenchApp, owner: Client, count: number): Promise<Streams> {
  const people = Math.ceil(count / streamsEach);
  say(`Opening ${count} streams …`);
  await hireWatchers(owner, people);
  const leaving = new AbortController();
  const marks = new Map<string, number>();
  const times: number[] = [];
  let open = 0;
  for (let n = 0; n < people; n++) {
    const form = await openForm(app, `10.9.0.${n}`);
    await form.send(watcherEmail(n), demoPassword);
    const headers = { cookie: form.cookie(), accept: "text/event-stream" };
    for (let each = 0; each < streamsEach && open < count; each++, open++) {
      const answer = await fetch(`${app.origin}/api/live?in=/c/dnipro`, { headers, signal: leaving.signal });
      if (answer.status !== 200 || !answer.body) throw new Error(`A stream was refused with ${answer.status}.`);
      void listen(answer.body, (text) => noteMarks(text, marks, times)).catch(() => undefined);
    }
  }
  const mark = async () => {
    const id = randomUUID();
    await writeMark(owner, id);
    marks.set(id, elapsedMs());
  };
  return { open, mark, times, expected: () => marks.size * open, close: () => leaving.abort() };
}

async function hireWatchers(owner: Client, count: number): Promise<void> {
  await owner.query(
    `with people as (
       insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
       select gen_random_uuid(), 'watcher-' || n || '@bench.example', 'Watcher ' || n, a.password_hash, now(), now()
       from generate_series(0, $1::int - 1) n, pro_account a where a.email = 'owner@dnipro.example' returning id)
     insert into employee (id, company_id, account_id, role, joined_at)
     select gen_random_uuid(), c.id, p.id, 'INSTALLER', now() from people p, company c where c.slug = 'dnipro'`,
    [count],
  );
}

async function listen(body: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) take(event);
  }
}

/** A stream may have a mark before the write's own answer is back here: it counts as heard at once. */
function noteMarks(event: string, marks: Map<string, number>, times: number[]): void {
  const heardAt = elapsedMs();
  for (const [, id = ""] of event.matchAll(/"subject":"([0-9a-f-]{36})"/g)) {
    setImmediate(() => {
      const writtenAt = marks.get(id);
      if (writtenAt !== undefined) times.push(Math.max(0, heardAt - writtenAt));
    });
  }
}

/** A fact about nothing: pages of the dealer hear of it, and no other reader of the feed is owed it. */
async function writeMark(owner: Client, id: string): Promise<void> {
  await owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     select gen_random_uuid(), 'simulator.used', h.company_id, $1::uuid, h.id, $1::text, '{}', now()
     from hub h join company c on c.id = h.company_id where c.slug = 'dnipro' order by h.hub_id limit 1`,
    [id],
  );
}
