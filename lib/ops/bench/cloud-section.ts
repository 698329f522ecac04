import { elapsedMs } from "@/lib/clock";
import { demoApiKey } from "@/prisma/seed/homes";
import { Problem } from "../command";
import { type BenchApp, openApp } from "./bench-app";
import { type Bench, makeWorld, measureIn, runIn } from "./bench-world";
import { figure, median, percentile95, type Section } from "./figures";
import { type CloudBenchCaller, cloudMeasurement } from "./measure-cloud";

const fleetHubs = 600;
const requests = 1_000;
const rounds = 3;
const atOnce = 10;
/** A synchronization by a box: the list, the hub twice, its devices, each device, its groups. */
const syncRequests = 1 + 2 + 1 + 200 + 1;

const mostTimesBare = 2;
const mostDelayMs = 500;

/** Speed of the hub cloud: reads against a bare route handler, delivery with 500 linked boxes, a synchronization's burst. */
export async function benchCloud(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_cloud");
  await runIn(bench, world, "fleet", "--company", "kiwi", "--hubs", String(fleetHubs));
  const { pushMs, streamMs, lost, callers } = await measureIn(bench, world, cloudMeasurement);
  const app = await openApp(bench, world);
  return [await benchReads(app, callers), benchDelivery({ pushMs, streamMs, lost, boxes: callers.length })];
}

function benchDelivery(found: { pushMs: number[]; streamMs: number[]; lost: number; boxes: number }): Section {
  const { pushMs, streamMs, lost, boxes } = found;
  return {
    key: "cloud-delivery",
    title: `From a hub's event, committed, to its arrival, with ${boxes} linked boxes and open streams`,
    figures: [
      figure("push to the box, median", median(pushMs), "ms", mostDelayMs),
      figure("push to the box, 95 of 100", percentile95(pushMs), "ms"),
      figure("stream, median", median(streamMs), "ms", mostDelayMs),
      figure("stream, 95 of 100", percentile95(streamMs), "ms"),
      figure("not delivered", lost, "of them", 0),
    ],
  };
}

type PathOf = (caller: CloudBenchCaller) => string;

/** Reads by `atOnce` connections, each time as another user, since each has a limit of their own. Returns ms a request. */
async function readMany({ origin }: BenchApp, callers: CloudBenchCaller[], pathOf: PathOf): Promise<number> {
  let sent = 0;
  const begun = elapsedMs();
  const readOn = async () => {
    while (sent < requests) {
      const caller = callers[sent++ % callers.length];
      if (!caller) throw new Problem("There is nobody to read as.");
      const headers = { "x-api-key": demoApiKey, "x-session-token": caller.sessionToken };
      const answer = await fetch(`${origin}${pathOf(caller)}`, { headers });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Problem(`A read was answered with status ${answer.status}.`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readOn));
  return (elapsedMs() - begun) / requests;
}

/** Counts how many requests of a synchronization one user's limit lets through, sent as fast as they are answered. */
async function synchronize({ origin }: BenchApp, caller: CloudBenchCaller): Promise<number> {
  const headers = { "x-api-key": demoApiKey, "x-session-token": caller.sessionToken };
  let passed = 0;
  for (let sent = 0; sent < syncRequests; sent++) {
    const answer = await fetch(`${origin}/api/user/${caller.userId}/hubs/${caller.hubId}`, { headers });
    await answer.arrayBuffer();
    if (answer.status === 200) passed++;
  }
  return passed;
}

async function benchReads(app: BenchApp, callers: CloudBenchCaller[]): Promise<Section> {
  const [first, ...others] = callers;
  if (!first) throw new Problem("No user was added.");
  const paths: Record<"bare" | "hub" | "devices", PathOf> = {
    bare: () => "/api/bare",
    hub: ({ userId, hubId }) => `/api/user/${userId}/hubs/${hubId}`,
    devices: ({ userId, hubId }) => `/api/user/${userId}/hubs/${hubId}/devices`,
  };
  const times = { bare: [] as number[], hub: [] as number[], devices: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    for (const name of ["bare", "hub", "devices"] as const) {
      const ms = await readMany(app, others, paths[name]);
      if (round > 0) times[name].push(ms);
    }
  }
  const [bareMs, hubMs, devicesMs] = [median(times.bare), median(times.hub), median(times.devices)];
  const refused = syncRequests - (await synchronize(app, first));
  return {
    key: "cloud-reads",
    title: `Reads of the hub cloud by ${atOnce} connections against a route handler that does nothing, production build`,
    figures: [
      figure("bare route handler, time a request", bareMs, "ms"),
      figure("GET hub, time a request", hubMs, "ms"),
      figure("GET devices, time a request", devicesMs, "ms"),
      figure("GET hub to bare handler", hubMs / bareMs, "×", mostTimesBare),
      figure("GET devices to bare handler", devicesMs / bareMs, "×", mostTimesBare),
      figure(`refused of ${syncRequests} requests of a synchronization of 200 devices`, refused, "of them", 0),
    ],
  };
}
