import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoApiKey, demoHome, demoRelay, demoResidents } from "@/prisma/seed/homes";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addKey, addRelay, type Home, homePassword } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

/** The parts of the guide that a reader runs, in their order; the first says what a demo has. */
const [settings = "", ...steps] = [
  ...readFileSync("docs/integration.md", "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map((found) => found[1] ?? "");

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  home = await addHome(owner);
  await addRelay(owner);
});

afterAll(async () => {
  await server.close();
  await db.close();
});

test("the guide names what the demo world has", () => {
  const named = Object.fromEntries(
    settings
      .trim()
      .split("\n")
      .map((line) => line.split("=")),
  );
  expect(named).toMatchObject({
    API_KEY: demoApiKey,
    EMAIL: demoResidents[0].email,
    PASSWORD: homePassword,
    HUB: demoHome.hubId,
    RELAY: `${demoRelay.user}:${demoRelay.password}`,
  });
  const guide = readFileSync("docs/integration.md", "utf8");
  expect(guide).toContain(demoResidents[1].email);
  expect(guide).toContain(demoResidents[1].hubId);
  expect(guide).toContain(String(demoHome.devices[0]?.deviceId));
});

test("every command of the guide runs as it stands, and does what it says", async () => {
  const own = {
    PORTAL: server.origin,
    API_KEY: await addKey(owner),
    EMAIL: home.user.email,
    PASSWORD: homePassword,
    HUB: home.hub.hubId,
    RELAY: `${demoRelay.user}:${demoRelay.password}`,
  };
  const script = Object.entries(own).map(([name, value]) => `${name}='${value}'`);
  const { stdout } = await promisify(execFile)("sh", ["-ec", [...script, ...steps].join("\n")]);
  expect(steps).toHaveLength(6);
  expect(stdout).toContain(`"hubId":"${home.hub.hubId}"`);
  expect(stdout).toContain(home.devices.door);
  const { rows } = await owner.query<{ url: string }>("select url from relay.link where user_id = $1", [home.user.id]);
  expect(rows).toEqual([{ url: "https://box.example" }]);
  const { rows: told } = await owner.query<{ tag: string }>(
    `select payload ->> 'eventTag' as tag from outbox where hub_id = $1 and kind = 'hub.event' order by xid, seq`,
    [home.hub.key],
  );
  expect(told.map(({ tag }) => tag)).toEqual(["Arm", "Disarm"]);
});
