import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { EndShareForm, ShareHubForm } from "@/components/objects/share-hub-form";
import { WhyNot } from "@/components/packages/why-not";
import { ForbiddenButton } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import type { Sentences } from "@/lib/i18n/sentence";
import { forPage } from "@/lib/server/pages";
import { getSharePage, type SharePage } from "@/lib/server/queries/hub-sharing";

type Props = { params: Promise<{ companySlug: string; objectId: string; hubId: string }> };

const reasonsId = "no-end";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("share.title") };
}

/** With whom a hub is shared, and the end of that; or the form that shares it. */
export default async function ShareHubPage({ params }: Props) {
  const { companySlug, objectId, hubId } = await params;
  const facts = await forPage(getSharePage(companySlug, objectId, hubId));
  const t = await getTranslations("objects");
  const base = `/c/${companySlug}/objects`;
  const hubHref = `${base}/${objectId}/hubs/${hubId}`;
  const hidden = { companySlug, objectId, hubId, submissionId: randomUUID() };
  const crumbs = [
    { label: t("title"), href: base },
    { label: facts.object.name, href: `${base}/${objectId}` },
    { label: facts.hubName, href: hubHref },
    { label: t("share.title") },
  ];
  return (
    <>
      <LivePage topics={[`hub:${hubId}`]} />
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader title={`${t("share.title")}: ${facts.hubName}`} fact={t("share.fact")} />
      <div className="max-w-form">
        {facts.share ? (
          <SharePanel facts={facts} share={facts.share} hidden={hidden} />
        ) : (
          <ShareHubForm
            texts={await formTexts()}
            labels={{
              partner: t("share.partner"),
              partnerHint: t("share.partnerHint"),
              submit: t("share.submit"),
              cancel: t("new.cancel"),
            }}
            hidden={hidden}
            cancelHref={hubHref}
          />
        )}
      </div>
    </>
  );
}

type SharePanelProps = {
  facts: SharePage;
  share: NonNullable<SharePage["share"]>;
  hidden: { companySlug: string; objectId: string; hubId: string; submissionId: string };
};

async function SharePanel({ facts, share, hidden }: SharePanelProps) {
  const t = await getTranslations("objects.share");
  const { refusals } = (await getMessages()) as { refusals: Sentences };
  const reader = { locale: await getLocale(), timeZone: facts.timeZone };
  const reasons = [
    { sentence: refusals.MANAGED_ELSEWHERE ?? "", fix: t("fix", { company: share.company }), link: null },
  ];
  return (
    <Panel id="share" title={t("with", { company: share.company })}>
      <dl className="kv mb-4">
        <dt>{t("since")}</dt>
        <dd>{formatInstant(share.sharedAt, reader)}</dd>
        <dt>{t("by")}</dt>
        <dd>{share.sharedByName}</dd>
      </dl>
      <p className="mb-4">{t("rule", { company: share.company })}</p>
      {facts.isRunByOther ? (
        <>
          <WhyNot id={reasonsId} title={t("why")} reasons={reasons} />
          <ForbiddenButton reasonId={reasonsId}>{t("end")}</ForbiddenButton>
        </>
      ) : (
        <EndShareForm key={hidden.hubId} texts={await formTexts()} label={t("end")} hidden={hidden} />
      )}
    </Panel>
  );
}
