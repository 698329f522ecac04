import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ViewerSwitcher } from "@/app/shell/viewer-switcher";
import { DemoClockBanner } from "@/components/shell/demo-clock-banner";
import { Frame } from "@/components/shell/frame";
import { formatClock } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { getCompanyClock } from "@/lib/server/queries/clock";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The frame of a company: it decorates, and each page proves its reader anew. */
export default async function CompanyLayout({ params, children }: Props) {
  const { companySlug } = await params;
  const clock = await forPage(getCompanyClock(companySlug));
  const viewer = await forPage(getViewer());
  const home = `/c/${companySlug}/objects`;
  const t = await getTranslations("shell.nav");
  const roles = await getTranslations("roles");
  const role = viewer.contexts.find(({ href }) => href === home)?.role;
  const sections = [
    { href: home, label: t("objects"), icon: "list" as const },
    { href: `${home}?sim=problem`, label: t("simProblems"), icon: "simx" as const },
  ];
  return (
    <Frame
      home={home}
      banner={
        clock ? (
          <DemoClockBanner
            time={formatClock(clock.now, { locale: await getLocale(), timeZone: clock.timeZone })}
            moveHref={viewer.isPlatformAdmin ? "/admin/clock" : null}
          />
        ) : null
      }
      sections={sections}
      switcher={<ViewerSwitcher viewer={viewer} currentHref={home} subtitle={role ? roles(role) : ""} />}
    >
      {children}
    </Frame>
  );
}
