import { getLocale, getTranslations } from "next-intl/server";
import { MonthRuler } from "@/components/packages/month-ruler";
import { ServiceTile } from "@/components/packages/service-tile";
import { tileLooks } from "@/components/packages/tile-look";
import { buttonClass, ForbiddenButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import type { Role } from "@/components/ui/tag";
import { formatInstant, formatMoney } from "@/lib/i18n/format";
import type { PackagePanel } from "@/lib/server/queries/package-panel";
import { rulerSentence, rulerWords } from "./panel-texts";
import { Reasons } from "./reasons";

type Props = { panel: PackagePanel; packageHref: string };

const rulerTones: Record<Role, "on" | "ends" | "bad" | "way" | "none"> = {
  on: "on",
  ends: "ends",
  bad: "bad",
  way: "way",
  neutral: "none",
  need: "none",
  none: "none",
};

/** Ajax Services of a hub as they are, with the acts of that state: the same on the hub's screen and on its own. */
export async function ServicesSummary({ panel, packageHref }: Props) {
  const t = await getTranslations("packages");
  const { service, ruler } = panel;
  const isRunning = panel.status !== "INACTIVE";
  return (
    <Panel id="services" title={t("panel.title")}>
      <ServiceTile tile={service.tile} href={packageHref} />
      <MonthRuler
        ruler={ruler}
        tone={rulerTones[tileLooks[service.tile].role]}
        label={await rulerSentence(panel)}
        words={await rulerWords(ruler, panel.viewer.now, service.billingZone)}
      />
      {isRunning ? (
        <>
          <RunFacts panel={panel} />
          <RunActs panel={panel} packageHref={packageHref} />
        </>
      ) : (
        <LastEnd panel={panel} />
      )}
    </Panel>
  );
}

async function RunFacts({ panel }: { panel: PackagePanel }) {
  const t = await getTranslations("packages.panel");
  const card = await getTranslations("packages.card");
  const offers = await getTranslations("offers");
  const locale = await getLocale();
  const { service, offer, activatedAt, viewer, move } = panel;
  const reader = { locale, timeZone: service.billingZone };
  const own = { locale, timeZone: viewer.ownZone };
  const fee = panel.stopNow.card?.fee;
  return (
    <dl className="kv mt-4">
      <dt>{t("package")}</dt>
      <dd>
        <b>{offers(`${offer.code}.name`)}</b>
      </dd>
      <dt>{t("billedTo")}</dt>
      <dd>{service.resellerName}</dd>
      {fee ? (
        <>
          <dt>{t("fee")}</dt>
          <dd>{t("feeMonthly", { fee: formatMoney(fee.minor, fee.currency, locale) })}</dd>
        </>
      ) : null}
      {activatedAt ? (
        <>
          <dt>{t("since")}</dt>
          <dd>{formatInstant(activatedAt, reader)}</dd>
        </>
      ) : null}
      <dt>{t("ends")}</dt>
      <dd>
        {service.endsAt ? <b>{formatInstant(service.endsAt, reader)}</b> : t("noEnd")}
        {service.endsAt && viewer.ownZone !== service.billingZone ? (
          <small className="muted block">{card("yourTime", { instant: formatInstant(service.endsAt, own) })}</small>
        ) : null}
      </dd>
      {move.planned ? (
        <>
          <dt>{t("moves")}</dt>
          <dd>
            <NavLink href={`/c/${viewer.companySlug}/services/upcoming`}>
              {t(move.planned.isApproved ? "movesAt" : "movesIfAgreed", {
                reseller: move.planned.resellerName,
                instant: formatInstant(move.planned.at, reader),
              })}
            </NavLink>
          </dd>
        </>
      ) : null}
    </dl>
  );
}

/** Deactivate or Resume first; Stop now set apart, with its cost beside it. */
async function RunActs({ panel, packageHref }: Props) {
  const t = await getTranslations("packages");
  const locale = await getLocale();
  const { deactivate, resume } = panel;
  const until = deactivate.card?.runsUntil;
  const instant = until ? formatInstant(until, { locale, timeZone: panel.service.billingZone }) : "";
  return (
    <>
      {resume.card ? (
        <NavLink
          className={buttonClass({ look: "primary", isWide: true }, "mt-4")}
          href={`${packageHref}?confirm=resume`}
          scroll={false}
        >
          <Icon name="undo" isSmall />
          {t("acts.resume")}
        </NavLink>
      ) : null}
      <ResumeRefused panel={panel} />
      {deactivate.card ? (
        <>
          <NavLink
            className={buttonClass({ isWide: true }, "mt-4")}
            href={`${packageHref}?confirm=deactivate`}
            scroll={false}
          >
            {t("acts.deactivate")}
          </NavLink>
          <p className="muted mt-2">{t("panel.deactivateNote", { instant })}</p>
        </>
      ) : null}
      {panel.move.isOpen ? (
        <NavLink
          className={buttonClass({ isWide: true }, "mt-4")}
          href={`/c/${panel.viewer.companySlug}/services/move?hub=${panel.hub.hubId}`}
        >
          {t("panel.move")}
        </NavLink>
      ) : null}
      {panel.stopNow.card ? (
        <div className="apart">
          <p className="muted">{t("panel.stopNote")}</p>
          <NavLink className={buttonClass({ look: "danger" })} href={`${packageHref}?confirm=stop`} scroll={false}>
            <Icon name="stop" isSmall />
            {t("acts.stop")}
          </NavLink>
        </div>
      ) : null}
    </>
  );
}

/** Resume where an end is set but cannot be taken back: it stays visible and says why. */
async function ResumeRefused({ panel }: { panel: PackagePanel }) {
  const t = await getTranslations("packages");
  const { status, resume } = panel;
  if (status !== "EXPIRING" || !resume.refusal) return null;
  return (
    <div className="mt-4">
      <Reasons id="no-resume" title={t("panel.whyNoResume")} panel={panel} refusals={[resume.refusal]} />
      <ForbiddenButton reasonId="no-resume" isWide>
        {t("acts.resume")}
      </ForbiddenButton>
    </div>
  );
}

async function LastEnd({ panel }: { panel: PackagePanel }) {
  const t = await getTranslations("packages.panel");
  const locale = await getLocale();
  const { ended, service } = panel;
  const instant = ended ? formatInstant(ended.at, { locale, timeZone: service.billingZone }) : "";
  return <p className="muted mt-2">{ended ? t("endedAt", { reason: ended.reason, instant }) : t("never")}</p>;
}
