import type { Transaction } from "@/lib/server/context";
import { postMails } from "@/lib/server/mail";
import { listPlatformAdmins } from "@/lib/server/store/account-rows";
import type { ClosedRun } from "@/lib/server/store/rollover";
import type { Run } from "@/lib/server/store/rollover-due";

/**
 * Mails the platform's admins what a month rollover could not end, once for as long as no more fails: the runs that try
 * again say nothing. Source: PRODUCT J13.
 */
export async function tellFailedRows(
  tx: Transaction,
  { id, month, timeZone }: Run,
  { failed, failedBefore }: ClosedRun,
  at: Date,
): Promise<void> {
  if (failed <= failedBefore) return;
  const admins = await listPlatformAdmins(tx);
  const data = { n: failed, month, zone: timeZone, linkPath: `/admin/rollover/${id}` };
  await postMails(
    tx,
    admins.map(({ accountId, email, locale }) => ({
      template: "rollover-failed",
      to: email,
      locale,
      data,
      accountId,
      at,
    })),
  );
}
