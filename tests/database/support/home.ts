import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { hashPassword } from "@/lib/auth/password";
import { hashToken } from "@/lib/auth/secret-token";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import { hashRelayAccount } from "@/lib/server/relay/relay-accounts";
import { relayApiKey } from "@/lib/server/relay/relay-key";
import { addDealer, addHub, type Dealer, type TestHub } from "./dealer";

export const homePassword = "lighthouse-meadow-27";
export const relayAccount = { user: "relay-user", password: "relay-password" };

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What a box sends to name the relay's account. */
export const relayHeader = createHash("sha512").update(`${relayAccount.user}:${relayAccount.password}`).digest("hex");

let verifier: Promise<string> | undefined;

/** The stored form of the tests' password, made once, since it takes its time. */
function storedPassword(): Promise<string> {
  verifier ??= hashPassword(homePassword);
  return verifier;
}

export type Resident = { id: string; email: string; name: string };

/** Adds somebody who lives with the given hubs. */
export async function addResident(
  owner: Client,
  hubs: readonly TestHub[],
  role: "MASTER" | "USER" = "MASTER",
): Promise<Resident> {
  const id = randomUUID();
  const email = `${id}@home.example`;
  await owner.query(
    `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
     values ($1, $2, 'Daryna', 'Melnychenko', $3, now())`,
    [id, email, await storedPassword()],
  );
  for (const { key } of hubs) {
    await owner.query("insert into cloud.hub_binding values ($1, $2, $3, now())", [id, key, role]);
  }
  return { id, email, name: "Daryna Melnychenko" };
}

/** Adds a PRO account with the tests' password. */
export async function addPro(owner: Client): Promise<string> {
  const email = `${randomUUID()}@pro.example`;
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values (gen_random_uuid(), $1, 'Pro', $2, now(), now())`,
    [email, await storedPassword()],
  );
  return email;
}

/** Makes a key of the cloud and returns it. */
export async function addKey(owner: Client, isRelay = false): Promise<string> {
  const key = isRelay ? relayApiKey() : randomBytes(32).toString("base64url");
  await owner.query(
    `insert into cloud.api_key (id, name, key_hash, last_four, is_relay, created_at)
     values (gen_random_uuid(), 'Test', $1, $2, $3, now())`,
    [hashToken(key), key.slice(-4), isRelay],
  );
  return key;
}

export async function addRelay(owner: Client): Promise<void> {
  await addKey(owner, true);
  await owner.query(
    "insert into relay.account (id, name, header_hmac, created_at) values (gen_random_uuid(), 'Box', $1, now())",
    [hashRelayAccount(relayAccount)],
  );
}

export async function addCompanyToken(owner: Client, companyId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await owner.query(
    `insert into cloud.company_token (id, company_id, token_hash, last_four, created_at)
     values (gen_random_uuid(), $1, $2, $3, now())`,
    [companyId, hashToken(token), token.slice(-4)],
  );
  return token;
}

export async function invite(owner: Client, hub: TestHub, email = "ajax@jeedom.com"): Promise<void> {
  await owner.query(
    `insert into cloud.hub_invitation (id, hub_id, email, invited_by_name, created_at)
     values (gen_random_uuid(), $1, $2, 'Daryna', now())`,
    [hub.key, email],
  );
}

export type HomeDevices = { door: string; motion: string; leak: string; socket: string };
export type Home = { dealer: Dealer; hub: TestHub; user: Resident; devices: HomeDevices };

/** Adds a device to a hub and returns its ID. */
export async function addDevice(
  owner: Client,
  hub: TestHub,
  { companyId, type, group = null }: { companyId: string; type: DeviceType; group?: number | null },
): Promise<string> {
  const deviceId = randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
  const { fields, hasThermometer, hasBattery, apiName } = deviceTypes[type];
  await owner.query(
    `insert into device (id, company_id, hub_id, device_id, type, name, room_id, group_id, battery_percent, temperature,
       cms_device_index, fields)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, (select id from room where hub_id = $2 and number = 1),
       (select id from hub_group where hub_id = $2 and number = $6), $7, $8,
       (select count(*) + 1 from device where hub_id = $2), $9)`,
    [companyId, hub.key, deviceId, type, apiName, group, hasBattery ? 100 : null, hasThermometer ? 21 : null, fields],
  );
  return deviceId;
}

/** A home with a door, a motion detector, a leak detector and a socket; with groups the first two are in one, the rest in another. */
export async function addHome(
  owner: Client,
  { hasGroups = false, dealer: given }: { hasGroups?: boolean; dealer?: Dealer } = {},
): Promise<Home> {
  const dealer = given ?? (await addDealer(owner));
  const hub = await addHub(owner, dealer);
  await owner.query(
    `update hub set has_ethernet = true, ethernet = '{"enabled":true,"ip":"192.168.1.20"}', groups_enabled = $2,
       state = (case when $2 then 'DISARMED_NIGHT_MODE_OFF' else 'DISARMED' end)::"HubArmingState" where id = $1`,
    [hub.key, hasGroups],
  );
  for (const number of [1, 2]) {
    await owner.query(
      "insert into room (id, company_id, hub_id, number, name) values (gen_random_uuid(), $1, $2, $3, $4)",
      [dealer.id, hub.key, number, `Room ${number}`],
    );
    if (hasGroups) {
      await owner.query(
        "insert into hub_group (id, company_id, hub_id, number, name) values (gen_random_uuid(), $1, $2, $3, $4)",
        [dealer.id, hub.key, number, `Group ${number}`],
      );
    }
  }
  const add = (type: DeviceType, group: number) =>
    addDevice(owner, hub, { companyId: dealer.id, type, group: hasGroups ? group : null });
  const devices = {
    door: await add("DOOR_PROTECT", 1),
    motion: await add("MOTION_PROTECT", 1),
    leak: await add("LEAKS_PROTECT", 2),
    socket: await add("SOCKET", 2),
  };
  return { dealer, hub, user: await addResident(owner, [hub]), devices };
}
