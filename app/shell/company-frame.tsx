import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Frame } from "@/components/shell/frame";
import type { Section } from "@/components/shell/section-nav";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import type { ClockNow } from "@/lib/server/queries/clock";
import { ClockBanner } from "./clock-banner";
import { BellNow, LiveFrame } from "./live-frame";
import { ViewerSwitcher } from "./viewer-switcher";

type Props = { home: string; clock: ClockNow; sections: Section[]; children: ReactNode };

/** The frame of one side of a company: its clock, its sections, and the switcher with company and role. */
export async function CompanyFrame({ home, clock, sections, children }: Props) {
  const viewer = await forPage(getViewer());
  const roles = await getTranslations("roles");
  const [, kind, slug = ""] = home.split("/");
  const role = viewer.contexts.find(({ href }) => href === home)?.role;
  return (
    <Frame
      viewer={viewer.email}
      home={home}
      banner={<ClockBanner clock={clock} viewer={viewer} />}
      bell={<BellNow />}
      live={<LiveFrame place={{ side: kind === "r" ? "reseller" : "dealer", slug }} />}
      sections={sections}
      switcher={<ViewerSwitcher viewer={viewer} currentHref={home} subtitle={role ? roles(role) : ""} />}
    >
      {children}
    </Frame>
  );
}
