import "server-only";
import { toDate } from "@/lib/clock";
import { billingMonthOf, startOfMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import { effectiveState, isLive } from "@/lib/domain/package-lifecycle";
import { settledPackage } from "@/lib/domain/package-reading";
import { type SimReading, type SlotWord, slotWord } from "@/lib/domain/sim-status";
import { type ObjectListParams, parseCursor, printCursor } from "@/lib/schemas/object-list";
import { type CompanyContext, inTransaction } from "../context";
import { requireActor } from "../gate";
import { listSharedHubs, type SharedHub } from "../store/hub-access";
import { listInstallers, listPayers, type Named } from "../store/hub-filters";
import {
  countHubRows,
  countHubsByStatus,
  countHubsWithinReach,
  type HubCounts,
  type HubListFilter,
  type HubListRow,
  listHubRows,
  type RunFilter,
} from "../store/hub-list";
import { neverActivated } from "../store/hub-packages";
import { listNewEmptyObjects } from "../store/objects";
import { toPackageState } from "../store/package-columns";
import { readingOf, type ServiceView, toServiceView } from "./hub-view";

const pageSize = 50;
/** Matches are counted up to here; beyond, the page says "more than". */
export const countLimit = 1_000;

export type HubListItem = {
  hubId: string;
  name: string;
  objectId: string;
  objectName: string;
  address: string;
  isOnline: boolean;
  lastSeenAt: string | null;
  installerName: string | null;
  service: ServiceView;
  sim: { word: SlotWord; reading: SimReading | null };
};

export type ObjectsPage = {
  viewer: { companyName: string; companySlug: string; timeZone: string; now: string };
  counts: HubCounts & { all: number };
  items: HubListItem[];
  /** Null where no filter is set. */
  matches: number | null;
  previousCursor: string | null;
  nextCursor: string | null;
  resellers: Named[];
  installers: Named[];
  /** Newest objects that hold no hub yet, which the list of hubs cannot show. */
  emptyObjects: Named[];
  /** What other companies share with this one. */
  sharedHubs: SharedHub[];
};

/** Reads the objects page: counts per tile, one keyset page of hubs, and what can be filtered by. */
export async function getObjectsPage(companySlug: string, params: ObjectListParams): Promise<ObjectsPage> {
  const given = await requireActor(companySlug, "object:view");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const filter = toFilter(params, ctx);
    const direction = params.before ? "BACKWARD" : "FORWARD";
    const cursor = parseCursor(params.before ?? params.after, params.sort);
    const request = { sort: params.sort, isDescending: params.dir === "desc", cursor, direction, limit: pageSize + 1 };
    const rows = await listHubRows(tx, ctx.companyId, { filter, now }, { ...request, direction });
    const hasMore = rows.length > pageSize;
    const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const count = ctx.assignedOnly ? countHubsWithinReach : countHubsByStatus;
    const counts = await count(tx, ctx.companyId, now);
    return {
      viewer: {
        companyName: ctx.companyName,
        companySlug,
        timeZone: ctx.timeZone,
        now: ctx.now.toString(),
      },
      counts: { ...counts, all: counts.active + counts.activating + counts.expiring + counts.inactive },
      items: shown.map((row) => toItem(row, ctx)),
      matches: isFiltered(params) ? await countHubRows(tx, ctx.companyId, { filter, now }, countLimit + 1) : null,
      previousCursor: direction === "FORWARD" ? (cursor ? edge(shown[0]) : null) : hasMore ? edge(shown[0]) : null,
      nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
      resellers: await listPayers(tx, ctx.companyId),
      installers: await listInstallers(tx, ctx.companyId),
      sharedHubs: await listSharedHubs(tx, ctx.companyId),
      emptyObjects: await listNewEmptyObjects(tx, ctx.companyId),
    };
  });
}

function edge(row: HubListRow | undefined): string | null {
  return row ? printCursor({ value: row.sortValue, id: row.key }) : null;
}

function isFiltered(params: ObjectListParams): boolean {
  const { q, tile, reseller, installer, offline, sim, run, sort } = params;
  return Boolean(q || tile || reseller || installer || offline || sim || run) || sort === "ends";
}

function toFilter(params: ObjectListParams, ctx: CompanyContext): HubListFilter {
  const statuses = {
    "activation-required": "INACTIVE",
    activated: "ACTIVE",
    "expires-soon": "EXPIRING",
    activating: "ACTIVATING",
  } as const;
  return {
    search: params.q || null,
    status: params.tile ? statuses[params.tile] : null,
    resellerId: params.reseller ?? null,
    installerId: params.installer ?? null,
    isOffline: params.offline === "1",
    hasSimProblem: params.sim === "problem",
    run: params.run ? toRunFilter(params.run, ctx) : null,
    hasEnd: params.sort === "ends",
  };
}

/** The month is the present one of the company's zone. */
function toRunFilter(run: NonNullable<ObjectListParams["run"]>, { now, timeZone }: CompanyContext): RunFilter {
  const since = toDate(startOfMonth(billingMonthOf(now, timeZone), timeZone));
  const filters = {
    never: { kind: "NEVER" },
    started: { kind: "STARTED", since },
    ending: { kind: "ENDING", until: toDate(startOfNextMonth(now, timeZone)) },
    ended: { kind: "ENDED", since },
  } as const;
  return filters[run];
}

/** Reads the row's package as the jobs would have left it, but for its end, with who pays for it then. */
function toState({ connectionEndMonth, approvedMove, ...row }: HubListRow, now: Temporal.Instant) {
  if (!row.status) return { state: neverActivated, payer: null };
  const stored = toPackageState(row as Parameters<typeof toPackageState>[0]);
  const around = {
    connectionEnd: connectionEndMonth && { endMonth: connectionEndMonth, resellerName: row.resellerName ?? "" },
    approvedMove: approvedMove && { at: Temporal.Instant.from(approvedMove.at), resellerId: approvedMove.resellerId },
  };
  const state = settledPackage(stored, around, now);
  const hasMoved = isLive(state) && state.resellerId === approvedMove?.resellerId;
  return { state, payer: hasMoved ? approvedMove.resellerName : row.resellerName };
}

function toItem(row: HubListRow, ctx: CompanyContext): HubListItem {
  const { state: stored, payer } = toState(row, ctx.now);
  const facts = {
    now: ctx.now,
    isHubOnline: row.isOnline,
    companyZone: ctx.timeZone,
    resellerName: isLive(effectiveState(stored, ctx.now)) ? payer : null,
    managedBy: row.isRunByOther ? { name: null } : null,
  };
  return {
    hubId: row.hubId,
    name: row.name,
    objectId: row.objectId,
    objectName: row.objectName,
    address: row.address,
    isOnline: row.isOnline,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    installerName: row.installerName,
    service: toServiceView(stored, facts),
    sim: toSim(row, ctx.now),
  };
}

function toSim(row: HubListRow, now: Temporal.Instant): HubListItem["sim"] {
  if (!row.simKind || !row.simCondition || !row.desiredStatus) return { word: "NO_SIM", reading: null };
  const sim = {
    simId: "",
    slot: 1 as const,
    kind: row.simKind,
    condition: row.simCondition,
    isRetired: row.isSimRetired ?? false,
    isServingOtherHub: row.isSimElsewhere ?? false,
    isNumberKnown: true,
  };
  const columns = {
    slot: 1 as const,
    desiredStatus: row.desiredStatus,
    desiredVersion: row.desiredVersion ?? 0,
    desiredAt: row.desiredAt,
    reportedStatus: row.reportedStatus,
    reportedVersion: row.reportedVersion ?? 0,
    reportedAt: row.reportedAt,
  };
  return { word: slotWord(sim), reading: row.simKind === "AJAX" ? readingOf(columns, row.onlineSince, now) : null };
}
