import "server-only";
import { toDate } from "@/lib/clock";
import { type SimReading, type SimSlot, type SlotWord, slotWord } from "@/lib/domain/sim-status";
import { type SimFilter, type SimListParams, simFilters } from "@/lib/schemas/sim-list";
import { type CompanyContext, inTransaction } from "../context";
import { requireActor } from "../gate";
import { countSimRows, listSimRows, type SimListRow } from "../store/sim-list";
import { readingOf } from "./hub-view";

const pageSize = 50;
/** SIM cards are counted up to here; beyond, the page says "more than". */
const countLimit = 1_000;

export type SimListItem = {
  iccid: string;
  word: SlotWord;
  reading: SimReading | null;
  /** Where it sits; null for a SIM in no hub. */
  place: { hubId: string; hubName: string; objectId: string; objectName: string; slot: SimSlot } | null;
  desiredStatus: "ENABLED" | "DISABLED" | null;
  reportedStatus: "ENABLED" | "DISABLED" | null;
  /** ISO text. */
  reportedAt: string | null;
  resellerName: string | null;
};

export type SimsPage = {
  viewer: { companyName: string; timeZone: string; now: string };
  counts: Record<SimFilter | "all", number>;
  countLimit: number;
  items: SimListItem[];
  previousCursor: string | null;
  nextCursor: string | null;
};

/** Reads one page of a company's SIM cards, and how many there are of each state. */
export async function getSimsPage(companySlug: string, params: SimListParams): Promise<SimsPage> {
  const given = await requireActor(companySlug, "object:view");
  return inTransaction(given, async (tx, ctx) => {
    const query = { state: params.state ?? null, search: params.q || null, now: toDate(ctx.now) };
    const isForward = !params.before;
    const cursor = params.before ?? params.after ?? null;
    const direction = isForward ? "FORWARD" : "BACKWARD";
    const rows = await listSimRows(tx, ctx.companyId, query, { cursor, direction, limit: pageSize + 1 });
    const hasMore = rows.length > pageSize;
    const shown = isForward ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const count = (state: SimFilter | null) => countSimRows(tx, ctx.companyId, { ...query, state }, countLimit + 1);
    const counts = { all: await count(null) } as SimsPage["counts"];
    for (const state of simFilters) counts[state] = await count(state);
    return {
      viewer: { companyName: ctx.companyName, timeZone: ctx.timeZone, now: ctx.now.toString() },
      counts,
      countLimit,
      items: shown.map((row) => toItem(row, ctx)),
      previousCursor: (isForward ? cursor !== null : hasMore) ? (shown.at(0)?.iccid ?? null) : null,
      nextCursor: (isForward ? hasMore : true) ? (shown.at(-1)?.iccid ?? null) : null,
    };
  });
}

function toItem(row: SimListRow, ctx: CompanyContext): SimListItem {
  const { iccid, slot, hubId, hubName, objectId, objectName } = row;
  const isPlaced = slot !== null && hubId !== null && hubName !== null && objectId !== null && objectName !== null;
  const isAjax = row.kind === "AJAX";
  return {
    iccid,
    word: slotWord({ ...row, slot: slot ?? 1 }),
    reading: isAjax && isPlaced ? readingOf({ ...row, slot }, row.onlineSince, ctx.now) : null,
    place: isPlaced ? { hubId, hubName, objectId, objectName, slot } : null,
    desiredStatus: isAjax ? row.desiredStatus : null,
    reportedStatus: row.reportedStatus,
    reportedAt: row.reportedAt?.toISOString() ?? null,
    resellerName: row.resellerName,
  };
}
