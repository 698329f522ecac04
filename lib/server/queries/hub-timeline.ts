import "server-only";
import type { AuditChange } from "@/lib/domain/audit-changes";
import type { PlaceParams } from "@/lib/schemas/history";
import { parseTimelineCursor, printTimelineCursor } from "@/lib/schemas/timeline";
import type { CompanyContext, Transaction } from "../context";
import {
  type HubEventRow,
  listTimelinePlaces,
  loadHubActs,
  loadHubEvents,
  type TimelinePlace,
  type TimelineRow,
} from "../store/timeline";
import { readChanges } from "./changes";

const pageSize = 50;

/** Something done to the hub. */
export type TimelineEntry = Omit<TimelineRow, "happenedAt"> & { at: string; changes: AuditChange[] };

/** Something the hub told: itself, one of its devices, or a person who armed it. */
export type HubEventEntry = Omit<HubEventRow, "at"> & { at: string };

/** One page of a hub's timeline, newest first: `order` names acts and events by their keys as they follow each other. */
export type HubTimeline = {
  order: string[];
  acts: TimelineEntry[];
  events: HubEventEntry[];
  previousCursor: string | null;
  nextCursor: string | null;
};

/** Reads the page of a hub's timeline that the address asks for. */
export async function readHubTimeline(
  tx: Transaction,
  ctx: CompanyContext,
  hubKey: string,
  params: PlaceParams,
): Promise<HubTimeline> {
  const direction = params.before ? "BACKWARD" : "FORWARD";
  const cursor = parseTimelineCursor(params.before ?? params.after);
  const rows = await listTimelinePlaces(tx, ctx.companyId, hubKey, { cursor, direction, limit: pageSize + 1 });
  const hasMore = rows.length > pageSize;
  const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
  const isFirst = direction === "FORWARD" ? !cursor : !hasMore;
  const keysOf = (kind: TimelinePlace["kind"]) => shown.filter((place) => place.kind === kind).map(({ id }) => id);
  const acts = await loadHubActs(tx, ctx.companyId, hubKey, keysOf("ACT"));
  const changes = await readChanges(tx, ctx, acts);
  const events = await loadHubEvents(tx, ctx.companyId, hubKey, keysOf("EVENT"));
  return {
    order: shown.map(({ id }) => id),
    acts: acts.map(({ happenedAt, ...act }, index) => ({
      ...act,
      at: happenedAt.toISOString(),
      changes: changes[index] ?? [],
    })),
    events: events.map(toEventEntry),
    previousCursor: isFirst ? null : edge(shown[0]),
    nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
  };
}

function edge(place: TimelinePlace | undefined): string | null {
  return place ? printTimelineCursor(place) : null;
}

/** Shows a hub's event with its instant as ISO text. */
export function toEventEntry(event: HubEventRow): HubEventEntry {
  return { ...event, at: event.at.toISOString() };
}
