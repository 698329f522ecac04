import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RequestTag } from "@/components/resellers/request-tag";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity, formatInstant, formatSpan } from "@/lib/i18n/format";
import type { RequestPage } from "@/lib/server/queries/requests";

/** Who asks: the dealer's data, its owner, what it expects, and since when it waits. */
export async function DealerPanel({ page, headingId }: { page: RequestPage; headingId: string }) {
  const t = await getTranslations("resellers.requests");
  const locale = await getLocale();
  const { dealer, request, viewer } = page;
  const waitedMs = new Date(viewer.now).getTime() - new Date(request.sentAt).getTime();
  const rows = await dealerRows(page);
  return (
    <section className="panel" aria-labelledby={headingId}>
      <header>
        <h2 id={headingId} tabIndex={-1}>
          {dealer.name}
        </h2>
        <RequestTag status={request.status} />
        {request.status === "PENDING" ? (
          <span className="end muted num">{t("waited", { span: formatSpan(waitedMs, locale) })}</span>
        ) : null}
      </header>
      <div className="pad">
        <dl className="kv">
          {rows.map(([label, value]) => (
            <div className="contents" key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

async function dealerRows({ dealer, request, viewer }: RequestPage): Promise<[string, ReactNode][]> {
  const t = await getTranslations("resellers.requests");
  const kinds = await getTranslations("activity.values");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const place = `${formatCity(dealer.timeZone)}, ${countryName(dealer.country, reader.locale)}`;
  const contact = [dealer.contactName, dealer.contactPhone ?? dealer.phone].filter(Boolean).join(", ");
  const email = dealer.contactEmail ?? dealer.email;
  const optional = (label: string, value: string | null): [string, ReactNode][] => (value ? [[label, value]] : []);
  return [
    [t("company"), t("companyIn", { kind: kinds(dealer.kind), place })],
    ...optional(t("address"), dealer.address),
    ...optional(t("registration"), dealer.registrationNumber),
    [t("owner"), withMail(dealer.ownerName, dealer.ownerEmail)],
    [t("contact"), withMail(contact, email)],
    [t("hubs"), dealer.expectedHubs === null ? t("hubsUnknown") : String(dealer.expectedHubs)],
    [t("sent"), `${formatInstant(request.sentAt, reader)}, ${request.sentBy}`],
    ...(request.status === "PENDING"
      ? ([[t("until"), formatInstant(request.expiresAt, reader)]] as [string, ReactNode][])
      : []),
  ];
}

function withMail(name: string, email: string): ReactNode {
  return (
    <>
      {name ? `${name}, ` : null}
      <a href={`mailto:${email}`}>{email}</a>
    </>
  );
}
