import { formatDate, type Reader } from "./format";

/** Formats the local date of an ISO instant in full: "22 November 2026". */
export function formatLocalDate(iso: string, { locale, timeZone }: Reader): string {
  return formatDate(Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDate().toString(), locale);
}
