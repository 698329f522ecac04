import { randomUUID } from "node:crypto";
import { hashToken } from "@/lib/auth/secret-token";
import { toDate } from "@/lib/clock";
import { deviceTypes } from "@/lib/domain/devices/registry";
import { env } from "@/lib/env";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { hashRelayAccount } from "@/lib/server/relay/relay-accounts";
import { relayApiKey } from "@/lib/server/relay/relay-key";
import { addEndUser } from "@/lib/server/store/cloud/accounts";
import { bindHub } from "@/lib/server/store/cloud/bindings";
import { addInvitation } from "@/lib/server/store/cloud/invitations";
import { addApiKey, addCompanyToken } from "@/lib/server/store/cloud/keys";
import { addRelayAccount } from "@/lib/server/store/relay/accounts";
import { demoApiKey, demoCompanyToken, demoHome, demoRelay, demoResidents } from "../homes";
import type { SeedHub } from "./hub-names";

type Homes = { hubs: SeedHub[]; passwordHash: string; now: Temporal.Instant };

/**
 * Lets people live with two hubs of the demo world, with the keys and accounts by which programs reach them. The first
 * hub is equipped as INTEGRATION 14 says.
 */
export async function settleHomes({ hubs, passwordHash, now }: Homes): Promise<void> {
  const hubOf = (hubId: string) => {
    const hub = hubs.find((each) => each.hubId === hubId);
    if (!hub) throw new Error(`The demo world has no hub ${hubId}.`);
    return hub;
  };
  const home = hubOf(demoHome.hubId);
  const at = toDate(now);
  await inSystemTransaction(async (tx) => {
    await equip(tx, home);
    for (const { hubId, ...person } of demoResidents) {
      const id = randomUUID();
      await addEndUser(tx, { ...person, id, passwordHash, locale: "en", createdAt: at });
      await bindHub(tx, { userId: id, hubKey: hubOf(hubId).key, role: "MASTER", at });
    }
    const inviter = `${demoResidents[0].firstName} ${demoResidents[0].lastName}`;
    const invitation = { hubKey: home.key, email: env().reportingAddress, invitedByName: inviter, at };
    await addInvitation(tx, { id: randomUUID(), ...invitation });
    await addKeys(tx, { companyId: home.companyId, at });
  });
}

async function addKeys(tx: Transaction, { companyId, at }: { companyId: string; at: Date }): Promise<void> {
  const keyOf = (key: string) => ({ keyHash: hashToken(key), lastFour: key.slice(-4), createdAt: at });
  await addApiKey(tx, { id: randomUUID(), name: "Demo integration", isRelay: false, ...keyOf(demoApiKey) });
  await addApiKey(tx, { id: randomUUID(), name: "Relay", isRelay: true, ...keyOf(relayApiKey()) });
  const lastFour = demoCompanyToken.slice(-4);
  const tokenHash = hashToken(demoCompanyToken);
  await addCompanyToken(tx, { id: randomUUID(), companyId, tokenHash, lastFour, createdAt: at });
  const headerHmac = hashRelayAccount(demoRelay);
  await addRelayAccount(tx, { id: randomUUID(), name: demoRelay.user, headerHmac, createdAt: at });
}

async function equip(tx: Transaction, { key, companyId }: SeedHub): Promise<void> {
  const place = { companyId, hubId: key };
  await tx.device.deleteMany({ where: { hubId: key } });
  await tx.room.deleteMany({ where: { hubId: key } });
  await tx.room.createMany({ data: demoHome.rooms.map((name, index) => ({ ...place, number: index + 1, name })) });
  await tx.hubGroup.createMany({ data: demoHome.groups.map((name, index) => ({ ...place, number: index + 1, name })) });
  const rooms = await tx.room.findMany({ where: { hubId: key } });
  const groups = await tx.hubGroup.findMany({ where: { hubId: key } });
  await tx.hub.update({
    where: { id: key },
    data: { groupsEnabled: true, state: "DISARMED_NIGHT_MODE_OFF", armPreventionMode: "PREVENT_ARMING" },
  });
  await tx.device.createMany({
    data: demoHome.devices.map(({ room, group, type, ...device }, index) => {
      const { fields, hasBattery, hasThermometer } = deviceTypes[type];
      return {
        ...place,
        ...device,
        type,
        fields,
        roomId: rooms.find(({ number }) => number === room)?.id ?? null,
        groupId: groups.find(({ number }) => number === group)?.id ?? null,
        batteryPercent: hasBattery ? 95 : null,
        temperature: hasThermometer ? 21 : null,
        nightModeArm: type === "DOOR_PROTECT",
        cmsDeviceIndex: index + 1,
      };
    }),
  });
}
