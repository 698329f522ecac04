import { getLocale } from "next-intl/server";
import { DemoClockBanner } from "@/components/shell/demo-clock-banner";
import { formatClock } from "@/lib/i18n/format";
import type { Viewer } from "@/lib/server/queries/account";
import type { ClockNow } from "@/lib/server/queries/clock";

/** The demo strip of a frame; nothing outside demo mode. The platform admin can move the clock from here. */
export async function ClockBanner({ clock, viewer }: { clock: ClockNow; viewer?: Viewer }) {
  if (!clock) return null;
  const time = formatClock(clock.now, { locale: await getLocale(), timeZone: clock.timeZone });
  return <DemoClockBanner time={time} moveHref={viewer?.isPlatformAdmin ? "/admin/clock" : null} />;
}
