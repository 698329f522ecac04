import { type ArmingOrder, decideArming } from "@/lib/domain/arming";
import { eventOfPerson } from "@/lib/domain/hub-events";
import type { HubActor, LiveHub } from "@/lib/domain/live-hub";
import { type Step, unchanged } from "./stimulus";

/** Lets a hub obey an order. One that is prevented changes nothing, but is told. The person is the source of the event. */
export function obey(
  hub: LiveHub,
  { order, actor, now }: { order: ArmingOrder; actor: HubActor; now: Temporal.Instant },
): Step {
  const decision = decideArming(hub, order, now);
  const isPlain = order.command === "ARM" || order.command === "DISARM";
  const groups = isPlain ? hub.groups.filter(({ number }) => number === order.groupNumber) : [];
  switch (decision.kind) {
    case "CHANGED":
      return {
        hub: decision.hub,
        events: [eventOfPerson(decision.hub, decision.event, { actor, groups })],
        answer: "DONE",
      };
    case "PREVENTED":
      return { hub, events: [eventOfPerson(hub, decision.event, { actor, groups })], answer: "PREVENTED" };
    default:
      return unchanged(hub, decision.kind);
  }
}
