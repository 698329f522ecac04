import { realNow, toDate } from "@/lib/clock";
import { REMINDED_AFTER_DAYS } from "@/lib/domain/connection-request";
import { recordJobAudits } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { type DueReminder, takeDueReminders } from "@/lib/server/store/waiting-requests";
import { requestGroup, type Told, tellOffices } from "./tell";

const batch = 100;

/**
 * Reminds resellers of requests that have waited for 45 and for 83 days by their companies' clock, each as of its own
 * instant: a clock that jumps over both reminds twice, as many small steps would. Returns how many it reminded of.
 */
export async function remindOfWaiting(): Promise<number> {
  const now = toDate(realNow());
  let reminded = 0;
  for (;;) {
    const taken = await inSystemTransaction(async (tx) => {
      const due = await takeDueReminders(tx, { at: now, days: REMINDED_AFTER_DAYS, limit: batch });
      if (due.length > 0) await remind(tx, due);
      return due.length;
    });
    reminded += taken;
    if (taken === 0) return reminded;
  }
}

async function remind(tx: Transaction, due: readonly DueReminder[]): Promise<void> {
  await recordJobAudits(
    tx,
    due.map(({ request, dueAt }) => ({
      companyId: request.dealerCompanyId,
      counterpartId: request.resellerCompanyId,
      actorName: "requests",
      action: "connection.reminded" as const,
      subjectId: request.id,
      subjectVersion: request.version,
      before: null,
      after: null,
      at: dueAt,
    })),
  );
  await tellOffices(tx, due.map(newsOf));
}

function newsOf({ request, dueAt }: DueReminder): Told {
  const { id, dealerName: dealer, resellerName: reseller, resellerZone: zone, state } = request;
  const linkPath = `/r/${request.resellerSlug}/requests/${id}`;
  return {
    teller: { now: dueAt, account: null },
    news: {
      companyId: request.resellerCompanyId,
      template: "request-reminder",
      data: { dealer, reseller, sentAt: state.sentAt.toString(), zone, linkPath },
      kind: "request.reminded",
      href: linkPath,
      groupKey: requestGroup(id),
    },
  };
}
