import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/shell/frame";
import type { Section } from "@/components/shell/section-nav";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { getPersonalClock } from "@/lib/server/queries/clock";
import { ClockBanner } from "./clock-banner";
import { BellNow, LiveFrame } from "./live-frame";
import { ViewerSwitcher } from "./viewer-switcher";

/** The frame outside any company: the personal account, and the platform's area with its own sections. */
export async function PersonalFrame({ sections = [], children }: { sections?: Section[]; children: ReactNode }) {
  const viewer = await forPage(getViewer());
  const t = await getTranslations("shell");
  const account: Section[] = [
    { href: "/account/companies", label: t("nav.company"), icon: "other" },
    { href: "/account/invitations", label: t("nav.invitations"), icon: "people" },
    { href: "/account/profile", label: t("nav.profile"), icon: "cap" },
    { href: "/account/security", label: t("nav.security"), icon: "lock" },
  ];
  return (
    <Frame
      viewer={viewer.email}
      home="/account"
      banner={<ClockBanner clock={await getPersonalClock()} viewer={viewer} />}
      bell={<BellNow />}
      live={<LiveFrame place={null} />}
      sections={sections.length > 0 ? sections : account}
      switcher={<ViewerSwitcher viewer={viewer} currentHref={null} subtitle={t("switcher.personal")} />}
    >
      {children}
    </Frame>
  );
}
