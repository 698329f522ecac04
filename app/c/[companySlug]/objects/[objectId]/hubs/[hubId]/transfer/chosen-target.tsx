import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { TransferForm } from "@/components/objects/transfer-form";
import { WhyNot } from "@/components/packages/why-not";
import { Panel } from "@/components/ui/panel";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { TransferPage } from "@/lib/server/queries/hub-transfer";

type Chosen = NonNullable<TransferPage["chosen"]>;

type Props = {
  page: TransferPage;
  chosen: Chosen;
  addressed: { companySlug: string; objectId: string; hubId: string };
  own: string;
};

/** What a transfer to the chosen hub would do, and either its start or everything that stands in the way. */
export async function ChosenTarget({ page, chosen, addressed, own }: Props) {
  const t = await getTranslations("objects.transfer");
  const { source } = page;
  const { target, obstacles } = chosen;
  return (
    <Panel id="chosen" title={t("chosen", { target: target.name })}>
      <ul className="mb-4 list-disc ps-5">
        <li>{t("goes", { n: source.devices, source: source.name, target: target.name })}</li>
        <li>{t("gone", { n: target.devices, target: target.name })}</li>
        <li>{t("stays")}</li>
        <li>{t("time")}</li>
        <li>{t("after", { target: target.name })}</li>
      </ul>
      {obstacles.length > 0 ? (
        <Obstacles page={page} obstacles={obstacles} companySlug={addressed.companySlug} />
      ) : (
        <TransferForm
          texts={await formTexts()}
          labels={{ submit: t("submit"), cancel: t("cancel") }}
          hidden={{ ...addressed, toHubId: target.hubId, submissionId: randomUUID() }}
          cancelHref={own}
        />
      )}
    </Panel>
  );
}

type ObstaclesProps = { page: TransferPage; obstacles: Chosen["obstacles"]; companySlug: string };

async function Obstacles({ page, obstacles, companySlug }: ObstaclesProps) {
  const t = await getTranslations("objects.transfer");
  const refusals = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: page.timeZone };
  const reasons = obstacles.map(({ code, params, hub }) => ({
    sentence: refusals(code, readableParams(params, reader)),
    fix: t(`fix.${code}`),
    link:
      code === "TRANSFER_LIVE" && hub
        ? {
            label: t("stop", { hub: hub.name }),
            href: `/c/${companySlug}/objects/${hub.objectId}/hubs/${hub.hubId}/package?confirm=stop`,
          }
        : null,
  }));
  return <WhyNot id="why" title={t("why", { n: reasons.length })} reasons={reasons} />;
}
