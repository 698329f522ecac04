import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { type CardLine, ConsequenceLines } from "@/components/packages/consequence-card";
import { Decision } from "@/components/resellers/decision";
import { RequestAct } from "@/components/resellers/request-act";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatInstant, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { RequestPage } from "@/lib/server/queries/requests";

/** The decision: what approving obliges to and on which terms, or a reason; once it is made, who made it and when. */
export async function DecisionPanel({ page }: { page: RequestPage }) {
  const t = await getTranslations("resellers.decide");
  const { request, viewer, mayDecide, next } = page;
  const isWaiting = request.status === "PENDING";
  const title = isWaiting ? t("title", { dealer: request.dealerName }) : t(`titles.${request.status}`);
  const nextHint = isWaiting && next ? t("next", { dealer: next }) : undefined;
  return (
    <Panel id="decision" title={title} fact={nextHint}>
      {isWaiting ? null : <Decided page={page} />}
      {mayDecide && isWaiting ? (
        <Decision
          key={request.id}
          dealer={request.dealerName}
          texts={await formTexts()}
          labels={await decisionLabels(page)}
          hidden={{
            companySlug: viewer.companySlug,
            requestId: request.id,
            submissionId: randomUUID(),
            declineId: randomUUID(),
          }}
        >
          <Obligations page={page} />
        </Decision>
      ) : null}
      {request.status === "DECLINED" ? <Reopen page={page} /> : null}
    </Panel>
  );
}

async function decisionLabels({ currency }: RequestPage) {
  const t = await getTranslations("resellers.decide");
  return {
    number: t("number"),
    numberHint: t("numberHint"),
    trial: t("trial"),
    trialHint: t("trialHint"),
    fee: t("fee"),
    feeHint: t("feeHint", { currency }),
    approve: t("approve"),
    declineOpen: t("declineOpen"),
    reason: t("reason"),
    reasonHint: t("reasonHint"),
    decline: t("decline"),
  };
}

/** What approving does, in the order of every consequence card; a country the reseller does not serve is told apart. */
async function Obligations({ page }: { page: RequestPage }) {
  const t = await getTranslations("resellers.decide");
  const { dealer, servesCountry } = page;
  const country = countryName(dealer.country, await getLocale());
  return (
    <section className="stack mb-5" aria-label={t("obligations")}>
      <ConsequenceLines tone="on" lines={await obligationLines(page)} />
      {servesCountry ? null : <Note kind="warning">{t("elsewhere", { country })}</Note>}
    </section>
  );
}

async function obligationLines({ dealer, currency, terms, nextTerms }: RequestPage): Promise<CardLine[]> {
  const t = await getTranslations("resellers.decide");
  const card = await getTranslations("resellers.decide.card");
  const policies = await getTranslations("resellers.policies");
  const locale = await getLocale();
  const country = countryName(dealer.country, locale);
  const owed = ({ feeMinor, policy }: NonNullable<RequestPage["terms"]>) => ({
    fee: formatMoney(feeMinor, currency, locale),
    policy: policies(policy),
  });
  const next = nextTerms && t("oweNext", { month: formatMonth(nextTerms.fromMonth, locale), ...owed(nextTerms) });
  const { name } = dealer;
  return [
    { icon: "hub", label: card("may"), text: card("mayText", { dealer: name }) },
    {
      icon: "pay",
      label: card("owe"),
      text: terms ? t("owe", { ...owed(terms), country }) : t("oweNothing"),
      note: next ?? undefined,
    },
    { icon: "cal", label: card("from"), text: card("fromText"), note: card("fromTrial") },
    { icon: "people", label: card("dealerPays"), text: card("dealerPaysText", { dealer: name }) },
    { icon: "list", label: card("number"), text: card("numberText", { dealer: name }) },
    { icon: "undo", label: card("back"), text: card("backText"), note: card("backNote") },
  ];
}

/** Who decided, when and how; an approved dealer leads to its page. */
async function Decided({ page: { request, viewer } }: { page: RequestPage }) {
  const t = await getTranslations("resellers.decide");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const { status, decidedAt, decidedBy, reason, connection } = request;
  return (
    <dl className="kv mb-4">
      <dt>{t(`over.${status}`)}</dt>
      <dd>
        {decidedAt ? formatInstant(decidedAt, reader) : "–"}
        {decidedBy ? <small className="muted block">{t("by", { name: decidedBy })}</small> : null}
      </dd>
      {reason ? (
        <>
          <dt>{t("reason")}</dt>
          <dd className="wrap-anywhere">{reason}</dd>
        </>
      ) : null}
      {connection ? (
        <>
          <dt>{t("dealer")}</dt>
          <dd>
            <NavLink href={`/r/${viewer.companySlug}/dealers/${connection.id}`}>{request.dealerName}</NavLink>
          </dd>
        </>
      ) : null}
    </dl>
  );
}

async function Reopen({ page: { request, viewer, mayDecide } }: { page: RequestPage }) {
  const t = await getTranslations("resellers.decide");
  if (request.isReopened) return <Note kind="done">{t("reopened")}</Note>;
  if (!mayDecide || !request.askFrom) return <p className="muted">{t("mayAsk")}</p>;
  return (
    <>
      <p className="muted mb-2">{t("reopenText")}</p>
      <RequestAct
        act="reopen"
        label={t("reopen")}
        of={request.dealerName}
        texts={await formTexts()}
        hidden={{ companySlug: viewer.companySlug, submissionId: randomUUID(), requestId: request.id }}
      />
    </>
  );
}
