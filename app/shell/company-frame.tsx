import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Bell } from "@/components/bell/bell";
import { Frame } from "@/components/shell/frame";
import type { Section } from "@/components/shell/section-nav";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { getBell } from "@/lib/server/queries/bell";
import type { ClockNow } from "@/lib/server/queries/clock";
import { ClockBanner } from "./clock-banner";
import { ViewerSwitcher } from "./viewer-switcher";

type Props = { home: string; clock: ClockNow; sections: Section[]; children: ReactNode };

/** The frame of one side of a company: its clock, its sections, and the switcher with company and role. */
export async function CompanyFrame({ home, clock, sections, children }: Props) {
  const viewer = await forPage(getViewer());
  const roles = await getTranslations("roles");
  const role = viewer.contexts.find(({ href }) => href === home)?.role;
  return (
    <Frame
      viewer={viewer.email}
      home={home}
      banner={<ClockBanner clock={clock} viewer={viewer} />}
      bell={<Bell open={(await getBell()).open} />}
      sections={sections}
      switcher={<ViewerSwitcher viewer={viewer} currentHref={home} subtitle={role ? roles(role) : ""} />}
    >
      {children}
    </Frame>
  );
}
