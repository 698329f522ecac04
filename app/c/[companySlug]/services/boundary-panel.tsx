import { getLocale, getTranslations } from "next-intl/server";
import { rulerWords } from "@/app/c/[companySlug]/objects/[objectId]/hubs/[hubId]/package/panel-texts";
import { CountDown } from "@/components/dashboard/count-down";
import { NavLink } from "@/components/ui/nav-link";
import { formatInstant } from "@/lib/i18n/format";
import type { ServicesDashboard } from "@/lib/server/queries/dashboard";

/** The month's end: when it comes in both zones, how long it is until then, and how many hubs go off with it. */
export async function BoundaryPanel({ page }: { page: ServicesDashboard }) {
  const { viewer, boundary, ruler, ends } = page;
  const t = await getTranslations("dashboard.boundary");
  const common = await getTranslations("common");
  const locale = await getLocale();
  const until = formatInstant(boundary.at, { locale, timeZone: viewer.timeZone });
  const own = formatInstant(boundary.at, { locale, timeZone: viewer.ownZone });
  const words = await rulerWords(ruler, viewer.now, viewer.timeZone);
  return (
    <CountDown
      until={t("until", { instant: until })}
      ownTime={viewer.ownZone === viewer.timeZone ? null : common("yourTime", { instant: own })}
      left={boundary}
      ruler={{ ruler, words, label: t("ruler", { instant: until }) }}
    >
      <p className="mt-2">
        {ends.next > 0 ? (
          <NavLink href={`/c/${viewer.companySlug}/services/upcoming`}>{t("ends", { n: ends.next })}</NavLink>
        ) : (
          t("noEnds")
        )}
      </p>
    </CountDown>
  );
}
