import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { DoorFrame } from "@/app/shell/door-frame";
import { DemoClockBanner } from "@/components/shell/demo-clock-banner";
import { formatClock } from "@/lib/i18n/format";
import { getPublicMonths } from "@/lib/server/queries/clock";
import { MonthEnds } from "./month-ends";

/** The frame of pages for people who have not signed in: the form, and on wide screens what a month's end is. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const months = await getPublicMonths();
  const { clock } = months;
  const banner = clock ? (
    <DemoClockBanner time={formatClock(clock.now, { locale, timeZone: clock.timeZone })} moveHref={null} />
  ) : null;
  return (
    <DoorFrame home="/sign-in" banner={banner} aside={<MonthEnds {...months} />}>
      {children}
    </DoorFrame>
  );
}
