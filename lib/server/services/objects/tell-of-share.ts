import { realNow, toDate } from "@/lib/clock";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { Partner } from "@/lib/server/store/hub-access";
import { ringOffices } from "@/lib/server/store/notifications";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";

/**
 * Tells the owner and managers of the company a hub is shared with, by mail and bell: that it is theirs to add, or is no
 * more. The holder names itself: it has chosen them.
 */
export async function tellOfShare(
  tx: Transaction,
  { companyName, now }: CompanyContext,
  { partner, hubId, hasEnded }: { partner: Partner; hubId: string; hasEnded: boolean },
): Promise<void> {
  const at = toDate(now);
  const { companyId } = partner;
  const linkPath = `/c/${partner.slug}/objects`;
  const facts = { company: companyName, hubId };
  const template = hasEnded ? "hub-share-ended" : "hub-shared";
  for (const { accountId, email, locale } of await listOfficeReaders(tx, [companyId])) {
    await postMail(tx, { template, to: email, locale, data: { ...facts, linkPath }, companyId, accountId, at });
  }
  const kind = hasEnded ? "hub.share_ended" : "hub.shared";
  const notice = { kind, data: facts, href: linkPath, groupKey: `share:${hubId}`, at } as const;
  await ringOffices(tx, [{ ...notice, companyId, exceptAccountId: null, alsoAccountId: null }], toDate(realNow()));
}
