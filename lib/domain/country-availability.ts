/** What the platform says of a country. `closedOn` (`YYYY-MM-DD`) is set while it is closed, or is to close. */
export type CountryAvailability = {
  state: "AVAILABLE" | "CLOSED" | "NOT_OFFERED";
  closedOn: string | null;
};

/**
 * Returns the date (`YYYY-MM-DD`) since which a country takes nobody and nothing new, or null while it does. `today` is
 * the company's own date. A country nobody has written anything about was never closed.
 */
export function closedSince(availability: CountryAvailability | null, today: string): string | null {
  const closedOn = availability?.closedOn ?? null;
  return closedOn !== null && closedOn <= today ? closedOn : null;
}

/** Tells whether a company of this country can become a dealer on `today`. An unwritten country is not offered. */
export function takesDealers(availability: CountryAvailability | null, today: string): boolean {
  if (!availability || availability.state === "NOT_OFFERED") return false;
  return closedSince(availability, today) === null;
}
