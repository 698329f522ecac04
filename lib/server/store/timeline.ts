import { z } from "zod";
import type { Transaction } from "../context";
import { type FeedPayload, feedPayloads } from "../feed/kinds";
import type { CompanyId } from "../ids";

export type TimelineRow = {
  id: string;
  action: string;
  actorKind: "PERSON" | "JOB";
  actorName: string;
  origin: string;
  at: Date;
  effectiveAt: Date;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** Reads what happened on a hub, newest first, as far as the company may see it. */
export async function listHubTimeline(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  limit: number,
): Promise<TimelineRow[]> {
  return tx.$queryRaw<TimelineRow[]>`
    select id, action, actor_kind::text as "actorKind", actor_name as "actorName", origin, at,
      effective_at as "effectiveAt", reason, before, after
    from audit_entry
    where hub_id = ${hubKey}::uuid and (company_id = ${companyId}::uuid or counterpart_id = ${companyId}::uuid)
    order by at desc, subject_version desc, recorded_at desc limit ${limit}`;
}

/** What those who look after a hub read of an event: its code, its groups' names, and whether its station has yet to hear. */
export type EventTrace = { code: string; groups: readonly string[]; isWaiting: boolean };

/** Something a hub told, as far as its timeline shows it; people of a home are shown no trace. */
export type HubEventRow = { id: string; at: Date; trace?: EventTrace } & Pick<
  FeedPayload<"hub.event">,
  "eventType" | "eventTag" | "transition" | "sourceObjectType" | "sourceObjectName" | "sourceRoomName"
>;

/**
 * Reads what a hub told of itself, its devices and the people who armed it, newest first, to its own company alone; with
 * a device, what that device felt.
 */
export async function listHubEvents(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  { limit, deviceId = null }: { limit: number; deviceId?: string | null },
): Promise<HubEventRow[]> {
  const rows = await tx.$queryRaw<{ id: string; at: Date; payload: unknown; isWaiting: boolean }[]>`
    select id, at, payload, exists (select from station_message m where m.event_id = outbox.id) as "isWaiting" from outbox
    where hub_id = ${hubKey}::uuid and company_id = ${companyId}::uuid and kind = 'hub.event'
      and (${deviceId}::text is null or (payload ->> 'sourceObjectId' = ${deviceId}::text
        and payload ->> 'sourceObjectType' not in ('HUB', 'USER')))
    order by turn desc, seq desc limit ${limit}`;
  return rows.map(({ id, at, payload, isWaiting }) => {
    const event = feedPayloads["hub.event"].parse(payload);
    return { id, at, ...event, trace: { code: event.eventCode, groups: groupsOf(event), isWaiting } };
  });
}

const groupDetail = z.object({ displayEventGroups: z.array(z.object({ groupName: z.string() })) });

function groupsOf({ additionalDataV2 }: FeedPayload<"hub.event">): string[] {
  return additionalDataV2
    .flatMap((detail) => groupDetail.safeParse(detail).data?.displayEventGroups ?? [])
    .map(({ groupName }) => groupName);
}
