import type { ReactNode } from "react";
import { ClockBanner } from "@/app/shell/clock-banner";
import { DoorFrame } from "@/app/shell/door-frame";
import { getPublicMonths } from "@/lib/server/queries/clock";
import { MonthEnds } from "./month-ends";

/** The frame of pages for people who have not signed in: the form, and on wide screens what a month's end is. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const months = await getPublicMonths();
  return (
    <DoorFrame home="/sign-in" banner={<ClockBanner clock={months.clock} />} aside={<MonthEnds {...months} />}>
      {children}
    </DoorFrame>
  );
}
