import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import type { AuditChange } from "@/lib/domain/audit-changes";
import {
  actionAreas,
  actionsOf,
  type HistoryParams,
  parseHistoryCursor,
  printHistoryCursor,
} from "@/lib/schemas/history";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "../context";
import { requireActor } from "../gate";
import { takePoint } from "../limits";
import { type HistoryFilter, type HistoryRow, listEntriesAbout, listHistory, listPeople } from "../store/history";
import type { Named } from "../store/hub-filters";
import { mayRead, readChanges } from "./changes";
import { type PageViewer, toPageViewer } from "./hubs";

const pageSize = 50;
const exportChunk = 1_000;
/** Entries shown of one account. */
const runEntries = 200;

/** What an entry is about. `hubId` is as printed; `objectId` and names are there for what is the company's own. */
export type HistorySubject = Pick<
  HistoryRow,
  "hubId" | "hubName" | "objectId" | "objectName" | "personName" | "partnerName"
>;

/** One entry of the log. Instants are ISO text; values of changes are still to be put into the reader's words. */
export type HistoryEntry = Pick<
  HistoryRow,
  "id" | "action" | "actorKind" | "actorName" | "actorCompany" | "origin" | "reason"
> & {
  at: string;
  /** Null where the act took effect when it was done. */
  effectiveAt: string | null;
  subject: HistorySubject;
  changes: AuditChange[];
};

export type HistoryPage = {
  viewer: PageViewer;
  entries: HistoryEntry[];
  previousCursor: string | null;
  nextCursor: string | null;
  people: Named[];
  /** What the filter offers: each area with its actions. */
  acts: { area: string; actions: string[] }[];
};

/** Reads one page of a company's activity log, newest first. */
export async function getCompanyHistory(companySlug: string, params: HistoryParams): Promise<HistoryPage> {
  const given = await requireActor(companySlug, "history:view");
  return inTransaction(given, async (tx, ctx) => {
    const direction = params.before ? "BACKWARD" : "FORWARD";
    const place = parseHistoryCursor(params.before ?? params.after);
    const cursor = place && { at: new Date(place.at), id: place.id };
    const request = { filter: toFilter(params, ctx), cursor, limit: pageSize + 1 };
    const rows = await listHistory(tx, ctx.companyId, { ...request, direction });
    const hasMore = rows.length > pageSize;
    const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const isFirst = direction === "FORWARD" ? !cursor : !hasMore;
    return {
      viewer: toPageViewer(ctx),
      entries: await toHistoryEntries(tx, ctx, shown),
      previousCursor: isFirst ? null : edge(shown[0]),
      nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
      people: await listPeople(tx, ctx.companyId),
      acts: actionAreas.map((area) => ({ area, actions: actionsOf(area) })),
    };
  });
}

/** Reads what happened to some things of a company, newest first, in the transaction of their page. */
export async function readHistoryOf(
  tx: Transaction,
  ctx: CompanyContext,
  subjectIds: readonly string[],
): Promise<HistoryEntry[]> {
  return toHistoryEntries(tx, ctx, await listEntriesAbout(tx, ctx.companyId, subjectIds, pageSize));
}

/**
 * Reads what happened to runs of a dealer's hub as far as its reseller may know: not why, in the dealer's own words, nor
 * what was before the first of them.
 */
export async function readRunHistory(
  tx: Transaction,
  ctx: CompanyContext,
  runIds: readonly string[],
): Promise<HistoryEntry[]> {
  const rows = await listEntriesAbout(tx, ctx.companyId, runIds, runEntries);
  return toHistoryEntries(
    tx,
    ctx,
    rows.map((row) => ({ ...row, reason: null, before: row.action === "package.activated" ? null : row.before })),
  );
}

function edge(row: HistoryRow | undefined): string | null {
  return row ? printHistoryCursor({ at: row.at.toISOString(), id: row.id }) : null;
}

/** Days of the address are whole days of the company's zone, the last one included. */
function toFilter({ person, act, from, to }: HistoryParams, { timeZone }: CompanyContext): HistoryFilter {
  const startOf = (day: Temporal.PlainDate) => toDate(day.toZonedDateTime(timeZone).toInstant());
  return {
    actor: person === "job" ? { kind: "JOB" } : person ? { kind: "PERSON", id: person } : null,
    actions: act ? actionsOf(act) : null,
    from: from ? startOf(Temporal.PlainDate.from(from)) : null,
    until: to ? startOf(Temporal.PlainDate.from(to).add({ days: 1 })) : null,
  };
}

/** Turns rows of history into entries for a page, without the fields the reader may not see. */
export async function toHistoryEntries(
  tx: Transaction,
  ctx: CompanyContext,
  rows: readonly HistoryRow[],
): Promise<HistoryEntry[]> {
  const changes = await readChanges(tx, ctx, rows);
  return rows.map((row, index) => ({
    id: row.id,
    action: row.action,
    actorKind: row.actorKind,
    actorName: row.actorName,
    actorCompany: row.actorCompany,
    origin: row.origin,
    reason: row.reason,
    at: row.at.toISOString(),
    effectiveAt: row.effectiveAt.getTime() === row.at.getTime() ? null : row.effectiveAt.toISOString(),
    subject: toSubject(row),
    changes: changes[index] ?? [],
  }));
}

function toSubject({ hubId, hubName, objectId, objectName, personName, partnerName }: HistoryRow): HistorySubject {
  return { hubId, hubName, objectId, objectName, personName, partnerName };
}

/** Columns of the export in their order. The keys are a promise: programs read them. */
export const exportColumns = [
  "at",
  "effective_at",
  "recorded_at",
  "action",
  "actor",
  "actor_kind",
  "actor_company",
  "channel",
  "hub_id",
  "hub",
  "object",
  "person",
  "partner",
  "before",
  "after",
  "reason",
  "entry_id",
] as const;

export type ExportRow = Record<(typeof exportColumns)[number], string>;

/**
 * Opens the export of everything a filter matches, newest first, up to now. Takes one of the account's five exports an
 * hour; throws RATE_LIMITED beyond. Rows are read in pieces, and each piece asks anew whether the person may see it.
 */
export async function openHistoryExport(
  companySlug: string,
  params: HistoryParams,
): Promise<{ rows: AsyncGenerator<ExportRow>; day: string }> {
  const given = await requireActor(companySlug, "history:view");
  await takePoint("exportByAccount", given.account.id);
  const day = given.now.toZonedDateTimeISO(given.timeZone).toPlainDate().toString();
  return { rows: exportRows(given, toFilter(params, given)), day };
}

async function* exportRows(given: CompanyContext, filter: HistoryFilter): AsyncGenerator<ExportRow> {
  const end = toDate(given.now.add({ milliseconds: 1 }));
  const until = filter.until && filter.until < end ? filter.until : end;
  let cursor: { at: Date; id: string } | null = null;
  while (true) {
    const place = cursor;
    const rows: HistoryRow[] = await inTransaction(given, (tx, ctx) => {
      requirePermission(ctx, "history:view");
      const request = {
        filter: { ...filter, until },
        cursor: place,
        direction: "FORWARD",
        limit: exportChunk,
      } as const;
      return listHistory(tx, ctx.companyId, request);
    });
    for (const row of rows) yield toExportRow(row, given);
    const last = rows.at(-1);
    if (!last || rows.length < exportChunk) return;
    cursor = { at: last.at, id: last.id };
  }
}

function toExportRow(row: HistoryRow, ctx: CompanyContext): ExportRow {
  const zoned = (date: Date) => toInstant(date).toZonedDateTimeISO(ctx.timeZone).toString();
  return {
    at: zoned(row.at),
    effective_at: zoned(row.effectiveAt),
    recorded_at: zoned(row.recordedAt),
    action: row.action,
    actor: row.actorName,
    actor_kind: row.actorKind,
    actor_company: row.actorCompany ?? "",
    channel: row.origin,
    hub_id: row.hubId ?? "",
    hub: row.hubName ?? "",
    object: row.objectName ?? "",
    person: row.personName ?? "",
    partner: row.partnerName ?? "",
    before: printFields(row.before, ctx),
    after: printFields(row.after, ctx),
    reason: row.reason ?? "",
    entry_id: row.id,
  };
}

/** Prints a snapshot as `field=value; field=value`, with the names under which it is stored. */
function printFields(snapshot: HistoryRow["after"], ctx: CompanyContext): string {
  const readable = Object.entries(snapshot ?? {}).filter(([field]) => mayRead(ctx, field));
  const fields = readable.map(([field, value]) => {
    const text = value !== null && typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
    return `${field}=${text}`;
  });
  return fields.join("; ");
}
