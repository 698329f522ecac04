import { toDate } from "@/lib/clock";
import type { NoticeKind } from "@/lib/domain/notices";
import { ringOwner } from "@/lib/server/bell";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { InvitingCompany } from "@/lib/server/store/invitations";

/** Returns the address of a company's list of employees. */
export function employeesPath(slug: string): string {
  return `/c/${slug}/company/employees`;
}

export type OwnerNews = {
  template: "invitation-accepted" | "invitation-declined" | "employee-left";
  kind: Extract<NoticeKind, "employee.joined" | "employee.declined" | "employee.left">;
  person: string;
  /** Names what the news is about, as `employee:<id>`. */
  groupKey: string;
  /** By the company's clock. */
  at: Temporal.Instant;
};

type Told = Pick<InvitingCompany, "id" | "slug" | "name" | "owner">;

/** Mails a company's owner about a person's own choice, and rings, in the transaction of that choice. */
export async function tellOwner(tx: Transaction, company: Told, news: OwnerNews): Promise<void> {
  const { owner } = company;
  const at = toDate(news.at);
  await postMail(tx, {
    template: news.template,
    to: owner.email,
    locale: owner.locale,
    data: { company: company.name, person: news.person, linkPath: employeesPath(company.slug) },
    companyId: company.id,
    accountId: owner.accountId,
    at,
  });
  await ringOwner(tx, company.id, {
    kind: news.kind,
    data: { company: company.name, person: news.person },
    href: employeesPath(company.slug),
    groupKey: news.groupKey,
    at,
  });
}
