import "server-only";
import { cache } from "react";
import type { AccountState } from "@/lib/domain/billed-account";
import { parseHubId } from "@/lib/domain/hub-id";
import { AppError } from "@/lib/errors";
import { inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import { listRuns } from "../store/billed-accounts";
import { type AccountItem, toItem } from "./billed-accounts";
import { type HistoryEntry, readRunHistory } from "./history";
import { type PageViewer, toPageViewer } from "./hubs";

const runsShown = 100;

export type RunItem = AccountItem & { activatedAt: string };

export type AccountPage = {
  viewer: PageViewer;
  hubNumber: string;
  /** How the account reads now: as its latest run does. */
  state: AccountState;
  /** The latest first. */
  runs: [RunItem, ...RunItem[]];
  entries: HistoryEntry[];
};

/**
 * Reads one account: every run of a hub that is or was billed to the reseller, and what was done to them. Throws NOT_FOUND
 * for a hub that never was, be it there or not.
 */
export const getAccountPage = cache(async (resellerSlug: string, hubId: string): Promise<AccountPage> => {
  const given = await requireResellerActor(resellerSlug, "billed-account:view");
  const number = parseHubId(hubId);
  if (!number.ok) throw new AppError("NOT_FOUND");
  return inTransaction(given, async (tx, ctx) => {
    const rows = await listRuns(tx, ctx.companyId, number.value, runsShown);
    const runs = rows.map((row) => ({ ...toItem(row, ctx.now), activatedAt: row.activatedAt.toISOString() }));
    const [latest, ...earlier] = runs;
    if (!latest) throw new AppError("NOT_FOUND");
    const ids = runs.map(({ id }) => id);
    return {
      viewer: toPageViewer(ctx),
      hubNumber: number.value,
      state: latest.state,
      runs: [latest, ...earlier],
      entries: await readRunHistory(tx, ctx, ids),
    };
  });
});
