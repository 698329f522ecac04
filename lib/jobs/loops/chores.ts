import { inSystemTransaction } from "@/lib/server/context";
import { foldTallies } from "@/lib/server/store/tallies";
import { accountPauseMs, tidyAccounts } from "./account-loop";
import { digestPauseMs, sendDigests } from "./digest-loop";
import { feedPauseMs, tellEvents } from "./feed-loop";
import { endInvitations, invitationPauseMs } from "./invitation-loop";
import { mailPauseMs, offerUnsentMails } from "./mail-loop";
import { compareRecords, reconciliationPauseMs } from "./reconciliation-loop";
import { endRequests, requestPauseMs } from "./request-loop";
import { offerRuns, rolloverPauseMs } from "./rollover-loop";
import { startPauseMs, startPlanned } from "./start-loop";
import { offerClosings, statementPauseMs } from "./statement-loop";
import { driftPauseMs, placePauseMs, raiseDrift, raiseMissing } from "./task-loop";
import { endTransfers, transferPauseMs } from "./transfer-loop";
import { removeOldUpdates, updatePauseMs } from "./update-loop";
import { removePastUse, upkeepPauseMs } from "./upkeep-loop";

const foldPauseMs = 30_000;

/** What the worker does again and again: under what name, with what pause between two runs, and the work itself. */
type Chore = { name: string; pauseMs: number; run: (signal: AbortSignal) => Promise<void> };

/** Everything that the worker does by the clock alone, beside what it is rung for and what it delivers to others. */
export const chores: readonly Chore[] = [
  { name: "rollover", pauseMs: rolloverPauseMs, run: offerRuns },
  { name: "statements", pauseMs: statementPauseMs, run: offerClosings },
  { name: "reconciliation", pauseMs: reconciliationPauseMs, run: compareRecords },
  { name: "invitations", pauseMs: invitationPauseMs, run: endInvitations },
  { name: "requests", pauseMs: requestPauseMs, run: endRequests },
  { name: "accounts", pauseMs: accountPauseMs, run: tidyAccounts },
  { name: "fold", pauseMs: foldPauseMs, run: () => inSystemTransaction(foldTallies) },
  { name: "starts", pauseMs: startPauseMs, run: startPlanned },
  { name: "transfers", pauseMs: transferPauseMs, run: endTransfers },
  { name: "drift", pauseMs: driftPauseMs, run: raiseDrift },
  { name: "places", pauseMs: placePauseMs, run: raiseMissing },
  { name: "updates", pauseMs: updatePauseMs, run: removeOldUpdates },
  { name: "upkeep", pauseMs: upkeepPauseMs, run: removePastUse },
  { name: "feed", pauseMs: feedPauseMs, run: tellEvents },
  { name: "digest", pauseMs: digestPauseMs, run: sendDigests },
  { name: "mail", pauseMs: mailPauseMs, run: offerUnsentMails },
];
