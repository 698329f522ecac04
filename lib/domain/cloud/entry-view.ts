import type { HubUpdate } from "../hub-updates";

/** A fact of the outbox that goes to the users of a hub. `payload` is of its kind's own shape. */
export type Entry = {
  id: string;
  kind: "hub.event" | "hub.update";
  payload: Record<string, unknown>;
  at: Temporal.Instant;
};

/** What happened, without the one who is told. `eventId` is the same however often it is delivered. */
export function viewEvent({ id, payload, at }: Entry) {
  return { eventId: id, ...payload, timestamp: at.epochMilliseconds };
}

/** An entry as it is delivered to one user: an event or an update, which never share a shape. Source: INTEGRATION 7. */
export function viewEntry(entry: Entry, userId: string) {
  if (entry.kind === "hub.event") return { recipient: { id: userId, type: "USER" }, event: viewEvent(entry) };
  const { id, hubId, type, updates } = entry.payload as HubUpdate;
  return { id, userId, hubId, type, updates };
}
