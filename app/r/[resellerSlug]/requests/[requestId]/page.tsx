import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { ApproveForm, DeclineForm } from "@/components/resellers/decide-forms";
import { RequestAct } from "@/components/resellers/request-act";
import { RequestTag } from "@/components/resellers/request-tag";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatInstant, formatMoney, formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getRequest, type RequestPage } from "@/lib/server/queries/requests";

type Props = { params: Promise<{ resellerSlug: string; requestId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { resellerSlug, requestId } = await params;
  return { title: (await forPage(getRequest(resellerSlug, requestId))).dealer.name };
}

/** One request: who asks, what was said, and the decision with what it obliges to. */
export default async function RequestDetailPage({ params }: Props) {
  const { resellerSlug, requestId } = await params;
  const page = await forPage(getRequest(resellerSlug, requestId));
  const t = await getTranslations("resellers");
  const { request, dealer, viewer } = page;
  const base = `/r/${resellerSlug}/requests`;
  return (
    <>
      <LivePage topics={["connection"]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("requests.title"), href: base }, { label: dealer.name }]}
      />
      <PageHeader title={dealer.name} acts={<RequestTag status={request.status} />} />
      <div className="cols">
        <div className="stack">
          <DealerPanel page={page} />
          <Earlier page={page} />
        </div>
        <div className="stack first">
          {request.status === "PENDING" ? <Decision page={page} resellerSlug={resellerSlug} /> : null}
          {request.status === "DECLINED" ? (
            <Panel id="reopen" title={t("decide.reopen")}>
              {request.isReopened ? (
                <Note kind="done">{t("decide.reopened")}</Note>
              ) : (
                <>
                  <p className="muted mb-2">{t("decide.reopenText")}</p>
                  <RequestAct
                    act="reopen"
                    label={t("decide.reopen")}
                    texts={await formTexts()}
                    hidden={{ companySlug: viewer.companySlug, submissionId: randomUUID(), requestId }}
                  />
                </>
              )}
            </Panel>
          ) : null}
        </div>
      </div>
    </>
  );
}

async function DealerPanel({ page: { dealer, request, viewer } }: { page: RequestPage }) {
  const t = await getTranslations("resellers.requests");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  return (
    <Panel id="dealer" title={t("dealer")}>
      <dl className="kv">
        <dt>{t("country")}</dt>
        <dd>{countryName(dealer.country, reader.locale)}</dd>
        <dt>{t("sent")}</dt>
        <dd>{formatInstant(request.sentAt, reader)}</dd>
        {request.status === "PENDING" ? (
          <>
            <dt>{t("until")}</dt>
            <dd>{formatInstant(request.expiresAt, reader)}</dd>
          </>
        ) : null}
        {request.decidedAt ? (
          <>
            <dt>{t("decided")}</dt>
            <dd>
              {formatInstant(request.decidedAt, reader)}
              {request.decidedBy ? <small className="muted block">{request.decidedBy}</small> : null}
              {request.reason ? <small className="muted block">{request.reason}</small> : null}
            </dd>
          </>
        ) : null}
        <dt>{t("message")}</dt>
        <dd>{request.message ?? <span className="muted">{t("noMessage")}</span>}</dd>
      </dl>
    </Panel>
  );
}

async function Earlier({ page: { earlier, viewer } }: { page: RequestPage }) {
  const t = await getTranslations("resellers.requests");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  if (earlier.length === 0) return null;
  return (
    <Panel id="earlier" title={t("earlier")}>
      <ul className="stack">
        {earlier.map((request) => (
          <li key={request.id} className="row">
            <RequestTag status={request.status} />
            <span className="num">{formatShortInstant(request.sentAt, reader)}</span>
            {request.reason ? <span className="muted">{request.reason}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

async function Decision({
  page: { terms, request, viewer },
  resellerSlug,
}: {
  page: RequestPage;
  resellerSlug: string;
}) {
  const t = await getTranslations("resellers");
  const locale = await getLocale();
  const texts = await formTexts();
  const hidden = () => ({ companySlug: resellerSlug, submissionId: randomUUID(), requestId: request.id });
  const fee = formatMoney(terms.feeMinor, terms.currency, locale);
  return (
    <>
      <Panel id="approve" title={t("decide.approve")}>
        <p className="mb-4">{t("decide.approveText", { fee, policy: t(`policies.${terms.policy}`) })}</p>
        <ApproveForm
          texts={texts}
          labels={{
            number: t("decide.number"),
            numberHint: t("decide.numberHint"),
            trial: t("decide.trial"),
            trialHint: t("decide.trialHint"),
            fee: t("decide.fee"),
            feeHint: t("decide.feeHint", { currency: terms.currency }),
            approve: t("decide.approve"),
          }}
          hidden={hidden()}
        />
      </Panel>
      <Panel id="decline" title={t("decide.decline")}>
        <DeclineForm
          texts={texts}
          labels={{
            reason: t("decide.reason"),
            reasonHint: t("decide.reasonHint"),
            decline: t("decide.decline"),
          }}
          hidden={{ ...hidden(), companySlug: viewer.companySlug }}
        />
      </Panel>
    </>
  );
}
