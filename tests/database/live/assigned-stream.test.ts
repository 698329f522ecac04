import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cookieName } from "@/lib/auth/cookie";
import { realNow } from "@/lib/clock";
import { openLiveStream } from "@/lib/server/queries/live";
import { setAssignedOnly } from "@/lib/server/services/companies/set-assigned-only";
import { assignObject } from "@/lib/server/services/objects/assign-object";
import { employeeRefOf } from "../employees/people";
import { addHub, contextOf, type Person, type TestHub } from "../support/dealer";
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
let hub: TestHub;
let other: TestHub;
const opened: Listening[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});

beforeEach(async () => {
  dealer = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  hub = await addHub(owner, dealer);
  other = await addHub(owner, dealer);
});

afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  await db.close();
});

/** Opens a stream as one of the dealer's. */
async function listenAs(person: Person, after: string | null = null): Promise<Listening> {
  request.cookies.set(cookieName(), await sessionCookie(person));
  const place = { side: "dealer" as const, slug: dealer.slug };
  const heard = await readEvents(await openLiveStream(place, after, new AbortController().signal));
  opened.push(heard);
  return heard;
}

describe("an installer who reaches assigned objects only", () => {
  const hubsOf = (heard: Listening) => changesOf(heard).flatMap(({ hub: printed }) => printed ?? []);
  const hearsOf = (heard: Listening, { hubId }: TestHub) =>
    waitUntil("the hub was heard of", async () => hubsOf(heard).includes(hubId));
  const gapsOf = ({ messages }: Listening) => messages.filter(({ hasGap }) => hasGap).length;
  const narrow = (isAssignedOnly: boolean) => setAssignedOnly(contextOf(dealer, dealer.owner), { isAssignedOnly });

  async function assign({ objectId }: TestHub, to: Person | null): Promise<void> {
    const employeeId = to && (await employeeRefOf(owner, dealer, to.id)).employeeId;
    await assignObject(contextOf(dealer, dealer.manager), { objectId, employeeId });
  }

  /** Writes a fact of a hub as a service would. */
  const tellOf = (which: TestHub) =>
    owner.query(
      `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
       values (gen_random_uuid(), 'package.resumed', $1, gen_random_uuid(), $2, gen_random_uuid()::text, '{}', now())`,
      [dealer.id, which.key],
    );

  /** Waits until a change has come to somebody who hears of everything. */
  const isTold = async (which: TestHub) => {
    const witness = await listenAs(dealer.manager);
    await tellOf(which);
    await hearsOf(witness, which);
    await witness.close();
  };

  test("hears of the own objects, and not that anything happens in a colleague's", async () => {
    await owner.query("update employee set role = 'INSTALLER' where account_id = $1", [dealer.senior.id]);
    await narrow(true);
    await assign(hub, dealer.installer);
    await assign(other, dealer.senior);
    const before = (await listenAs(dealer.installer)).ids.at(-1);
    const mine = await listenAs(dealer.installer);
    const theirs = await listenAs(dealer.senior);
    await tellOf(hub);
    await tellOf(other);
    await hearsOf(mine, hub);
    await hearsOf(theirs, other);
    const late = await listenAs(dealer.installer, before);
    await tellOf(hub);
    await waitUntil("the second one was heard", async () => changesOf(mine).length > 1 && changesOf(late).length > 1);
    expect(changesOf(mine).map(({ hub: printed }) => printed)).toEqual([hub.hubId, hub.hubId]);
    expect(changesOf(late).map(({ hub: printed }) => printed)).toEqual([hub.hubId, hub.hubId]);
    expect(changesOf(theirs).map(({ hub: printed }) => printed)).toEqual([other.hubId]);
  });

  test("hears more and less while the page is open, as objects are assigned and the company decides", async () => {
    const heard = await listenAs(dealer.installer);
    await tellOf(other);
    await hearsOf(heard, other);
    await narrow(true);
    await isTold(other);
    await waitUntil("that the reach is another was told", async () => gapsOf(heard) === 1);

    await assign(hub, dealer.installer);
    await tellOf(hub);
    await hearsOf(heard, hub);
    expect(gapsOf(heard)).toBe(2);
    await assign(hub, null);
    await isTold(hub);
    await waitUntil("that the reach is another was told", async () => gapsOf(heard) === 3);
    expect(hubsOf(heard)).toEqual([other.hubId, hub.hubId]);

    await narrow(false);
    await tellOf(other);
    await waitUntil("it was heard again", async () => hubsOf(heard).length > 2);
    expect(hubsOf(heard)).toEqual([other.hubId, hub.hubId, other.hubId]);
  });
});
