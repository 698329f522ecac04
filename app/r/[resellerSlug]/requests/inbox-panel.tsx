import { getLocale, getTranslations } from "next-intl/server";
import { type InboxLine, InboxList } from "@/components/resellers/inbox-list";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { Pager } from "@/components/ui/pager";
import { countryName } from "@/lib/i18n/country-name";
import { formatAge, formatShortInstant, formatSpan, type Reader } from "@/lib/i18n/format";
import type { RequestView } from "@/lib/server/queries/request-view";
import type { Inbox } from "@/lib/server/queries/requests";

/** The inbox's rows, one view at a time: what waits, oldest first, or what no longer does. */
export async function InboxPanel({ inbox, currentId }: { inbox: Inbox; currentId: string | undefined }) {
  const t = await getTranslations("resellers.requests");
  const { viewer, view, requests, nextCursor } = inbox;
  const base = `/r/${viewer.companySlug}/requests`;
  const isWaiting = view === "waiting";
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const lines = await Promise.all(requests.map((request) => toLine(request, { inbox, currentId, reader })));
  const other = isWaiting ? `${base}?show=decided` : base;
  const next = `${base}?${new URLSearchParams({ ...(isWaiting ? {} : { show: view }), after: nextCursor ?? "" })}`;
  return (
    <section className="panel" aria-labelledby="inbox">
      <header>
        <h2 id="inbox" tabIndex={-1}>
          {t(`views.${view}`)}
        </h2>
        <span className="end">
          <NavLink href={other}>{t(`views.${isWaiting ? "decided" : "waiting"}`)}</NavLink>
        </span>
      </header>
      {lines.length === 0 ? (
        <EmptyState icon={isWaiting ? "ok" : "people"} title={t(`none.${view}.title`)}>
          {t(`none.${view}.text`)}
        </EmptyState>
      ) : (
        <InboxList lines={lines} label={t(`views.${view}`)} />
      )}
      {nextCursor ? (
        <Pager
          label={t("pager.label")}
          shown={t("pager.shown", { n: lines.length })}
          next={{ href: next, label: t("pager.next") }}
        />
      ) : null}
    </section>
  );
}

type Drawn = { inbox: Inbox; currentId: string | undefined; reader: Reader };

async function toLine(request: RequestView, { inbox, currentId, reader }: Drawn): Promise<InboxLine> {
  const t = await getTranslations("resellers.requests");
  const tags = await getTranslations("resellers.tags");
  const { id, dealerName, dealerCountry, sentAt, expiresAt, decidedAt, status } = request;
  const isWaiting = status === "PENDING";
  const waitedMs = new Date(inbox.viewer.now).getTime() - new Date(sentAt).getTime();
  return {
    id,
    href: `/r/${inbox.viewer.companySlug}/requests/${id}`,
    dealer: dealerName,
    place: countryName(dealerCountry, reader.locale),
    age: isWaiting ? formatSpan(waitedMs, reader.locale) : tags(status),
    detail: isWaiting
      ? t("expires", { span: formatAge(expiresAt, inbox.viewer.now, reader.locale) })
      : formatShortInstant(decidedAt ?? sentAt, reader),
    isCurrent: id === currentId,
  };
}
