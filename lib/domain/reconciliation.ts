/** The newest closed months of each reseller, which the comparison reads every night. */
export const comparedMonths = 3;

/** Nights in which the comparison reads every older closed month once. */
export const turnsOfMonths = 28;

/** Answers which older months a night reads: those whose number since the year 0 leaves this rest. */
export function turnOfDay(day: Temporal.PlainDate): number {
  const days = new Temporal.PlainDate(1970, 1, 1).until(day, { largestUnit: "day" }).days;
  return ((days % turnsOfMonths) + turnsOfMonths) % turnsOfMonths;
}
