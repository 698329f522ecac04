import type { NetworkFault } from "@/lib/domain/network-faults";
import { chance } from "./chance";

/** A message that goes into the network. `attempt` tells repeats of one command apart. */
export type NetworkMessage = { direction: "COMMAND" | "REPORT"; simId: string; version: number; attempt: number };

const secondsApart = 60;

/**
 * Says when a message arrives, in milliseconds from its sending, once for each copy; never, where it is lost. Without
 * faults it arrives at once. The same message under the same faults always fares the same.
 */
export function deliveryDelays(message: NetworkMessage, faults: readonly NetworkFault[]): number[] {
  const felt = faults.filter((fault) => concerns(fault, message));
  const draw = (fault: NetworkFault, purpose: string) =>
    chance(fault.seed, purpose, message.simId, message.version, message.direction, message.attempt);
  if (felt.some(({ kind }) => kind === "GATEWAY_DOWN")) return [];
  if (felt.some((fault) => fault.kind === "REPORTS_LOST" && draw(fault, "loss") * 100 < fault.percent)) return [];

  const heldUp = felt.reduce((sum, fault) => sum + holdUpMs(fault, draw(fault, "order")), 0);
  const doubled = felt.find(({ kind }) => kind === "REPORTS_DOUBLED");
  if (!doubled) return [heldUp];
  return [heldUp, heldUp + Math.floor(draw(doubled, "copy") * secondsApart * 1_000)];
}

/** A gateway that is down lets nothing pass, a slow one holds up commands; faults of reports may be set to hit both. */
function concerns({ kind, hasCommands }: NetworkFault, { direction }: NetworkMessage): boolean {
  if (kind === "GATEWAY_DOWN") return true;
  return kind === "GATEWAY_SLOW" ? direction === "COMMAND" : direction === "REPORT" || hasCommands;
}

function holdUpMs({ kind, seconds }: NetworkFault, drawn: number): number {
  if (kind === "REPORTS_REORDERED") return Math.floor(drawn * secondsApart * 1_000);
  return kind === "REPORTS_DELAYED" || kind === "GATEWAY_SLOW" ? seconds * 1_000 : 0;
}

const firstRetrySeconds = 15;
const mostRetrySeconds = 3_600;

/** How long the gateway waits for an answer before it sends a command again, the more often the longer, in seconds. */
export function retrySeconds(attempts: number): number {
  return Math.min(mostRetrySeconds, firstRetrySeconds * 2 ** Math.min(attempts - 1, 10));
}
