/** Where and in which language something is read. `timeZone` is an IANA name; nothing falls back to the machine's. */
export type Reader = { locale: string; timeZone: string };

/** The portal's English is written for partners all over the world: day before month, 24 hours. */
function regional(locale: string): string {
  return locale === "en" ? "en-GB" : locale;
}

/**
 * Writes a date with its year. Ukrainian puts a short "р." behind it, whose dot would meet the full stop of a sentence and
 * says no more than the year does.
 */
function withYear(date: Date | number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(regional(locale), options).format(date);
  return locale === "uk" ? text.replace(/\sр\./, "") : text;
}

/** Formats an ISO instant with date, time, and the zone's city and offset: a month end never stands alone. */
export function formatInstant(iso: string, { locale, timeZone }: Reader): string {
  const text = withYear(new Date(iso), locale, {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${text} (${formatZone(iso, { locale, timeZone })})`;
}

/** Formats an ISO instant for tables: short date and time, without the zone, which stands in the column's head. */
export function formatShortInstant(iso: string, { locale, timeZone }: Reader): string {
  return withYear(new Date(iso), locale, {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** Formats the local date of an ISO instant, short and without its year: "22 Nov". */
export function formatDay(iso: string, { locale, timeZone }: Reader): string {
  const format = new Intl.DateTimeFormat(regional(locale), { timeZone, day: "numeric", month: "short" });
  return format.format(new Date(iso));
}

/** Formats a calendar date such as "2026-11-22" in full. */
export function formatDate(date: string, locale: string): string {
  return withYear(new Date(date), locale, { timeZone: "UTC", dateStyle: "long" });
}

/** Names a zone by its city and its offset at that instant, as "Kyiv, UTC+2". UTC itself stands alone. */
export function formatZone(iso: string, { locale, timeZone }: Reader): string {
  if (timeZone === "UTC") return timeZone;
  return `${formatCity(timeZone)}, ${formatOffset(iso, { locale, timeZone })}`;
}

/** Returns the city of an IANA zone name, as it stands in the name. */
export function formatCity(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

function formatOffset(iso: string, { timeZone }: Reader): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(new Date(iso));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name.replace("GMT", "UTC");
}

/** Formats a calendar month such as "2026-11". */
export function formatMonth(month: string, locale: string): string {
  const [year, number] = month.split("-").map(Number);
  const first = Date.UTC(year ?? 0, (number ?? 1) - 1, 1);
  return withYear(first, locale, { timeZone: "UTC", month: "long", year: "numeric" });
}

/** Names a calendar month such as "2026-11" in short and without its year, for the foot of a bar: "Nov". */
export function formatMonthShort(month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(regional(locale), { timeZone: "UTC", month: "short" });
  return format.format(new Date(`${month}-01`));
}

/** Names the month of a calendar month such as "2026-11", without its year. */
export function formatMonthName(month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(regional(locale), { timeZone: "UTC", month: "long" });
  return format.format(new Date(`${month}-01T00:00Z`));
}

/** Formats an ISO instant as weekday, short date and time; the zone stands beside it. */
export function formatWeekday(iso: string, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(regional(locale), {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso));
}

/** Formats a whole number with the reader's separators. */
export function formatNumber(n: number, locale: string): string {
  return new Intl.NumberFormat(regional(locale)).format(n);
}

/** Formats integer minor units with their ISO 4217 currency. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(regional(locale), { style: "currency", currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Formats integer minor units as people type an amount: no currency, no grouping. */
export function formatAmount(minor: number, currency: string, locale: string): string {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false } as const;
  return new Intl.NumberFormat(regional(locale), format).format(minor / 10 ** (digits ?? 2));
}

const ages = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Formats how long before `nowIso` something was, in the largest fitting unit; under a minute in seconds. */
export function formatAge(iso: string, nowIso: string, locale: string): string {
  const seconds = Math.round((new Date(iso).getTime() - new Date(nowIso).getTime()) / 1_000);
  const format = new Intl.RelativeTimeFormat(regional(locale), { numeric: "auto" });
  const [unit, length] = ages.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
  return format.format(Math.trunc(seconds / length), unit);
}

/** Formats a length of time roughly, as people tell it: minutes up to an hour, hours up to two days, then days. */
export function formatSpan(ms: number, locale: string): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const hours = Math.round(minutes / 60);
  const [unit, count] =
    minutes < 60
      ? (["minute", minutes] as const)
      : hours < 48
        ? (["hour", hours] as const)
        : (["day", Math.round(hours / 24)] as const);
  return new Intl.NumberFormat(regional(locale), { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** Formats the demo clock's reading: weekday, date, time, city and offset. */
export function formatClock(iso: string, { locale, timeZone }: Reader): string {
  const text = withYear(new Date(iso), locale, {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${text} ${formatZone(iso, { locale, timeZone })}`;
}

/** Groups a SIM's number or a secret by four, for reading aloud and typing; the last group is what is left. */
export function formatGroups(text: string): string {
  return text.match(/.{1,4}/g)?.join(" ") ?? "";
}
