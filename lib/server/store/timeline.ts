import { z } from "zod";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { type FeedPayload, feedPayloads } from "../feed/kinds";
import type { CompanyId } from "../ids";

/** Something done to a hub. */
export type TimelineRow = {
  id: string;
  action: string;
  actorKind: "PERSON" | "JOB";
  actorName: string;
  origin: string;
  /** An end happens at its stored instant, whenever the job ran; whatever a person does happens when it is done. */
  happenedAt: Date;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

const happenedAt = Prisma.sql`case actor_kind when 'JOB' then effective_at else at end`;

/** A place in a hub's timeline. Within an instant acts stand above events, and each kind has ranks of its own. */
export type TimelinePlace = { at: Date; kind: "ACT" | "EVENT"; rank: bigint; id: string };

/** `cursor` is the last entry of the page before (or, for BACKWARD, the first of the page after). */
export type TimelineRequest = {
  cursor: TimelinePlace | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/**
 * Lists the places of a hub's timeline, newest first: what was done to it and what it told in one order, as far as the
 * company may see it. What is said of one thing within an instant keeps the order of its versions.
 */
export async function listTimelinePlaces(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  { cursor, direction, limit }: TimelineRequest,
): Promise<TimelinePlace[]> {
  const isForward = direction === "FORWARD";
  const way = isForward ? Prisma.sql`desc` : Prisma.sql`asc`;
  const order = Prisma.sql`at ${way}, kind ${way}, rank ${way}, id ${way}`;
  const beyond = cursor
    ? Prisma.sql`where (at, kind, rank, id) ${isForward ? Prisma.sql`<` : Prisma.sql`>`}
        (${cursor.at}::timestamptz, ${weightOf[cursor.kind]}::int, ${cursor.rank}::bigint, ${cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<{ at: Date; kind: number; rank: bigint; id: string }[]>`
    with acts as (
      select ${happenedAt} as at, ${weightOf.ACT}::int as kind, subject_version::bigint as rank, id from audit_entry
      where hub_id = ${hubKey}::uuid and (company_id = ${companyId}::uuid or counterpart_id = ${companyId}::uuid)
    ), events as (
      select at, ${weightOf.EVENT}::int as kind, seq as rank, id from outbox
      where hub_id = ${hubKey}::uuid and company_id = ${companyId}::uuid and kind = 'hub.event'
    ), page as (
      (select * from acts ${beyond} order by ${order} limit ${limit})
      union all
      (select * from events ${beyond} order by ${order} limit ${limit})
      order by ${order} limit ${limit}
    )
    select * from page order by at desc, kind desc, rank desc, id desc`;
  return rows.map((row) => ({ ...row, kind: row.kind === weightOf.ACT ? "ACT" : "EVENT" }));
}

const weightOf = { ACT: 1, EVENT: 0 } as const;

/** Reads some acts of a hub by their keys, in no order, as far as the company may see them. */
export async function loadHubActs(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  ids: readonly string[],
): Promise<TimelineRow[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<TimelineRow[]>`
    select id, action, actor_kind::text as "actorKind", actor_name as "actorName", origin,
      ${happenedAt} as "happenedAt", reason, before, after
    from audit_entry
    where id = any(${[...ids]}::uuid[]) and hub_id = ${hubKey}::uuid
      and (company_id = ${companyId}::uuid or counterpart_id = ${companyId}::uuid)`;
}

/** What those who look after a hub read of an event: its code, its groups' names, and whether its station has yet to hear. */
export type EventTrace = { code: string; groups: readonly string[]; isWaiting: boolean };

/** Something a hub told, as far as its timeline shows it; people of a home are shown no trace. */
export type HubEventRow = { id: string; at: Date; trace?: EventTrace } & Pick<
  FeedPayload<"hub.event">,
  "eventType" | "eventTag" | "transition" | "sourceObjectType" | "sourceObjectName" | "sourceRoomName"
>;

type EventRead = { id: string; at: Date; payload: unknown; isWaiting: boolean };

const eventColumns = Prisma.sql`id, at, payload,
  exists (select from station_message m where m.event_id = outbox.id) as "isWaiting"`;

/** Reads what a device of a hub felt, newest first, to the hub's own company alone. */
export async function listDeviceEvents(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  { limit, deviceId }: { limit: number; deviceId: string },
): Promise<HubEventRow[]> {
  const rows = await tx.$queryRaw<EventRead[]>`
    select ${eventColumns} from outbox
    where hub_id = ${hubKey}::uuid and company_id = ${companyId}::uuid and kind = 'hub.event'
      and payload ->> 'sourceObjectId' = ${deviceId}::text and payload ->> 'sourceObjectType' not in ('HUB', 'USER')
    order by at desc, seq desc limit ${limit}`;
  return rows.map(toEventRow);
}

/**
 * Reads some of what a hub told of itself, its devices and the people who armed it, by keys and in no order, to its own
 * company alone.
 */
export async function loadHubEvents(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  ids: readonly string[],
): Promise<HubEventRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<EventRead[]>`
    select ${eventColumns} from outbox
    where id = any(${[...ids]}::uuid[]) and hub_id = ${hubKey}::uuid and company_id = ${companyId}::uuid
      and kind = 'hub.event'`;
  return rows.map(toEventRow);
}

function toEventRow({ id, at, payload, isWaiting }: EventRead): HubEventRow {
  const event = feedPayloads["hub.event"].parse(payload);
  return { id, at, ...event, trace: { code: event.eventCode, groups: groupsOf(event), isWaiting } };
}

const groupDetail = z.object({ displayEventGroups: z.array(z.object({ groupName: z.string() })) });

function groupsOf({ additionalDataV2 }: FeedPayload<"hub.event">): string[] {
  return additionalDataV2
    .flatMap((detail) => groupDetail.safeParse(detail).data?.displayEventGroups ?? [])
    .map(({ groupName }) => groupName);
}
