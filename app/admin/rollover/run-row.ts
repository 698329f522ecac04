import type { RunRowView } from "@/components/admin/run-table";
import { formatCity, formatInstant, formatMonth } from "@/lib/i18n/format";
import type { RunView } from "@/lib/server/queries/rollover";

type Unit = "none" | "milliseconds" | "seconds" | "minutes" | "hours";
type Translate = (unit: Unit, values?: { value: number }) => string;

const units = [
  { unit: "hours", ms: 3_600_000 },
  { unit: "minutes", ms: 60_000 },
  { unit: "seconds", ms: 1_000 },
  { unit: "milliseconds", ms: 1 },
] as const;

/** Says in the largest fitting unit how long after the boundary the last package was ended. */
export function formatLateness(latenessMs: number | null, t: Translate): string {
  const fitting = units.find(({ ms }) => (latenessMs ?? 0) >= ms);
  if (latenessMs === null || !fitting) return t("none");
  return t(fitting.unit, { value: Math.round(latenessMs / fitting.ms) });
}

/** One run as the report's table shows it; the month named is the one that is over. */
export function toRunRow(run: RunView, locale: string, t: Translate): RunRowView {
  const { id, status, due, ended, skipped, failed } = run;
  return {
    id,
    status,
    due,
    ended,
    skipped,
    failed,
    month: formatMonth(run.month, locale),
    zone: formatCity(run.timeZone),
    boundary: formatInstant(run.dueAt, { locale, timeZone: run.timeZone }),
    lateness: formatLateness(run.latenessMs, t),
  };
}
