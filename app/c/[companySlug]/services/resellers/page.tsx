import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import type { FormTexts } from "@/components/forms/use-action-form";
import { RequestAct } from "@/components/resellers/request-act";
import { RequestTag } from "@/components/resellers/request-tag";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatCity, formatInstant, formatShortInstant, type Reader } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getYourResellers, type RequestView } from "@/lib/server/queries/requests";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("list.title") };
}

/** The requests a dealer sent, the newest on top, each with what comes next. */
export default async function YourResellersPage({ params }: Props) {
  const { companySlug } = await params;
  const { viewer, requests } = await forPage(getYourResellers(companySlug));
  const t = await getTranslations("resellers.list");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const add = (
    <ButtonLink look="primary" icon="plus" href={`/c/${companySlug}/services/resellers/add`}>
      {t("add")}
    </ButtonLink>
  );
  const texts = await formTexts();
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} acts={add} />
      <section className="panel" aria-label={t("title")}>
        {requests.length === 0 ? (
          <EmptyState icon="pay" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <ScrollBox label={t("title")}>
            <table className="t">
              <caption className="sr">{t("title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("reseller")}</th>
                  <th scope="col">{t("state")}</th>
                  <th scope="col">
                    {t("sent")} ({t("zone", { zone: formatCity(viewer.timeZone) })})
                  </th>
                  <th scope="col">{t("until")}</th>
                  <th scope="col">{t("next")}</th>
                </tr>
              </thead>
              <tbody>
                {requests.map((request, index) => (
                  <RequestLine
                    key={request.id}
                    request={request}
                    isNewest={requests.findIndex(({ resellerId }) => resellerId === request.resellerId) === index}
                    companySlug={companySlug}
                    reader={reader}
                    texts={texts}
                  />
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </section>
    </>
  );
}

type LineProps = { request: RequestView; isNewest: boolean; companySlug: string; reader: Reader; texts: FormTexts };

async function RequestLine({ request, isNewest, companySlug, reader, texts }: LineProps) {
  const t = await getTranslations("resellers.list");
  return (
    <tr>
      <td>
        <b>{request.resellerName}</b>
        {request.reason ? <small>{t("reason", { reason: request.reason })}</small> : null}
      </td>
      <td>
        <RequestTag status={request.status} />
        {request.decidedAt ? (
          <small>
            {formatShortInstant(request.decidedAt, reader)}
            {request.decidedBy ? `, ${t("by", { name: request.decidedBy })}` : ""}
          </small>
        ) : null}
      </td>
      <td className="num nowrap">{formatShortInstant(request.sentAt, reader)}</td>
      <td className="num nowrap">
        {request.status === "PENDING" ? formatShortInstant(request.expiresAt, reader) : "–"}
      </td>
      <td>{isNewest ? <NextAct request={request} companySlug={companySlug} reader={reader} texts={texts} /> : null}</td>
    </tr>
  );
}

/** What a dealer can do about a request now: withdraw or remind while it waits, ask again after it. */
async function NextAct({ request, companySlug, reader, texts }: Omit<LineProps, "isNewest">) {
  const t = await getTranslations("resellers.list");
  const hidden = () => ({ companySlug, submissionId: randomUUID(), requestId: request.id });
  if (request.status === "PENDING") {
    return (
      <div className="row">
        <RequestAct act="withdraw" label={t("withdraw")} texts={texts} hidden={hidden()} />
        {request.remindFrom ? (
          <span className="muted">{t("remindFrom", { instant: formatInstant(request.remindFrom, reader) })}</span>
        ) : (
          <RequestAct act="remind" label={t("remind")} texts={texts} hidden={hidden()} />
        )}
      </div>
    );
  }
  if (request.status === "APPROVED") return null;
  if (request.askFrom)
    return <span className="muted">{t("askFrom", { instant: formatInstant(request.askFrom, reader) })}</span>;
  return (
    <ButtonLink isSmall href={`/c/${companySlug}/services/resellers/add?reseller=${request.resellerId}`}>
      {t("askAgain")}
    </ButtonLink>
  );
}
