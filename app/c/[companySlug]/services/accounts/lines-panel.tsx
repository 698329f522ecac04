import { getLocale, getTranslations } from "next-intl/server";
import { periodOf } from "@/app/r/[resellerSlug]/statements/[month]/line-texts";
import { type AccountLine, LineTable } from "@/components/statements/line-table";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { formatMoney } from "@/lib/i18n/format";
import type { OwnAccountsPage } from "@/lib/server/queries/own-accounts";

type Lines = NonNullable<OwnAccountsPage["lines"]>;
type Props = { page: OwnAccountsPage; lines: Lines; base: string };

/** One reseller's accounts of the dealer, each leading to its hub's history; what the reseller owes Ajax is not told. */
export async function LinesPanel({ page: { month, viewer }, lines: { part, items, nextCursor }, base }: Props) {
  const t = await getTranslations("statements.own");
  const pager = await getTranslations("statements.lines.pager");
  const address = (more: Record<string, string>) =>
    `${base}?${new URLSearchParams({ month, reseller: part.resellerId, ...more })}`;
  return (
    <Panel id="accounts" title={t("of", { reseller: part.reseller })} isPadded={false}>
      <LineTable
        lines={await toLines({ part, items, nextCursor }, viewer.companySlug)}
        hasFee={false}
        dealerHead={t("reseller")}
      />
      <Pager
        label={pager("label")}
        shown={pager("shown", { n: items.length })}
        next={nextCursor ? { href: address({ after: nextCursor }), label: pager("next") } : undefined}
      />
    </Panel>
  );
}

async function toLines({ part, items }: Lines, slug: string): Promise<AccountLine[]> {
  const t = await getTranslations("statements.lines");
  const own = await getTranslations("statements.own");
  const policies = await getTranslations("statements.policies");
  const locale = await getLocale();
  return items.map((line) => ({
    id: `${line.id}-${line.hubNumber}`,
    hubNumber: line.hubNumber,
    href: line.objectId ? `/c/${slug}/objects/${line.objectId}/hubs/${line.hubNumber}` : null,
    dealer: part.reseller,
    period: periodOf(line, locale, t),
    days:
      line.trialDays > 0
        ? t("daysText", { live: line.liveDays, free: line.trialDays })
        : t("daysPlain", { live: line.liveDays }),
    policy: policies(line.policy),
    correction: null,
    dealerFee: line.dealerFeeMinor === null ? own("agreed") : formatMoney(line.dealerFeeMinor, part.currency, locale),
    fee: null,
  }));
}
