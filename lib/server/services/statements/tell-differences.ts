import type { LineWriter } from "@/lib/mail/digest-lines";
import type { Transaction } from "@/lib/server/context";
import { type Mail, postMails } from "@/lib/server/mail";
import { listOfficeCompanies, listOfficeReaders } from "@/lib/server/store/outbox-events";
import type { NewDifferences } from "@/lib/server/store/reconciliation";

type News = {
  added: readonly NewDifferences[];
  writerOf: (locale: string | null) => LineWriter;
  /** By the clock whose companies were compared. */
  at: Date;
};

const pages = {
  dealer: (slug: string) => `/c/${slug}/services/differences`,
  reseller: (slug: string) => `/r/${slug}/statements/differences`,
};

/**
 * Mails new differences to the owners and managers of the companies they are about, one mail a company and side however
 * many there are; it says how many of which kind, never an amount. Source: PRODUCT J17.
 */
export async function tellDifferences(tx: Transaction, { added, writerOf, at }: News): Promise<void> {
  if (added.length === 0) return;
  const ids = added.map(({ companyId }) => companyId);
  const companies = await listOfficeCompanies(tx, ids);
  const readers = await listOfficeReaders(tx, ids);
  const mails = companies.flatMap(({ id, slug, name: company }) =>
    (["dealer", "reseller"] as const).flatMap((side): Mail[] => {
      const counts = added.filter((counted) => counted.companyId === id && counted.side === side);
      const n = counts.reduce((sum, count) => sum + count.n, 0);
      if (n === 0) return [];
      return readers
        .filter(({ companyId }) => companyId === id)
        .map(({ email, locale, accountId }) => ({
          template: "statement-difference",
          to: email,
          locale,
          data: { company, n, lines: writerOf(locale).differences(counts), linkPath: pages[side](slug) },
          companyId: id,
          accountId,
          at,
        }));
    }),
  );
  await postMails(tx, mails);
}
