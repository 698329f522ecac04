import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cookieName } from "@/lib/auth/cookie";
import { realNow } from "@/lib/clock";
import { ensureOwnedDatabase, loginName, ownerName } from "@/lib/ops/demo-database";
import { type LocalPostgres, localUrl, startLocalPostgres } from "@/lib/ops/local-postgres";
import { addressFor, setUpDatabase } from "@/lib/ops/set-up-database";
import { closeDatabase } from "@/lib/server/close-database";
import { closeLive } from "@/lib/server/feed/stream";
import { closeLimits } from "@/lib/server/limits";
import { openLiveStream } from "@/lib/server/queries/live";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { addHub, addOffer, contextOf, refOf } from "../support/dealer";
import { addSandbox } from "../support/fleet";
import { stubPortal } from "../support/open";
import { sessionCookie } from "../support/session-cookie";
import { waitUntil } from "../support/wait-until";
import { changesOf, type Listening, readEvents } from "./event-stream";

const request = vi.hoisted(() => ({ cookies: new Map<string, string>() }));

vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ value: request.cookies.get(name) }) }),
  headers: async () => new Headers(),
}));

const database = "restarted";
const password = "a password of the tests";
const folder = mkdtempSync(join(tmpdir(), "portal-restart-"));
const options = { folder, superuserPassword: password, isDurable: true };
const opened: Listening[] = [];

let server: LocalPostgres;
let ownerUrl: string;
let owner: Client;

async function openOwner(): Promise<void> {
  owner = new Client({ connectionString: ownerUrl });
  owner.on("error", () => undefined);
  await owner.connect();
}

beforeAll(async () => {
  server = await startLocalPostgres({ ...options, isFresh: true });
  const superuser = new Client({
    connectionString: localUrl(server.port, "postgres", { name: "postgres", password: encodeURIComponent(password) }),
  });
  await superuser.connect();
  await ensureOwnedDatabase(superuser, database, password);
  await superuser.end();
  ownerUrl = localUrl(server.port, database, { name: ownerName, password: encodeURIComponent(password) });
  const login = { name: loginName(database), password };
  await setUpDatabase(ownerUrl, login);
  stubPortal({ appUrl: addressFor(ownerUrl, login), ownerUrl });
  await openOwner();
  await addOffer(owner);
});

afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  await closeLive();
  await Promise.all([owner.end(), closeDatabase(), closeLimits()]);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function listenAs(person: { id: string }, slug: string, after: string | null): Promise<Listening> {
  request.cookies.set(cookieName(), await sessionCookie(person));
  const heard = await readEvents(await openLiveStream({ side: "dealer", slug }, after, new AbortController().signal));
  opened.push(heard);
  return heard;
}

const kindsOf = (heard: Listening) => changesOf(heard).map(({ kind }) => kind);

test("the whole server restarts under an open page: it goes on, and misses and repeats nothing", async () => {
  const dealer = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  const hub = await addHub(owner, dealer);
  const stays = await listenAs(dealer.manager, dealer.slug, null);
  const comesBack = await listenAs(dealer.senior, dealer.slug, null);

  const activated = await activatePackage(contextOf(dealer, dealer.manager), {
    ...(await refOf(owner, hub)),
    offerCode: "AJAX_SIM",
  });
  expect(activated.ok).toBe(true);
  for (const heard of [stays, comesBack])
    await waitUntil("the activation was heard", async () => kindsOf(heard).includes("package.activated"));
  const before = kindsOf(stays);
  const lastId = comesBack.ids.at(-1) ?? null;
  await comesBack.close();

  await server.stop();
  const { port } = server;
  server = await startLocalPostgres({ ...options, isFresh: false });
  expect(server.port).toBe(port);
  await openOwner();

  const deactivated = await deactivatePackage(contextOf(dealer, dealer.manager), await refOf(owner, hub));
  expect(deactivated.ok).toBe(true);
  await waitUntil("the end was heard", async () => kindsOf(stays).includes("package.expiry_scheduled"));
  const since = kindsOf(stays).slice(before.length);
  expect(kindsOf(stays).slice(0, before.length)).toEqual(before);
  expect(since.filter((kind) => kind === "package.expiry_scheduled")).toHaveLength(1);
  expect(stays.isEnded).toBe(false);

  const back = await listenAs(dealer.senior, dealer.slug, lastId);
  await waitUntil("the end was heard on coming back", async () => kindsOf(back).includes("package.expiry_scheduled"));
  expect(kindsOf(back)).toEqual(since);
});
