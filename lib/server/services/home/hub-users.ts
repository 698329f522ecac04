import { clockNow } from "@/lib/clock";
import { eventOfPerson } from "@/lib/domain/hub-events";
import type { HubActor } from "@/lib/domain/live-hub";
import { AppError } from "@/lib/errors";
import type { Transaction } from "@/lib/server/context";
import { appendHubFacts } from "@/lib/server/feed/append";
import { type CloudCaller, loadOwnHub } from "@/lib/server/services/hubs/scope";
import { type HubUser, listBoundUsers, lockUserList } from "@/lib/server/store/cloud/bindings";
import type { HubPlace } from "@/lib/server/store/cloud/hubs";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";

/** A hub with its list of users, held until the transaction ends. `now` is by the hub's clock. */
export type HeldHub = HubPlace & { users: HubUser[]; now: Temporal.Instant; isMaster: boolean };

/** Holds a caller's hub and its list of users, so that changes of the list follow each other. Throws NOT_FOUND. */
export async function holdUserList(tx: Transaction, caller: CloudCaller, hubId: string): Promise<HeldHub> {
  await lockUserList(tx, hubId);
  const place = await loadOwnHub(tx, caller, hubId);
  const users = await listBoundUsers(tx, place.hubKey);
  return { ...place, users, now: clockNow(place.offsetMs), isMaster: place.role === "MASTER" };
}

/** Tells of a user who came or went, as an event of that user (INTEGRATION 7). */
export async function tellOfUser(
  tx: Transaction,
  { hubKey, now }: Pick<HeldHub, "hubKey" | "now">,
  event: { name: "USER_ADDED" | "USER_REMOVED"; user: HubActor },
): Promise<void> {
  const [hub] = await loadLiveHubs(tx, [hubKey]);
  if (!hub) throw new AppError("NOT_FOUND");
  const payload = eventOfPerson(hub, event.name, { actor: event.user });
  const id = crypto.randomUUID();
  await appendHubFacts(tx, [{ id, kind: "hub.event", companyId: hub.companyId, hubKey, at: now, payload }]);
}
