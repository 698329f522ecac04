import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { main } from "@/lib/ops/sim";
import { demoApiKey, demoHome, demoRelay, demoResidents } from "@/prisma/seed/homes";
import { demoAccounts, demoPassword } from "@/prisma/seed/people";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => db.close());

test("reset makes the demo world afresh, in every schema, and show tells what opens it", async () => {
  let output = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += String(text);
    return true;
  });
  await db.owner.query(
    `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
     values (gen_random_uuid(), 'left@home.example', 'Left', 'Over', 'x', now())`,
  );
  expect(await main({ args: ["reset", "--yes", "--json"] })).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ ok: true, verb: "reset", changed: true });
  const { rows } = await db.owner.query<{ homes: string[]; accounts: number }>(
    `select array(select email::text from cloud.end_user order by 1) as homes,
       (select count(*)::int from pro_account) as accounts`,
  );
  expect(rows).toEqual([{ homes: demoResidents.map(({ email }) => email).sort(), accounts: demoAccounts.length }]);

  output = "";
  expect(await main({ args: ["show", "--json"] })).toBe(0);
  const { demo } = JSON.parse(output);
  const { rows: known } = await db.owner.query(
    `select t.company_id as "companyId", array(select u.id from cloud.end_user u order by u.email) as users,
       array(select d.device_id from device d where d.hub_id = h.id order by 1) as devices
     from hub h join cloud.company_token t on t.company_id = h.company_id and t.token_hash = $2 where h.hub_id = $1`,
    [demoHome.hubId, hashToken(demo.company.token)],
  );
  const userIds = demo.users.map(({ userId }: { userId: string }) => userId);
  const deviceIds = demo.hub.devices.map(({ deviceId }: { deviceId: string }) => deviceId);
  expect(known).toEqual([{ companyId: demo.company.companyId, users: userIds, devices: deviceIds }]);
  expect(deviceIds).toEqual(demoHome.devices.map(({ deviceId }) => deviceId));
  expect(demo).toMatchObject({
    users: [{ hubId: demoHome.hubId, role: "MASTER" }, { role: "MASTER" }],
    apiKey: demoApiKey,
    relay: demoRelay,
    hub: { groups: [{ id: "00000001", name: "Shop" }, { id: "00000002" }], rooms: [{ id: "00000001" }, {}] },
  });
  output = "";
  expect(await main({ args: ["show"] })).toBe(0);
  const words = [demoApiKey, demo.company.companyId, demo.company.token, demoRelay.password, demoPassword];
  for (const word of [...words, ...userIds, ...deviceIds]) expect(output).toContain(word);
});
