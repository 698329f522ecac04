import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { sealBoxKey } from "@/lib/auth/box-key";
import { hashToken } from "@/lib/auth/secret-token";
import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { pushUntil } from "@/lib/jobs/loops/push-loop";
import { closeDatabase } from "@/lib/server/close-database";
import { inSystemTransaction } from "@/lib/server/context";
import { closeUserStreams, presentPlace, userStreams } from "@/lib/server/feed/user-streams";
import { mintPair, refreshEnd } from "@/lib/server/services/home/mint-pair";
import { proveToken } from "@/lib/server/services/home/prove-token";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { addEndUser } from "@/lib/server/store/cloud/accounts";
import { bindHub } from "@/lib/server/store/cloud/bindings";
import { addInvitation } from "@/lib/server/store/cloud/invitations";
import { findApiKey } from "@/lib/server/store/cloud/keys";
import { keepLink } from "@/lib/server/store/relay/links";
import { demoApiKey } from "@/prisma/seed/homes";

const boxes = 500;
const events = 200;
/** Between two events; hubs tell as they please, and none waits for another's delivery. */
const eventPauseMs = 40;
const patienceMs = 30_000;

const callerSchema = z.object({ userId: z.string(), sessionToken: z.string(), hubId: z.string() });
export type CloudBenchCaller = z.infer<typeof callerSchema>;

const cloudSchema = z.object({
  pushMs: z.array(z.number()),
  streamMs: z.array(z.number()),
  lost: z.number(),
  callers: z.array(callerSchema),
});

/** How soon boxes and streams hear of an event, with so many linked; and users for those who read over HTTP. */
export const cloudMeasurement = { name: "cloud", answer: cloudSchema };

type Arrivals = Map<string, number>;

/** Listens as every box at once, and notes when each hub's panic button arrives. */
async function openBoxes(arrived: Arrivals): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      noteArrivals(arrived, Buffer.concat(chunks).toString());
      response.writeHead(200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function noteArrivals(arrived: Arrivals, text: string): void {
  for (const [, hubId] of text.matchAll(/"hubId":"([0-9A-F]{8})"/g)) {
    if (hubId && !arrived.has(hubId)) arrived.set(hubId, elapsedMs());
  }
}

/** Adds a user with a hub of the fleet, the reporting invitation, a box that signed in and is linked, and a token of a program. */
async function addCaller(hub: { key: string; hubId: string }, url: string, keyId: string): Promise<CloudBenchCaller> {
  const [userId, linkId] = [randomUUID(), randomUUID()];
  const now = realNow();
  const at = toDate(now);
  return inSystemTransaction(async (tx) => {
    const name = { firstName: "Bench", lastName: "User", passwordHash: "none", locale: null };
    await addEndUser(tx, { id: userId, email: `${userId}@bench.example`, ...name, createdAt: at });
    await bindHub(tx, { userId, hubKey: hub.key, role: "MASTER", at });
    const email = env().reportingAddress;
    await addInvitation(tx, { id: randomUUID(), hubKey: hub.key, email, invitedByName: "Bench", at });
    const rows = await tx.$queryRaw<{ id: string }[]>`select id from relay.account limit 1`;
    const accountId = rows[0]?.id ?? "";
    const session = { userId, keyId, predecessor: null, refreshExpiresAt: refreshEnd(now, { isStrong: false }), now };
    await mintPair(tx, { ...session, linkId });
    await keepLink(tx, { id: linkId, accountId, userId, url, boxKey: sealBoxKey("bench", linkId), at });
    const pair = await mintPair(tx, { ...session, linkId: null });
    return { userId, sessionToken: pair.sessionToken, hubId: hub.hubId };
  });
}

async function addCallers(url: string): Promise<CloudBenchCaller[]> {
  const { hubs, keyId } = await inSystemTransaction(async (tx) => ({
    hubs: await tx.$queryRaw<{ key: string; hubId: string }[]>`
      select h.id as key, h.hub_id as "hubId" from hub h join company c on c.id = h.company_id
      where c.slug = 'kiwi' and h.released_at is null and h.is_online order by h.hub_id limit ${boxes}`,
    keyId: (await findApiKey(tx, hashToken(demoApiKey), toDate(realNow())))?.id ?? "",
  }));
  const callers: CloudBenchCaller[] = [];
  for (const hub of hubs) callers.push(await addCaller(hub, url, keyId));
  return callers;
}

async function joinStreams(callers: readonly CloudBenchCaller[], arrived: Arrivals): Promise<void> {
  const place = await presentPlace();
  for (const { userId, sessionToken } of callers) {
    const { familyId } = await proveToken({ token: sessionToken, key: demoApiKey });
    const write = (text: string) => {
      noteArrivals(arrived, text);
      return true;
    };
    userStreams().join({ userId, familyId, place }, { write, close: () => undefined });
  }
}

const driver = { accountId: null, name: "Bench", requestId: "" };

/** Presses the panic button of one hub after the other. Returns when each was committed. */
async function pressButtons(callers: readonly CloudBenchCaller[]): Promise<Arrivals> {
  const committed: Arrivals = new Map();
  const act = { kind: "ORDER", command: "PANIC", groupNumber: null, ignoreProblems: false, userEmail: null } as const;
  for (const { hubId } of callers.slice(0, events)) {
    await driveSimulator(driver, { verb: "panic", hubId, deviceId: null, act });
    committed.set(hubId, elapsedMs());
    await pause(eventPauseMs);
  }
  return committed;
}

function delaysOf(committed: Arrivals, arrived: Arrivals): number[] {
  return [...committed].flatMap(([hubId, at]) => {
    const came = arrived.get(hubId);
    return came === undefined ? [] : [Math.max(0, came - at)];
  });
}

/** Links the boxes, lets their users listen, and times what hubs tell from its commit to its arrival, both ways at once. */
export async function measureCloud(): Promise<z.infer<typeof cloudSchema>> {
  const [pushed, streamed]: [Arrivals, Arrivals] = [new Map(), new Map()];
  const receiver = await openBoxes(pushed);
  const stop = new AbortController();
  try {
    const callers = await addCallers(receiver.url);
    await joinStreams(callers, streamed);
    const pushing = pushUntil(stop.signal);
    await pause(2_000);
    const committed = await pressButtons(callers);
    const isAllThere = () =>
      [pushed, streamed].every((arrived) => delaysOf(committed, arrived).length >= committed.size);
    for (const begun = elapsedMs(); !isAllThere() && elapsedMs() - begun < patienceMs; ) await pause(50);
    stop.abort();
    await pushing;
    const [pushMs, streamMs] = [delaysOf(committed, pushed), delaysOf(committed, streamed)];
    return { pushMs, streamMs, lost: 2 * committed.size - pushMs.length - streamMs.length, callers };
  } finally {
    stop.abort();
    await closeUserStreams();
    await receiver.close();
    await closeDatabase();
  }
}
