import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatInstant } from "@/lib/i18n/format";
import type { PackageView } from "@/lib/schemas/packages";
import type { PackagePanel } from "@/lib/server/queries/package-panel";

type Props = { panel: PackagePanel; result: NonNullable<PackageView["result"]>; backHref: string };

/**
 * The screens "Services activated" and "Services expire soon". They tell the state as it is now: an address kept from
 * an act that somebody has undone since shows nothing.
 */
export async function ResultPanel({ panel, result, backHref }: Props) {
  const t = await getTranslations("packages.result");
  const card = await getTranslations("packages.card");
  const locale = await getLocale();
  const { service, hub, viewer } = panel;
  const isTrue = result === "activated" ? panel.status === "ACTIVE" : panel.status === "EXPIRING";
  if (!isTrue) return null;
  const reader = { locale, timeZone: service.billingZone };
  const isElsewhere = viewer.ownZone !== service.billingZone;
  return (
    <section className={`note st mb-4 ${result === "activated" ? "st-on" : "st-ends"}`} role="status">
      <Icon name={result === "activated" ? "star" : "ends"} />
      <div>
        <h2>{t(result)}</h2>
        <p>
          {service.endsAt
            ? t("expiresText", { hub: hub.name, instant: formatInstant(service.endsAt, reader) })
            : t("activatedText", { hub: hub.name, reseller: service.resellerName ?? "" })}
        </p>
        {service.endsAt && isElsewhere ? (
          <p className="muted">
            {card("yourTime", { instant: formatInstant(service.endsAt, { locale, timeZone: viewer.ownZone }) })}
          </p>
        ) : null}
        <ButtonLink className="mt-2" look="plain" isSmall href={backHref}>
          {t("back")}
        </ButtonLink>
      </div>
    </section>
  );
}
