import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cookieName } from "@/lib/auth/cookie";
import { realNow } from "@/lib/clock";
import { isAppError } from "@/lib/errors";
import { closeLive } from "@/lib/server/feed/stream";
import { awaitLiveMessage, openLiveStream } from "@/lib/server/queries/live";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { addHub, addOffer, addReseller, contextOf, type Dealer, refOf, type TestHub } from "../support/dealer";
import { addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";
import { waitUntil } from "../support/wait-until";
import { changesOf, type Listening, readEvents } from "./event-stream";

const request = vi.hoisted(() => ({ cookies: new Map<string, string>() }));

vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ value: request.cookies.get(name) }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let owner: Client;
let dealer: Sandbox;
let stranger: Sandbox;
let hub: TestHub;
const opened: Listening[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

beforeEach(async () => {
  dealer = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  stranger = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  hub = await addHub(owner, dealer);
});

afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  await db.close();
});

async function signIn(person: { id: string }): Promise<void> {
  request.cookies.set(cookieName(), await sessionCookie(person));
}

type At = { dealer?: Dealer; reseller?: { slug: string }; after?: string };

/** Of a client that does not leave by itself. */
const stays = new AbortController().signal;

/** Opens a stream as somebody at a place. */
async function listenAs(person: { id: string }, at: At = {}): Promise<Listening> {
  await signIn(person);
  const { dealer: own, reseller, after = null } = at;
  const place = reseller
    ? { side: "reseller" as const, slug: reseller.slug }
    : { side: "dealer" as const, slug: (own ?? dealer).slug };
  const heard = await readEvents(await openLiveStream(place, after, stays));
  opened.push(heard);
  return heard;
}

async function activate(company: Dealer = dealer, which = hub): Promise<void> {
  const input = { ...(await refOf(owner, which)), offerCode: "AJAX_SIM" };
  const outcome = await activatePackage(contextOf(company, company.manager), input);
  if (!outcome.ok) throw new Error(outcome.refusal);
}

async function deactivate(): Promise<void> {
  const outcome = await deactivatePackage(contextOf(dealer, dealer.manager), await refOf(owner, hub));
  if (!outcome.ok) throw new Error(outcome.refusal);
}

/** Writes facts of the dealer's as a service would, all in one statement. */
async function note(kind: string, count = 1): Promise<void> {
  await owner.query(
    `insert into outbox (id, kind, company_id, subject_id, dedupe_key, payload, at)
     select gen_random_uuid(), $2, $1, gen_random_uuid(), gen_random_uuid()::text, '{}', now() from generate_series(1, $3::int)`,
    [dealer.id, kind, count],
  );
}

const kindsOf = (heard: Listening) => changesOf(heard).map(({ kind }) => kind);
const hears = (heard: Listening, kind: string) =>
  waitUntil(`${kind} was heard`, async () => kindsOf(heard).includes(kind));
const ends = (heard: Listening) => waitUntil("the stream has ended", async () => heard.isEnded);

async function slugOf(companyId: string): Promise<string> {
  const { rows } = await owner.query<{ slug: string }>("select slug from company where id = $1", [companyId]);
  return rows[0]?.slug ?? "";
}

async function ownerOf(companyId: string): Promise<{ id: string }> {
  const { rows } = await owner.query<{ id: string }>(
    "select account_id as id from employee where company_id = $1 and role = 'OWNER'",
    [companyId],
  );
  if (!rows[0]) throw new Error("A company has an owner.");
  return rows[0];
}

describe("a stream", () => {
  test("tells what and where, by ids, and nothing of what it says", async () => {
    const heard = await listenAs(dealer.installer);
    await activate();
    await hears(heard, "package.activated");
    const change = changesOf(heard)[0];
    expect(change).toEqual({
      id: expect.any(String),
      kind: "package.activated",
      subject: expect.any(String),
      hub: hub.hubId,
      object: hub.objectId,
      xid: expect.stringMatching(/^\d+$/),
    });
    const { rows } = await owner.query("select id from outbox where company_id = $1", [dealer.id]);
    expect(rows).toEqual([{ id: change?.id }]);
  });

  test("goes on from a message's id: everything since comes once, and nothing before", async () => {
    const first = await listenAs(dealer.manager);
    await activate();
    await hears(first, "package.activated");
    await first.close();
    const after = first.ids.at(-1);
    await deactivate();
    const second = await listenAs(dealer.manager, { after });
    await hears(second, "package.expiry_scheduled");
    expect(kindsOf(second)).toEqual(["package.expiry_scheduled"]);
    const third = await listenAs(dealer.manager, { after: second.ids.at(-1) });
    const fourth = await listenAs(dealer.manager);
    await addAndHear(third);
    expect(kindsOf(third)).toEqual(["package.activated"]);
    expect(kindsOf(fourth).length).toBeLessThanOrEqual(1);
  });

  /** Activates another hub and waits until it is told. */
  async function addAndHear(heard: Listening): Promise<void> {
    await activate(dealer, await addHub(owner, dealer));
    await hears(heard, "package.activated");
  }

  test("misses and repeats nothing, whoever writes while it begins", async () => {
    const hubs: TestHub[] = [];
    while (hubs.length < 30) hubs.push(await addHub(owner, dealer));
    const before = await listenAs(dealer.manager);
    const after = before.ids.at(-1);
    const writing = (async () => {
      for (const each of hubs) await activate(dealer, each);
    })();
    const streams: Listening[] = [];
    for (let index = 0; index < 6; index++) streams.push(await listenAs(dealer.manager, { after }));
    await writing;
    for (const heard of [before, ...streams]) {
      await waitUntil("all were heard", async () => changesOf(heard).length >= hubs.length);
      expect(new Set(changesOf(heard).map(({ hub }) => hub))).toEqual(new Set(hubs.map(({ hubId }) => hubId)));
      expect(changesOf(heard).length).toBe(hubs.length);
    }
    const again = await listenAs(dealer.manager, { after: streams.at(-1)?.ids.at(-1) });
    await addAndHear(again);
    expect(changesOf(again).length).toBe(1);
  });

  test("of a position of another server says that there is a gap", async () => {
    const heard = await listenAs(dealer.manager, { after: "99999999:99999999:" });
    expect(heard.messages[0]).toMatchObject({ changes: [], hasGap: true });
    await addAndHear(heard);
  });

  test("tells more than fifty at once as a gap", async () => {
    const heard = await listenAs(dealer.manager);
    await note("package.expired", 2_000);
    await waitUntil("the gap was told", async () => heard.messages.some(({ hasGap }) => hasGap));
    expect(changesOf(heard)).toEqual([]);
    await addAndHear(heard);
  });
});

describe("who hears what", () => {
  test("another company hears nothing", async () => {
    const other = await listenAs(stranger.manager, { dealer: stranger });
    const own = await listenAs(dealer.manager);
    await activate();
    await hears(own, "package.activated");
    const strangersHub = await addHub(owner, stranger);
    await activate(stranger, strangersHub);
    await hears(other, "package.activated");
    expect(changesOf(other).map((change) => change.hub)).toEqual([strangersHub.hubId]);
    expect(changesOf(own).map((change) => change.hub)).toEqual([hub.hubId]);
  });

  test("a stranger opens no stream, and neither does the other side", async () => {
    await signIn(stranger.manager);
    const codeOf = async (side: "dealer" | "reseller") => {
      try {
        await openLiveStream({ side, slug: dealer.slug }, null, stays);
        return "OK";
      } catch (error) {
        return isAppError(error) ? error.code : error;
      }
    };
    expect(await codeOf("dealer")).toBe("NOT_FOUND");
    await signIn(dealer.manager);
    expect(await codeOf("reseller")).toBe("NOT_FOUND");
    request.cookies.clear();
    expect(await codeOf("dealer")).toBe("UNAUTHENTICATED");
  });

  test("a reseller hears of its accounts, and not where they are", async () => {
    const slug = await slugOf(dealer.reseller.companyId);
    const heard = await listenAs(await ownerOf(dealer.reseller.companyId), { reseller: { slug } });
    await activate();
    await hears(heard, "package.activated");
    expect(changesOf(heard)[0]).not.toHaveProperty("hub");
    expect(changesOf(heard)[0]).not.toHaveProperty("object");
  });

  test("a request is heard on both sides, but not by an installer; its decision too", async () => {
    const reseller = await addReseller(owner);
    await owner.query("update company set clock_id = $2 where id = $1", [reseller.companyId, dealer.clockId]);
    const slug = await slugOf(reseller.companyId);
    const decider = await ownerOf(reseller.companyId);
    const inbox = await listenAs(decider, { reseller: { slug } });
    const office = await listenAs(dealer.senior);
    const installer = await listenAs(dealer.installer);
    const sent = await requestConnection(contextOf(dealer, dealer.senior), { resellerId: reseller.id, message: null });
    if (!sent.ok) throw new Error(sent.refusal);
    await hears(inbox, "connection.requested");
    expect(changesOf(inbox)[0]?.subject).toBe(sent.value.requestId);
    const ctx = { ...contextOf(dealer, dealer.owner), ...(await resellerSide(reseller.companyId, slug, decider.id)) };
    const { requestId } = sent.value;
    const approved = await approveRequest(ctx, { requestId, dealerNumber: null, trialDays: 0, dealerFeeMinor: null });
    expect(approved.ok).toBe(true);
    await hears(office, "connection.approved");
    expect(kindsOf(office)).toEqual(["connection.requested", "connection.approved"]);
    await note("package.resumed");
    await hears(installer, "package.resumed");
    expect(kindsOf(installer)).toEqual(["package.resumed"]);
  });

  async function resellerSide(companyId: string, slug: string, accountId: string) {
    const other = contextOf({ ...dealer, id: companyId, slug }, { ...dealer.owner, id: accountId });
    const { companyId: id, companySlug, account, role } = other;
    return { companyId: id, companySlug, account, role, side: "reseller" as const };
  }
});

describe("I-19: after a revocation nothing is heard", () => {
  const revocations: [string, () => Promise<unknown>][] = [
    [
      "a session",
      () =>
        owner.query("update session set revoked_at = now(), revoke_reason = 'TEST' where account_id = $1", [
          dealer.senior.id,
        ]),
    ],
    [
      "an employment",
      () =>
        owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = $1", [
          dealer.senior.id,
        ]),
    ],
    ["an account", () => owner.query("update pro_account set disabled_at = now() where id = $1", [dealer.senior.id])],
    ["an epoch", () => owner.query("update pro_account set epoch = epoch + 1 where id = $1", [dealer.senior.id])],
  ];

  test.each(revocations)("of %s", async (_what, revoke) => {
    const heard = await listenAs(dealer.senior);
    const witness = await listenAs(dealer.manager);
    await revoke();
    await activate();
    await hears(witness, "package.activated");
    await ends(heard);
    expect(heard.end).toBe("NO_ACCESS");
    expect(changesOf(heard)).toEqual([]);
  });

  test("a stream on which nothing happens ends within seconds too", async () => {
    const heard = await listenAs(dealer.senior);
    await owner.query("update session set revoked_at = now(), revoke_reason = 'TEST' where account_id = $1", [
      dealer.senior.id,
    ]);
    await ends(heard);
    expect(heard.end).toBe("NO_ACCESS");
  });

  test("a lower role hears less from its next message on", async () => {
    const heard = await listenAs(dealer.senior);
    await note("employee.joined");
    await hears(heard, "employee.joined");
    await owner.query("update employee set role = 'INSTALLER' where account_id = $1", [dealer.senior.id]);
    await note("employee.left");
    await activate();
    await hears(heard, "package.activated");
    expect(kindsOf(heard)).toEqual(["employee.joined", "package.activated"]);
  });
});

describe("a stream under trouble", () => {
  test("waits while the database cannot be asked, and loses nothing", async () => {
    const heard = await listenAs(dealer.manager);
    await activate();
    await hears(heard, "package.activated");
    for (let round = 0; round < 3; round++) {
      await db.app.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
      );
      await note("package.resumed");
    }
    await waitUntil("all three were heard", async () => changesOf(heard).length >= 4);
    expect(kindsOf(heard)).toEqual(["package.activated", ...Array(3).fill("package.resumed")]);
    expect(heard.isEnded).toBe(false);
  });

  test("of a client that takes nothing is let go", async () => {
    await signIn(dealer.manager);
    const stream = await openLiveStream({ side: "dealer", slug: dealer.slug }, null, stays);
    const witness = await listenAs(dealer.senior);
    for (let round = 1; round <= 20; round++) {
      await note("package.resumed", 40);
      await waitUntil("the witness has heard it", async () => changesOf(witness).length >= round * 40);
    }
    const late = await readEvents(stream);
    await ends(late);
    expect(late.end).toBeNull();
    expect(changesOf(late).length).toBeLessThan(20 * 40);
  });

  test("whoever left before it began, or leaves unread, holds no place in it", async () => {
    await signIn(dealer.installer);
    const place = { side: "dealer", slug: dealer.slug } as const;
    for (let visit = 0; visit < 13; visit++) {
      const stream = await openLiveStream(place, null, AbortSignal.abort());
      await expect(new Response(stream).text()).resolves.toBe("retry: 1000\n\n");
    }
    for (let visit = 0; visit < 13; visit++) {
      const visitor = new AbortController();
      await openLiveStream(place, null, visitor.signal);
      visitor.abort();
    }
    const { message } = await awaitLiveMessage(place, null, stays);
    const visitor = new AbortController();
    const waiting = awaitLiveMessage(place, message?.position ?? null, visitor.signal);
    visitor.abort();
    expect(await waiting).toMatchObject({ end: null });
    await (await listenAs(dealer.installer)).close();
  });

  test("a person may hold twelve, and no more", async () => {
    await signIn(dealer.owner);
    const open = async () => {
      const heard = await readEvents(await openLiveStream({ side: "dealer", slug: dealer.slug }, null, stays));
      opened.push(heard);
      return heard;
    };
    const streams = await Promise.all(Array.from({ length: 12 }, open));
    await expect(open()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await streams[0]?.close();
    await open();
  });
});

describe("signals", () => {
  const signalsOf = (heard: Listening) => heard.messages.flatMap(({ signals }) => signals);
  const ring = ({ id }: { id: string }) =>
    owner.query(
      `insert into notification (id, account_id, kind, data, href, group_key, at)
       values (gen_random_uuid(), $1, 'package.resumed', '{}', '/', $2, now())`,
      [id, randomUUID()],
    );

  test("a bell rings for its person alone, a clock for those who live by it", async () => {
    const senior = await listenAs(dealer.senior);
    const manager = await listenAs(dealer.manager);
    const other = await listenAs(stranger.manager, { dealer: stranger });
    await ring(dealer.senior);
    await waitUntil("the bell was heard", async () => signalsOf(senior).includes("bell"));
    await owner.query("update simulation_clock set offset_ms = offset_ms + 1000 where id = $1", [dealer.clockId]);
    await waitUntil("the clock was heard", async () => signalsOf(manager).includes("clock"));
    await waitUntil("the clock was heard", async () => signalsOf(senior).includes("clock"));
    expect(signalsOf(manager)).toEqual(["clock"]);
    expect(signalsOf(other)).toEqual([]);
  });

  test("a bell that rang between the drawing of a page and its listening is told once it listens, and no more", async () => {
    const open = await listenAs(dealer.senior);
    const { message } = await awaitLiveMessage({ side: "dealer", slug: dealer.slug }, null, stays);
    const drawn = message?.position ?? "";
    await ring(dealer.senior);
    await waitUntil("the bell was heard", async () => signalsOf(open).includes("bell"));
    const late = await listenAs(dealer.senior, { after: drawn });
    expect(late.messages[0]?.signals).toEqual(["bell"]);
    const again = await listenAs(dealer.senior, { after: late.ids[0] });
    const other = await listenAs(dealer.manager, { after: drawn });
    await note("company.updated");
    for (const heard of [again, other, late]) await hears(heard, "company.updated");
    expect([again, other, late].map(signalsOf)).toEqual([[], [], ["bell"]]);
  });

  test("a bell that rang before the process listened is told to whoever comes from before, first or later", async () => {
    const before = await listenAs(dealer.senior);
    await closeLive();
    await ring(dealer.senior);
    const first = await listenAs(dealer.senior, { after: before.ids.at(-1) });
    await waitUntil("the first one was told", async () => signalsOf(first).includes("bell"));
    const later = await listenAs(dealer.senior, { after: before.ids.at(-1) });
    expect(later.messages[0]?.signals).toEqual(["bell", "clock"]);
    const again = await listenAs(dealer.senior, { after: later.ids[0] });
    await note("company.updated");
    for (const heard of [first, later, again]) await hears(heard, "company.updated");
    expect([first, later, again].map(signalsOf)).toEqual([["bell", "clock"], ["bell", "clock"], []]);
  });
});

type Place = Parameters<typeof awaitLiveMessage>[0];

/** Waits for changes or the end. The clock that the sandbox was given just before may be heard first. */
async function awaitNews(place: Place, since: string | null) {
  for (let from = since; ; ) {
    const answer = await awaitLiveMessage(place, from, stays);
    if (answer.end || (answer.message?.changes.length ?? 0) > 0) return answer;
    from = answer.message?.position ?? from;
  }
}

describe("the fallback", () => {
  test("answers with the next message, and goes on from it", async () => {
    await signIn(dealer.manager);
    const place = { side: "dealer" as const, slug: dealer.slug };
    const { message } = await awaitLiveMessage(place, null, stays);
    if (!message) throw new Error("The first answer names a position.");
    const waiting = awaitNews(place, message.position);
    await activate();
    const next = await waiting;
    expect(next.message?.changes.map(({ kind }) => kind)).toEqual(["package.activated"]);
    await deactivate();
    const last = await awaitNews(place, next.message?.position ?? null);
    expect(last.message?.changes.map(({ kind }) => kind)).toEqual(["package.expiry_scheduled"]);
  });

  test("tells a person without rights so", async () => {
    await signIn(dealer.manager);
    const place = { side: "dealer" as const, slug: dealer.slug };
    const { message } = await awaitLiveMessage(place, null, stays);
    const waiting = awaitNews(place, message?.position ?? null);
    await waitUntil("the second one waits", async () => {
      const key = `liveByAccount:${dealer.manager.id}`;
      const { rows } = await owner.query("select from rate_limit where key = $1 and points > 1", [key]);
      return rows.length > 0;
    });
    await owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = $1", [
      dealer.manager.id,
    ]);
    expect(await waiting).toEqual({ message: null, end: "NO_ACCESS" });
  });
});
