import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClockBanner } from "@/app/shell/clock-banner";
import { LiveHomeFrame } from "@/app/shell/live-frame";
import { ResidentMenu } from "@/app/shell/viewer-switcher";
import { Frame } from "@/components/shell/frame";
import type { Section } from "@/components/shell/section-nav";
import { forPage } from "@/lib/server/pages";
import { getHomeClock } from "@/lib/server/queries/clock";
import { getResident } from "@/lib/server/queries/home";
import { homeMetadata, homeName } from "../home-name";

export const generateMetadata = homeMetadata;

/** The frame of My home. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  const resident = await forPage(getResident());
  const t = await getTranslations("home.nav");
  const help = await getTranslations("home.help");
  const sections: Section[] = [
    { href: "/home", label: t("hubs"), icon: "hub", covers: ["/home/hubs"], isExact: true },
    { href: "/home/links", label: t("links"), short: t("linksShort"), icon: "box" },
  ];
  return (
    <Frame
      viewer={resident.email}
      home="/home"
      product={await homeName()}
      banner={<ClockBanner clock={await getHomeClock()} />}
      bell={null}
      live={<LiveHomeFrame />}
      sections={sections}
      guides={[help("arm"), help("prevented"), help("users"), help("links")]}
      switcher={<ResidentMenu name={resident.name} email={resident.email} />}
    >
      {children}
    </Frame>
  );
}
