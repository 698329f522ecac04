import type { LiveSignal } from "@/lib/live/message";
import type { Position } from "@/lib/live/position";
import { Prisma } from "@/prisma/generated/client";

/** One fact of the outbox with the names pages know its hub by. */
export type Change = {
  id: string;
  kind: string;
  companyId: string;
  counterpartId: string | null;
  subjectId: string;
  /** The hub by its key inside, which stays its own; `hubId` is what is printed on it. */
  hubKey: string | null;
  hubId: string | null;
  objectId: string | null;
  xid: string;
};

/** What has become visible up to `position`. `hasGap` says that there was too much to read, and it was left out. */
export type ChangePage = { position: Position; changes: Change[]; hasGap: boolean };

/** The one row that {@link changesSince} gives. */
export type ChangeRow = { position: Position; seen: number; isKnown: boolean; changes: Change[] };

/** A batch of the month rollover is 2,000 facts; what was missed for hours is drawn anew instead. */
const mostChanges = 10_000;

/**
 * Selects every fact whose transaction ended after `since`, in order, with the position that reaches up to now: read one
 * after another, each fact comes once, and one that commits late is not missed (RELIABILITY I-27). `companyId` asks for
 * those of one company alone. Without `since` it gives the present position and no facts.
 */
export function changesSince(since: Position | null, companyId: string | null): Prisma.Sql {
  const xmin = since?.split(":")[0] ?? null;
  const ofCompany = companyId
    ? Prisma.sql`where s.company_id = ${companyId}::uuid or s.counterpart_id = ${companyId}::uuid`
    : Prisma.empty;
  return Prisma.sql`
    with seen as materialized (
      select o.id, o.kind, o.company_id, o.counterpart_id, o.subject_id, o.hub_id, o.xid, o.turn, o.seq from outbox o
      where o.xid >= ${xmin}::xid8 and not pg_visible_in_snapshot(o.xid, ${since}::pg_snapshot)
      order by o.turn, o.seq limit ${mostChanges + 1}
    )
    select pg_current_snapshot()::text as position, (select count(*)::int from seen) as seen,
      coalesce(pg_snapshot_xmax(${since}::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()), true) as "isKnown",
      (select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'companyId', s.company_id,
          'counterpartId', s.counterpart_id, 'subjectId', s.subject_id, 'hubKey', s.hub_id, 'hubId', h.hub_id,
          'objectId', x.object_id, 'xid', s.xid::text) order by s.turn, s.seq), '[]')
        from seen s left join hub h on h.id = s.hub_id
        left join hub_access x on x.company_id = s.company_id and x.hub_id = s.hub_id ${ofCompany}) as changes`;
}

/** Reads the row of {@link changesSince}. A position of another server, as after a restore, has a gap behind it. */
export function toChangePage({ position, seen, isKnown, changes }: ChangeRow): ChangePage {
  const hasGap = !isKnown || seen > mostChanges;
  return { position, changes: hasGap ? [] : changes, hasGap };
}

/** A signal of something beside the outbox, and whom it is for: accounts, or one clock. Null is everybody. */
export type Signal =
  | { name: Extract<LiveSignal, "bell">; accountIds: string[] | null }
  | { name: Extract<LiveSignal, "clock">; clockId: string | null }
  | { name: Extract<LiveSignal, "rollover"> };

/** Every signal at once, for everybody: for after a time in which none was heard. */
export const allSignals: readonly Signal[] = [
  { name: "bell", accountIds: null },
  { name: "clock", clockId: null },
  { name: "rollover" },
];

/** Reads a payload of the channel. Null for a plain hint to look into the outbox. */
export function parseSignal(payload: string): Signal | null {
  const [name, whom = ""] = payload.split(":");
  if (name === "bell") return { name, accountIds: whom === "*" ? null : whom.split(",") };
  if (name === "clock") return { name, clockId: whom };
  return name === "rollover" ? { name } : null;
}
