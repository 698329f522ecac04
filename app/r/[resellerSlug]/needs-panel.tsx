import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatAge, formatMoney, formatMonth } from "@/lib/i18n/format";
import { formatLocalDate } from "@/lib/i18n/local-date";
import type { ResellerDashboard } from "@/lib/server/queries/reseller-dashboard";

/** What waits for the reseller: the oldest requests, and statements that are not paid. */
export async function NeedsPanel({ page }: { page: ResellerDashboard }) {
  const { waiting, balance, terms, viewer } = page;
  const t = await getTranslations("portal.dashboard.needs");
  const locale = await getLocale();
  const home = `/r/${viewer.companySlug}`;
  const requests = waiting.oldest.map(({ id, dealerName, sentAt, expiresAt }) => ({
    href: `${home}/requests/${id}`,
    title: t("request", { dealer: dealerName }),
    text: t("requestText", {
      sent: formatAge(sentAt, viewer.now, locale),
      expires: formatAge(expiresAt, viewer.now, locale),
    }),
  }));
  const statements = balance.oldest.map(({ month, reference, feeMinor, closedAt }) => ({
    href: `${home}/statements/${month}`,
    title: t("statement", { month: formatMonth(month, locale) }),
    text: t("statementText", {
      reference,
      fee: formatMoney(feeMinor, terms.currency, locale),
      date: formatLocalDate(closedAt, { locale, timeZone: viewer.timeZone }),
    }),
  }));
  const needs = [...requests, ...statements];
  return (
    <Panel id="needs" title={t("title")} isPadded={false}>
      {needs.length === 0 ? <p className="pad muted">{t("none")}</p> : null}
      {needs.map(({ href, title, text }) => (
        <NavLink className="req" key={href} href={href}>
          <b>{title}</b>
          <Icon name="right" isSmall className="mirror" />
          <small>{text}</small>
        </NavLink>
      ))}
    </Panel>
  );
}
