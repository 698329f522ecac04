import { setTimeout as pause } from "node:timers/promises";
import { answerWithinMs, type StationAnswer, triesPerAddress } from "@/lib/domain/station-dialing";
import type { StationAddress } from "@/lib/domain/station-settings";
import { type Line, type LineTarget, openLine } from "./line";

/** What hinders a connection before it is tried. */
type NoTarget = Extract<StationAnswer, { kind: "REFUSED" | "FORBIDDEN" | "NO_SUCH_HOST" }>;

/** One message for a station. */
export type Call = {
  /** In the order in which they are tried. */
  addresses: readonly StationAddress[];
  sequence: number;
  /** Writes the message anew, with the stamp of its sending. */
  makeFrame: () => Uint8Array;
  /** Asked before each try; false ends the call. */
  mayTry: () => Promise<boolean>;
};

/** What came of a call: the last answer and which address gave it. Null: the call was ended before that. */
export type CallResult = { answer: StationAnswer; addressIndex: number } | null;

export type Dialer = { call: (call: Call) => Promise<CallResult>; hangUp: () => void };

export type DialerOptions = {
  /** Finds where an address leads. */
  find: (address: StationAddress) => Promise<LineTarget | NoTarget>;
  /** In milliseconds, for an answer and between two tries of a message. */
  withinMs?: number;
  repeatPauseMs?: number;
};

const defaultRepeatPauseMs = 500;

/**
 * Dials one station. A message goes out until it is acknowledged: four times to each address, each time over a line of its
 * own with a fresh stamp. The line of an acknowledged message serves the next one.
 */
export function openDialer({
  find,
  withinMs = answerWithinMs,
  repeatPauseMs = defaultRepeatPauseMs,
}: DialerOptions): Dialer {
  let open: { line: Line; to: StationAddress } | null = null;
  const hangUp = () => {
    open?.line.close();
    open = null;
  };
  const lineTo = async (to: StationAddress): Promise<Line | StationAnswer> => {
    if (open?.line.isOpen() && open.to.address === to.address && open.to.port === to.port) return open.line;
    hangUp();
    const target = await find(to);
    if ("kind" in target) return target;
    const line = await openLine(target, withinMs);
    if ("kind" in line) return line;
    open = { line, to };
    return line;
  };
  const tryOnce = async (to: StationAddress, { makeFrame, sequence }: Call): Promise<StationAnswer> => {
    const line = await lineTo(to);
    if ("kind" in line) return line;
    const answer = await line.send(makeFrame(), sequence);
    if (answer.kind !== "ACK") hangUp();
    return answer;
  };
  return { hangUp, call: (call) => callAll(call, { tryOnce, repeatPauseMs }) };
}

type Trying = { tryOnce: (to: StationAddress, call: Call) => Promise<StationAnswer>; repeatPauseMs: number };

/** Repeats are of no use where an address may not be dialed, or leads nowhere. */
const isFinal = ({ kind }: StationAnswer) => kind === "FORBIDDEN" || kind === "NO_SUCH_HOST";

async function callAll(call: Call, { tryOnce, repeatPauseMs }: Trying): Promise<CallResult> {
  let last: CallResult = null;
  for (const [addressIndex, to] of call.addresses.entries()) {
    for (let tries = 1; tries <= triesPerAddress; tries++) {
      if (!(await call.mayTry())) return null;
      const answer = await tryOnce(to, call);
      last = { answer, addressIndex };
      if (answer.kind === "ACK") return last;
      if (isFinal(answer)) break;
      if (tries < triesPerAddress) await pause(repeatPauseMs);
    }
  }
  return last;
}
