const units = { d: "hours", h: "hours", m: "minutes", s: "seconds" } as const;
const hoursOfDay = 24;
const longest = Temporal.Duration.from({ hours: 400 * hoursOfDay });

/**
 * Reads a stretch of time ahead: ISO 8601 as `PT90M`, or short as `90m`, `36h`, `2d`. A day is 24 hours. Null for anything
 * else, for none, and for more than 400 days.
 */
export function readDuration(text: string): Temporal.Duration | null {
  const short = /^(\d{1,6})([dhms])$/.exec(text);
  const read = short
    ? Temporal.Duration.from({
        [units[short[2] as keyof typeof units]]: Number(short[1]) * (short[2] === "d" ? 24 : 1),
      })
    : readIso(text);
  if (read?.sign !== 1) return null;
  return Temporal.Duration.compare(read, longest) > 0 ? null : read;
}

function readIso(text: string): Temporal.Duration | null {
  const match = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text);
  if (!match) return null;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return Temporal.Duration.from({
    hours: Number(days) * hoursOfDay + Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
  });
}

/** Reads an instant with its zone, as `2026-12-01T00:00:00Z` or with an offset. Null for anything else. */
export function readInstant(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}
