import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { DealerPage } from "@/lib/server/queries/dealer";

type Words = Awaited<ReturnType<typeof getTranslations>>;

/** Whom to reach at the dealer, and what was agreed: number, trial days and fee, now and from a later month on. */
export async function InfoPanel({ page }: { page: DealerPage }) {
  const { dealer } = page;
  const t = await getTranslations("portal.dealer.info");
  const locale = await getLocale();
  const email = dealer.contactEmail ?? dealer.email;
  const phone = dealer.contactPhone ?? dealer.phone;
  const rows: [string, React.ReactNode][] = [
    [t("owner"), dealer.ownerName],
    ...(dealer.contactName ? ([[t("contact"), dealer.contactName]] as [string, string][]) : []),
    [
      t("email"),
      <a key="email" href={`mailto:${email}`}>
        {email}
      </a>,
    ],
    [t("phone"), phone ?? "–"],
    [t("country"), countryName(dealer.country, locale)],
    [t("zone"), formatCity(dealer.timeZone)],
    [
      t("number"),
      dealer.dealerNumber ? (
        <span key="number" className="mono">
          {dealer.dealerNumber}
        </span>
      ) : (
        "–"
      ),
    ],
    [t("trial"), <Terms key="trial" page={page} of={(terms) => t("days", { n: terms.trialDays })} />],
    [t("fee"), <Terms key="fee" page={page} of={(terms) => feeText(terms.dealerFeeMinor, page, { t, locale })} />],
  ];
  return (
    <Panel id="info" title={t("title")}>
      <dl className="kv">
        {rows.map(([label, value]) => (
          <div className="contents" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function feeText(minor: number | null, page: DealerPage, { t, locale }: { t: Words; locale: string }): string {
  return minor === null ? t("agreedOutside") : formatMoney(minor, page.dealer.currency, locale);
}

type Agreed = DealerPage["terms"]["now"];

/** A term as it holds now, and under it what it will be where that differs. */
async function Terms({ page: { terms }, of }: { page: DealerPage; of: (terms: Agreed) => string }) {
  const t = await getTranslations("portal.dealer.info");
  const next = terms.next && of(terms.next) !== of(terms.now) ? terms.next : null;
  return (
    <>
      {of(terms.now)}
      {next ? (
        <small className="muted block">
          {t("from", { month: formatMonth(next.fromMonth, await getLocale()), value: of(next) })}
        </small>
      ) : null}
    </>
  );
}
