/** What a station answered to a message, or that it did not. Source: INTEGRATION 11, SIA DC-09. */
export type StationAnswer =
  | { kind: "ACK" }
  /** `stationTime` is the clock the station showed, if it did. */
  | { kind: "NAK"; stationTime: Temporal.Instant | null }
  | { kind: "DUH" }
  | { kind: "UNKNOWN" }
  | { kind: "SILENCE" }
  | { kind: "BROKEN" }
  | { kind: "REFUSED" }
  | { kind: "FORBIDDEN" }
  | { kind: "NO_SUCH_HOST" };

/**
 * Why a message did not get through, as pages say it. CLOCK: the station's clock differs; NO_CHANNEL: nothing to dial over;
 * KEY_LOST: the stored key cannot be opened.
 */
export const stationFaults = [
  "NAK",
  "CLOCK",
  "DUH",
  "UNKNOWN",
  "SILENCE",
  "BROKEN",
  "REFUSED",
  "FORBIDDEN",
  "NO_SUCH_HOST",
  "NO_CHANNEL",
  "KEY_LOST",
] as const;

export type StationFault = (typeof stationFaults)[number];

/** How long a station may take to answer, in milliseconds. */
export const answerWithinMs = 5_000;

/** How often a message is sent to one address before the next one is tried. */
export const triesPerAddress = 4;

/** After so many failures on every address a hub says that its station is lost. */
export const failuresUntilLost = 3;

const firstPauseSeconds = 5;
const longestPauseSeconds = 60;

/** How long a hub waits after so many failures in a row, 1 at least, in seconds. */
export function pauseSeconds(failures: number): number {
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** Math.min(failures - 1, 10));
}

/** Receivers take stamps that are some seconds old or ahead; beyond this the clocks are at fault. */
const clockToleranceSeconds = 20;

/** Names the fault behind an answer. A refusal that shows another time than ours is one of the clocks. */
export function faultOf(answer: Exclude<StationAnswer, { kind: "ACK" }>, now: Temporal.Instant): StationFault {
  if (answer.kind !== "NAK" || answer.stationTime === null) return answer.kind;
  const differs = Math.abs(answer.stationTime.since(now).total("seconds")) > clockToleranceSeconds;
  return differs ? "CLOCK" : "NAK";
}

/** An address that did not answer stays aside for so long, in seconds; the reserve is dialed first meanwhile. */
export const reserveFirstSeconds = 300;

/** The number after this one: 1 to 9999, and 1 again. */
export function nextSequence(sequence: number): number {
  return (sequence % 9_999) + 1;
}
