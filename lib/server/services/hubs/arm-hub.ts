import { clockNow } from "@/lib/clock";
import { type ArmingOrder, decideArming } from "@/lib/domain/arming";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import { world } from "@/lib/sim/port";
import { type CloudCaller, loadOwnHub } from "./scope";

/** A hub's order, or its panic button. */
export type HubOrder = ArmingOrder | { command: "PANIC" };

export type HubOrderRefusal = "ARMING_PREVENTED" | "GROUPS_OFF" | "HUB_OFFLINE";

/**
 * Gives a hub an order as an act of the caller, whom the event names: state, events and updates commit together, and
 * orders for one hub follow each other. A repeat of a state already reached changes nothing. One that is prevented is
 * recorded and refused. Throws NOT_FOUND for a hub or a group that the caller does not have. Source: INTEGRATION 4.3.
 */
export async function armHub(
  caller: CloudCaller,
  hubId: string,
  order: HubOrder,
): Promise<Outcome<Record<string, never>, HubOrderRefusal>> {
  return inSystemTransaction(async (tx) => {
    const { hubKey, offsetMs } = await loadOwnHub(tx, caller, hubId);
    const { actor } = caller;
    const now = clockNow(offsetMs);
    const stimulus =
      order.command === "PANIC"
        ? ({ to: "ORDER", what: "PANIC", actor } as const)
        : ({ to: "ORDER", what: "ARMING", order, actor } as const);
    const [given] = await world().stimulate(tx, [{ hubKey, at: now, stimulus }]);
    switch (given?.answer) {
      case "PREVENTED":
        return refuse("ARMING_PREVENTED", { devices: await obstacles(tx, { hubKey, order, now }) });
      case "GROUPS_OFF":
        return refuse("GROUPS_OFF");
      case "OFFLINE":
        return refuse("HUB_OFFLINE");
      case "NO_SUCH_GROUP":
      case undefined:
        throw new AppError("NOT_FOUND");
      default:
        return succeed({});
    }
  });
}

type Prevented = { hubKey: string; order: HubOrder; now: Temporal.Instant };

/** Names what stands in the way of arming. What was prevented has changed nothing, so it is asked again. */
async function obstacles(tx: Transaction, { hubKey, order, now }: Prevented): Promise<string> {
  const [hub] = await loadLiveHubs(tx, [hubKey]);
  const decision = hub && order.command !== "PANIC" ? decideArming(hub, order, now) : null;
  return decision?.kind === "PREVENTED" ? decision.problems.map(({ name }) => name).join(", ") : "";
}
