import "server-only";
import { toDate, toInstantOrNull } from "@/lib/clock";
import { type BillingMonth, nextMonth, startOfMonth } from "@/lib/domain/billing-month";
import { type DayMark, markDays } from "@/lib/domain/billing-policy";
import { parseHubId } from "@/lib/domain/hub-id";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireResellerActor } from "../gate";
import { readCalendar } from "../store/account-lines";
import { type LineRow, listLines, listOpenLines } from "../store/statement-lines";
import { readStatementMonths } from "../store/statement-months";
import { listProofEntries, listProofRuns, type ProofRun } from "../store/statement-proof";
import { findOwnReseller, type OwnReseller, type StatementPart } from "../store/statements";
import { type HistoryEntry, toHistoryEntries } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";
import { type LineView, type ReadStatement, readStatement, type StatementHead, toLineView } from "./statement";
import { monthOf } from "./statement-months";

/** A run that a line counts. Instants are ISO text. */
export type RunView = {
  id: string;
  zone: string;
  activatedAt: string;
  confirmedAt: string | null;
  expiresAt: string | null;
  endedAt: string | null;
  endReason: string | null;
};

/** A line with everything that made it. */
export type LineProof = { line: LineView; marks: DayMark[]; runs: RunView[]; entries: HistoryEntry[] };

export type ProofPage = {
  viewer: PageViewer;
  head: StatementHead;
  hubNumber: string;
  dealer: StatementPart;
  proofs: LineProof[];
};

/** An account has a line for each package, and some corrections. */
const lineLimit = 50;

/**
 * Reads the lines of one hub in a statement with the runs and the acts that made them. Refuses with MONTH_INVALID a month
 * that has no statement; throws NOT_FOUND where the hub has no line in it.
 */
export async function getProof(
  resellerSlug: string,
  monthText: string,
  hubText: string,
): Promise<Outcome<ProofPage, "MONTH_INVALID">> {
  const given = await requireResellerActor(resellerSlug, "statement:view");
  return inTransaction<Outcome<ProofPage, "MONTH_INVALID">>(given, async (tx, ctx) => {
    const reseller = await findOwnReseller(tx, ctx.companyId);
    if (!reseller) throw new AppError("NOT_FOUND");
    const month = monthOf(monthText, await readStatementMonths(tx, reseller.id, ctx.now));
    if (!month.ok) return month;
    const hub = parseHubId(hubText);
    if (!hub.ok) throw new AppError("NOT_FOUND");
    const statement = await readStatement(tx, reseller, month.value);
    const rows = await readHubLines(tx, { reseller, statement, hubNumber: hub.value });
    const dealer = statement.parts.find(({ companyId }) => companyId === rows[0]?.companyId);
    if (!dealer) throw new AppError("NOT_FOUND");
    const proofs: LineProof[] = [];
    for (const row of rows) proofs.push(await prove(tx, ctx, { reseller, row, dealerName: dealer.name }));
    return succeed({ viewer: toPageViewer(ctx), head: statement.head, hubNumber: hub.value, dealer, proofs });
  });
}

type HubWanted = { reseller: OwnReseller; statement: ReadStatement; hubNumber: string };

async function readHubLines(tx: Transaction, { reseller, statement, hubNumber }: HubWanted): Promise<LineRow[]> {
  const dealerIds = statement.parts.map(({ companyId }) => companyId);
  const page = { dealerIds, place: null, direction: "FORWARD", limit: lineLimit, hubNumber } as const;
  if (statement.id) return listLines(tx, statement.id, page);
  const calendar = await readCalendar(tx, reseller.id, statement.head.month);
  return listOpenLines(tx, { resellerId: reseller.id, calendar }, page);
}

async function prove(
  tx: Transaction,
  ctx: CompanyContext,
  { reseller, row, dealerName }: { reseller: OwnReseller; row: LineRow; dealerName: string },
): Promise<LineProof> {
  const month = row.month as BillingMonth;
  const runs = await listProofRuns(tx, reseller.id, row.packageIds);
  const until = toDate(startOfMonth(nextMonth(month), row.zone));
  const entries = await listProofEntries(tx, reseller.id, { ids: row.packageIds, until });
  return {
    line: toLineView(row, dealerName),
    marks: row.kind === "ACCOUNT" ? markDays(month, runs.map(toBilledRun), row.trialDays) : [],
    runs: runs.map(toRunView),
    entries: await toHistoryEntries(tx, ctx, entries),
  };
}

function toBilledRun({ zone, confirmedAt, endedAt, expiresAt }: ProofRun) {
  return { zone, confirmedAt: toInstantOrNull(confirmedAt), endedAt: toInstantOrNull(endedAt ?? expiresAt) };
}

function toRunView({ activatedAt, confirmedAt, expiresAt, endedAt, ...run }: ProofRun): RunView {
  return {
    ...run,
    activatedAt: activatedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
