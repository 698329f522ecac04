/**
 * An independent answer to "when does this month begin in this zone", for tests: it asks `Intl` what a wall clock
 * shows and bisects, and shares no arithmetic with Temporal. Source: RELIABILITY section 6.
 */
export type MonthOracle = { timeZone: string; wallClock: (epochMs: number) => string };

export type OracleAnswer = { firstMs: number; kind: "PLAIN" | "GAP" | "FOLD" };

const HOUR_MS = 3_600_000;
/** No wall clock is farther from UTC than this, with room for a clock change in between. */
const WINDOW_MS = 26 * HOUR_MS;

export function openOracle(timeZone: string): MonthOracle {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    calendar: "gregory",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return { timeZone, wallClock: (epochMs) => format.format(epochMs) };
}

/** Returns the first millisecond at which the zone's wall clock shows the month, and how its midnight behaves. */
export function firstInstantShowing(oracle: MonthOracle, month: string): OracleAnswer {
  const utcMidnight = Date.parse(`${month}-01T00:00:00Z`);
  const from = utcMidnight - WINDOW_MS;
  const to = utcMidnight + WINDOW_MS;
  const isChanging = offsetMs(oracle, from) !== offsetMs(oracle, to);
  const pieces = isChanging ? splitAtChange(oracle, from, to) : [{ from, to }];

  const firsts = pieces.flatMap((piece) => firstInPiece(oracle, month, piece));
  const firstMs = firsts[0];
  if (firstMs === undefined) throw new Error(`${oracle.timeZone} never shows ${month}`);
  const midnight = `${month}-01 00:00:00`;
  const midnights = firsts.filter((ms) => oracle.wallClock(ms) === midnight);
  return {
    firstMs,
    kind: midnights.length === 0 ? "GAP" : hasSecondMidnight(oracle, midnight, pieces) ? "FOLD" : "PLAIN",
  };
}

type Piece = { from: number; to: number };

/** The clock changes once in the window, and runs evenly before and after: two pieces, `to` excluded. */
function splitAtChange(oracle: MonthOracle, from: number, to: number): Piece[] {
  const before = offsetMs(oracle, from);
  const change = bisect(from, to, (ms) => offsetMs(oracle, ms) !== before);
  return [
    { from, to: change },
    { from: change, to },
  ];
}

/** Guesses from the piece's offset and asks the clock whether the guess is right; if not, it bisects. */
function firstInPiece(oracle: MonthOracle, month: string, { from, to }: Piece): number[] {
  const isShown = (ms: number) => oracle.wallClock(ms) >= month;
  const guess = Date.parse(`${month}-01T00:00:00Z`) - offsetMs(oracle, from);
  if (guess > from && guess < to && isShown(guess) && !isShown(guess - 1)) return [guess];
  if (!isShown(to - 1)) return [];
  return [isShown(from) ? from : bisect(from, to - 1, isShown)];
}

function hasSecondMidnight(oracle: MonthOracle, midnight: string, pieces: Piece[]): boolean {
  const holding = pieces.filter(
    ({ from, to }) => oracle.wallClock(from) <= midnight && oracle.wallClock(to - 1) >= midnight,
  );
  return holding.length > 1;
}

/** Finds the first millisecond for which `isTrue`, given that it is false at `low`, true at `high`, and changes once. */
function bisect(low: number, high: number, isTrue: (ms: number) => boolean): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (isTrue(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function offsetMs(oracle: MonthOracle, epochMs: number): number {
  return Date.parse(`${oracle.wallClock(epochMs).replace(" ", "T")}Z`) - Math.floor(epochMs / 1000) * 1000;
}
