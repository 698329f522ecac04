import type { NetworkFault } from "@/lib/domain/network-faults";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** A clock whose companies' network is looked at; null for companies that live by real time. */
export type ClockRef = string | null;

/** What keeps a SIM `s` in a hub `h` from hearing anything: no card that works, a hub without power, a standing fault. */
export const isDeaf = Prisma.sql`(s.hub_id is null or s.kind <> 'AJAX' or s.condition <> 'OK'
  or not (h.has_mains or h.battery_percent > 0)
  or exists (select from simulated_fault f where f.sim_id = s.id and f.kind = 'SIM_STUCK' and f.lifted_at is null)
  or exists (select from simulated_fault f where f.hub_id = s.hub_id and f.kind = 'HUB_SILENT' and f.lifted_at is null))`;

/** The standing faults of the network that SIM `s` of company `c` is in, as a list. */
const faultsOfSim = Prisma.sql`(select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind,
    'seed', coalesce((f.options ->> 'seed')::int, 1), 'seconds', coalesce((f.options ->> 'seconds')::int, 20),
    'percent', coalesce((f.options ->> 'percent')::int, 50), 'hasCommands', coalesce((f.options ->> 'hasCommands')::boolean, false))
    order by f.injected_at, f.id), '[]')
  from simulated_fault f where f.lifted_at is null and (f.sim_id = s.id or f.clock_id = c.clock_id)
    and (f.kind::text like 'REPORTS%' or f.kind::text like 'GATEWAY%'))`;

const never = new Date("9999-12-31T00:00:00Z");

/** A command that is to be sent, by whatever it meets on its way. */
export type Sendable = {
  simId: string;
  version: number;
  status: "ENABLED" | "DISABLED";
  attempts: number;
  isDeaf: boolean;
  faults: NetworkFault[];
};

/**
 * Locks commands of a clock's companies that no report has answered and whose turn it is at `at`, oldest first. Another
 * worker's are left to it.
 */
export async function lockSendable(tx: Transaction, clock: ClockRef, at: Date, limit: number): Promise<Sendable[]> {
  return tx.$queryRaw<Sendable[]>`
    select s.id as "simId", s.desired_version as version, s.desired_status::text as status, s.attempts,
      ${isDeaf} as "isDeaf", ${faultsOfSim} as faults
    from ajax_sim s join company c on c.id = s.company_id left join hub h on h.id = s.hub_id
    where s.reported_version < s.desired_version and (s.next_try_at is null or s.next_try_at <= ${at})
      and c.clock_id is not distinct from ${clock}::uuid
    order by s.next_try_at nulls first, s.desired_at, s.id limit ${limit} for no key update of s skip locked`;
}

/** When a command is sent again; null: only once something around its SIM has changed. */
export type Retry = { simId: string; attempts: number; nextTryAt: Date | null };

/** Sets how often cards were tried and when next, under the locks of {@link lockSendable}. */
export async function saveRetries(tx: Transaction, retries: readonly Retry[]): Promise<void> {
  if (retries.length === 0) return;
  const rows = retries.map(({ nextTryAt, ...retry }) => ({ ...retry, nextTryAt: nextTryAt ?? never }));
  await tx.$executeRaw`
    update ajax_sim s set attempts = n.attempts, next_try_at = n."nextTryAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n ("simId" uuid, attempts int, "nextTryAt" timestamptz)
    where s.id = n."simId"`;
}

/** A message on its way. A command carries what the SIM shall be; a report what it is, and the last command it heard. */
export type MessageRow = {
  direction: "COMMAND" | "REPORT";
  simId: string;
  version: number;
  status: "ENABLED" | "DISABLED";
  sentAt: Date;
  dueAt: Date;
};

/** Puts messages on their way, in the order given. */
export async function addMessages(tx: Transaction, messages: readonly MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.$executeRaw`
    insert into network_message (direction, sim_id, version, status, sent_at, due_at)
    select n.direction, n."simId", n.version, n.status, n."sentAt", n."dueAt"
    from rows from (jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as (direction "MessageDirection", "simId" uuid,
      version int, status "SimPower", "sentAt" timestamptz, "dueAt" timestamptz)) with ordinality as n
    order by n.ordinality`;
}

/** Which messages are taken: those that have arrived by `at`, but for those of some SIM cards. */
export type Arrivals = { clock: ClockRef; at: Date; limit: number; exceptSims: readonly string[] };

/** Takes messages off the network, in the order of their arrival. Another worker's are left to it. */
export async function takeMessages(tx: Transaction, arrivals: Arrivals): Promise<MessageRow[]> {
  const { clock, at, limit, exceptSims } = arrivals;
  return tx.$queryRaw<MessageRow[]>`
    with arrived as materialized (
      select m.id from network_message m join ajax_sim s on s.id = m.sim_id join company c on c.id = s.company_id
      where m.due_at <= ${at} and c.clock_id is not distinct from ${clock}::uuid
        and m.sim_id <> all(${[...exceptSims]}::uuid[])
      order by m.due_at, m.id limit ${limit} for update of m skip locked
    ), taken as (
      delete from network_message m using arrived a where m.id = a.id
      returning m.id, m.direction, m.sim_id, m.version, m.status, m.sent_at, m.due_at
    )
    select direction::text as direction, sim_id as "simId", version, status::text as status, sent_at as "sentAt",
      due_at as "dueAt" from taken order by due_at, id`;
}

/** A SIM as the network knows it. */
export type CardRow = {
  simId: string;
  hubKey: string | null;
  cardStatus: "ENABLED" | "DISABLED";
  cardVersion: number;
  isDeaf: boolean;
  faults: NetworkFault[];
};

/** Locks the hubs that SIM cards sit in, then the cards, and reads these. */
export async function lockCards(tx: Transaction, simIds: readonly string[]): Promise<CardRow[]> {
  const ids = [...new Set(simIds)];
  await tx.$executeRaw`
    select h.id from hub h where h.id in (select hub_id from ajax_sim where id = any(${ids}::uuid[]))
    order by h.id for no key update`;
  await tx.$executeRaw`select id from ajax_sim where id = any(${ids}::uuid[]) order by id for no key update`;
  return tx.$queryRaw<CardRow[]>`
    select s.id as "simId", s.hub_id as "hubKey", s.card_status::text as "cardStatus", s.card_version as "cardVersion",
      ${isDeaf} as "isDeaf", ${faultsOfSim} as faults
    from ajax_sim s join company c on c.id = s.company_id left join hub h on h.id = s.hub_id
    where s.id = any(${ids}::uuid[]) order by s.id`;
}

/** Writes what the cards themselves now are, whatever the portal wants or has heard of them. */
export async function saveCards(
  tx: Transaction,
  cards: readonly Pick<CardRow, "simId" | "cardStatus" | "cardVersion">[],
): Promise<void> {
  if (cards.length === 0) return;
  await tx.$executeRaw`
    update ajax_sim s set card_status = n."cardStatus", card_version = n."cardVersion"
    from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) as n ("simId" uuid, "cardStatus" "SimPower", "cardVersion" int)
    where s.id = n."simId"`;
}
