import "server-only";
import { type BillingMonth, nextMonth } from "@/lib/domain/billing-month";
import { can } from "@/lib/domain/permissions";
import {
  type ConnectionState,
  effectiveConnection,
  endMonthsFrom,
  endOfMonth,
  mayKeep,
} from "@/lib/domain/reseller-connection";
import type { CompanySide } from "@/lib/domain/roles";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor, requireResellerActor } from "../gate";
import { readLastEnd } from "../store/connection-closing";
import { countByZone, countPlannedMoves } from "../store/connection-packages";
import { type Connection, loadConnection } from "../store/connections";

/** Hubs of one zone with the instant at which a connection's last month is over for them. Instants are ISO text. */
export type ZoneEndView = { zone: string; hubs: number; endEarlier: number; endsAt: string };

export type MonthOption = { month: BillingMonth; endsAt: string };

/** Where the end of a connection stands, for either side of it, and what each of its acts would do. */
export type ConnectionEndView = {
  connectionId: string;
  version: number;
  side: CompanySide;
  companySlug: string;
  dealer: string;
  reseller: string;
  /** The own company, and the other one. */
  own: string;
  other: string;
  status: ConnectionState["status"];
  zone: string;
  ownZone: string;
  /** The agreed end; null where none is. */
  endsAt: string | null;
  daysLeft: number | null;
  endedBy: { name: string; company: string } | null;
  liveHubs: number;
  /** By the agreed month, or by the one that is asked about. */
  zones: ZoneEndView[];
  moves: { arriving: number; leaving: number };
  months: MonthOption[];
  chosen: MonthOption;
  proposal: { month: BillingMonth; endsAt: string; byName: string; at: string } | null;
  may: { end: boolean; propose: boolean; keep: boolean; move: boolean };
};

/**
 * Reads where the end of a connection stands. `month` is the last month that is asked about; another one than those that
 * can be chosen counts as the first of them. Throws NOT_FOUND for a stranger's connection.
 */
export async function getConnectionEnd(
  side: CompanySide,
  slug: string,
  { connectionId, month }: { connectionId: string; month?: BillingMonth | undefined },
): Promise<ConnectionEndView> {
  const prove = side === "dealer" ? requireActor : requireResellerActor;
  const given = await prove(slug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const connection = await loadConnection(tx, ctx, connectionId);
    return toView(tx, ctx, { connection, month });
  });
}

type Asked = { connection: Connection; month: BillingMonth | undefined };

async function toView(tx: Transaction, ctx: CompanyContext, { connection, month }: Asked): Promise<ConnectionEndView> {
  const { dealer, reseller, zone, liveHubs, proposal } = connection;
  const isDealer = ctx.side === "dealer";
  const [own, other] = isDealer ? [dealer, reseller] : [reseller, dealer];
  const facts = { zone, liveHubs, counterpart: other.name };
  const lastEndAt = connection.state.status === "ENDING" ? await readLastEnd(tx, connection.id) : null;
  const state = effectiveConnection(connection.state, facts, ctx.now, lastEndAt);
  const months = monthsOf(ctx.now, facts);
  const first = months[0] ?? optionOf(connection.endMonth ?? "2000-01", zone);
  const chosen = months.find((option) => option.month === month) ?? first;
  const endMonth = state.status === "ENDING" ? state.endMonth : null;
  const zones = await countByZone(tx, connection.id);
  const isOwnAct = state.status === "ENDING" && state.endingCompanyId === own.companyId;
  return {
    connectionId: connection.id,
    version: connection.version,
    side: ctx.side,
    companySlug: ctx.companySlug,
    dealer: dealer.name,
    reseller: reseller.name,
    own: own.name,
    other: other.name,
    status: state.status,
    zone,
    ownZone: ctx.account.timeZone ?? zone,
    endsAt: endMonth && endOfMonth(endMonth, zone).toString(),
    daysLeft: endMonth && daysUntil(ctx.now, endOfMonth(endMonth, zone)),
    endedBy: connection.endingByName
      ? { name: connection.endingByName, company: isOwnAct ? own.name : other.name }
      : null,
    liveHubs,
    zones: zones.map((row) => ({ ...row, endsAt: endOfMonth(endMonth ?? chosen.month, row.zone).toString() })),
    moves: await countPlannedMoves(tx, connection.id),
    months,
    chosen,
    proposal:
      proposal?.companyId === own.companyId
        ? { ...optionOf(proposal.month, zone), byName: proposal.byName, at: proposal.at.toString() }
        : null,
    may: {
      end: can(ctx, "connection:end"),
      propose: can(ctx, "connection:propose-end"),
      keep: can(ctx, "connection:end") && mayKeep(state, own.companyId),
      move: can(ctx, "package:move"),
    },
  };
}

function monthsOf(now: Temporal.Instant, facts: { zone: string; liveHubs: number }): MonthOption[] {
  const { first, last } = endMonthsFrom(now, facts);
  const months: MonthOption[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(optionOf(month, facts.zone));
  return months;
}

function optionOf(month: BillingMonth, zone: string): MonthOption {
  return { month, endsAt: endOfMonth(month, zone).toString() };
}

function daysUntil(now: Temporal.Instant, end: Temporal.Instant): number {
  return Math.max(0, Math.ceil(now.until(end).total("hours") / 24));
}
