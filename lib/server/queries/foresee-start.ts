import "server-only";
import { type BillingMonth, billingMonthOf } from "@/lib/domain/billing-month";
import { layOutMonthRuler, type MonthRuler } from "@/lib/domain/month-ruler";
import { decideStartDay } from "@/lib/domain/planned-start";
import type { PackagePanel, PanelRefusal } from "./package-panel";

/** When a planned start would be (ISO text) and the month first paid for; both null until the hub comes online. */
export type ForeseenStart = { startsAt: string | null; month: BillingMonth | null; ruler: MonthRuler };

/** Foretells a start on a day of the company's calendar; null is when the hub comes online. */
export function foreseeStart(
  { viewer, service }: PackagePanel,
  day: string | null,
): { start: ForeseenStart; refusal: null } | { start: null; refusal: PanelRefusal } {
  const zone = service.billingZone;
  const now = Temporal.Instant.from(viewer.now);
  const decided = decideStartDay(day, now, zone);
  if (!decided.ok) return { start: null, refusal: { code: decided.refusal, params: decided.params ?? {} } };
  const at = decided.value;
  const ruler = layOutMonthRuler({ now, zone, liveSince: at, endsAt: null, decidedAt: null });
  return {
    start: { startsAt: at?.toString() ?? null, month: at ? billingMonthOf(at, zone) : null, ruler },
    refusal: null,
  };
}
