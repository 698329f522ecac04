import { toDate } from "@/lib/clock";
import type { NoticeKind } from "@/lib/domain/notices";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import { ringOffice } from "@/lib/server/bell";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { listOffice } from "@/lib/server/store/connection-requests";

export type News<T extends MailTemplate> = {
  /** The company whose owner and managers are told. */
  companyId: string;
  template: T;
  data: MailData[T];
  kind: NoticeKind | null;
  href: string;
  requestId: string;
};

/** Tells a company's owner and managers about a request by mail and bell, in the transaction of what happened. */
export async function tellOffice<T extends MailTemplate>(
  tx: Transaction,
  ctx: CompanyContext,
  { companyId, template, data, kind, href, requestId }: News<T>,
): Promise<void> {
  const at = toDate(ctx.now);
  for (const { accountId, email, locale } of await listOffice(tx, companyId)) {
    await postMail(tx, { template, to: email, locale, data, companyId, accountId, at });
  }
  if (!kind) return;
  const lines = {
    dealer: String(data["dealer" as keyof typeof data]),
    reseller: String(data["reseller" as keyof typeof data]),
  };
  const notice = { kind, data: lines, href, groupKey: `request:${requestId}`, at };
  await ringOffice(tx, { companyId, exceptAccountId: ctx.account.id }, notice);
}
