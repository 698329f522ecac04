import type { Client } from "pg";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import { partId } from "@/lib/domain/live-hub";
import { demoApiKey, demoCompanyToken, demoHome, demoRelay, demoResidents } from "@/prisma/seed/homes";
import { demoAccounts, demoPassword } from "@/prisma/seed/people";
import { connect } from "../connect";

type Bound = { email: string; userId: string; hubId: string; role: string };
type Part = { kind: "GROUP" | "ROOM"; number: number; name: string };
type Installed = { deviceId: string; type: DeviceType; name: string };
type Company = { companyId: string; name: string; slug: string };

export type DemoKeys = Awaited<ReturnType<typeof readDemoKeys>>;

/**
 * Reads everything that a program needs to reach the demo world's hubs: base addresses, logins, keys and IDs, as they are
 * now. All of it is written down in the open, as the demo's password is. Source: INTEGRATION 14.
 */
export async function readDemoKeys(client: Client, origin: string) {
  const { hubId } = demoHome;
  const rowsOf = async <T extends object>(sql: string, value: unknown) => (await client.query<T>(sql, [value])).rows;
  const [company] = await rowsOf<Company>(
    `select c.id as "companyId", c.name, c.slug from hub h join company c on c.id = h.company_id
     where h.hub_id = $1 and h.released_at is null`,
    hubId,
  );
  const users = await rowsOf<Bound>(
    `select u.email::text as email, u.id as "userId", h.hub_id as "hubId", b.role
     from cloud.end_user u join cloud.hub_binding b on b.user_id = u.id
     join hub h on h.id = b.hub_id and h.released_at is null where u.email = any($1::citext[]) order by u.email, h.hub_id`,
    demoResidents.map(({ email }) => email),
  );
  const devices = await rowsOf<Installed>(
    `select d.device_id as "deviceId", d.type, d.name from device d join hub h on h.id = d.hub_id
     where h.hub_id = $1 and h.released_at is null order by d.device_id`,
    hubId,
  );
  const parts = await rowsOf<Part>(
    `select p.kind, p.number, p.name from hub h join (
       select 'GROUP' as kind, hub_id, number, name from hub_group union all select 'ROOM', hub_id, number, name from room
     ) p on p.hub_id = h.id where h.hub_id = $1 and h.released_at is null order by p.kind, p.number`,
    hubId,
  );
  const partsOf = (kind: Part["kind"]) =>
    parts.filter((part) => part.kind === kind).map(({ number, name }) => ({ id: partId(number), name }));
  return {
    api: `${origin}/api`,
    connect: `${origin}/connect`,
    password: demoPassword,
    users,
    proAccounts: demoAccounts.map(({ email }) => email),
    apiKey: demoApiKey,
    company: company ? { ...company, token: demoCompanyToken } : null,
    relay: demoRelay,
    hub: { hubId, groups: partsOf("GROUP"), rooms: partsOf("ROOM"), devices },
  };
}

/** As {@link readDemoKeys}, of a database by its address as an owner. */
export async function lookUpDemoKeys(ownerUrl: string, origin: string): Promise<DemoKeys> {
  const client = await connect(ownerUrl, "DATABASE_OWNER_URL");
  try {
    return await readDemoKeys(client, origin);
  } finally {
    await client.end();
  }
}

/** The same as lines of a table, for a person; people who sign in to the portal itself are left to others. */
export function describeDemoKeys({ api, connect, users, apiKey, company, relay, hub }: DemoKeys): string[] {
  const named = (parts: { id: string; name: string }[]) => parts.map(({ id, name }) => `${id} ${name}`).join(", ");
  const rows: [string, string][] = [
    ["API", api],
    ["API key", apiKey],
    ["Relay", `${connect}, account ${relay.user} / ${relay.password}`],
    ...users.map(({ email, userId, hubId, role }): [string, string] => [
      "User",
      `${email}, id ${userId}, ${role} of hub ${hubId}`,
    ]),
    ["Company", company ? `${company.name}, id ${company.companyId}, token ${company.token}` : "-"],
    ["Hub", `${hub.hubId}, groups ${named(hub.groups)}; rooms ${named(hub.rooms)}`],
    ...hub.devices.map(({ deviceId, type, name }): [string, string] => [
      "Device",
      `${deviceId}, ${deviceTypes[type]?.apiName ?? type}, ${name}`,
    ]),
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, text]) => `  ${what.padEnd(width)}  ${text}`);
}
