import type { StationAnswer } from "@/lib/domain/station-dialing";
import { instantOfStamp, parseFrame } from "./frame";

/**
 * Reads a station's answer to the message with `sequence`. An acknowledgment counts only with that number; whoever refuses
 * may not have read it, so a NAK counts with any. A stamp in a NAK is what the station's clock shows; an encrypted one
 * keeps its own to itself. A star says that the station encrypts, not that it means something else.
 */
export function readAnswer(text: string, sequence: number): StationAnswer {
  const frame = parseFrame(text);
  if (!frame) return { kind: "UNKNOWN" };
  const isOurs = Number(frame.sequence) === sequence;
  switch (frame.token.replace(/^\*/, "")) {
    case "ACK":
      return isOurs ? { kind: "ACK" } : { kind: "UNKNOWN" };
    case "NAK":
      return { kind: "NAK", stationTime: instantOfStamp(frame.rest.slice(frame.rest.indexOf("]") + 1)) };
    case "DUH":
      return isOurs ? { kind: "DUH" } : { kind: "UNKNOWN" };
    default:
      return { kind: "UNKNOWN" };
  }
}
