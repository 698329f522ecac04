import type { HubActor } from "@/lib/domain/live-hub";
import { AppError } from "@/lib/errors";
import type { Transaction } from "@/lib/server/context";
import { findHubPlace, type HubPlace, type HubScope, holdBinding } from "@/lib/server/store/cloud/hubs";

/** A caller of the hub cloud: whose hubs are meant, and who its acts are. */
export type CloudCaller = { scope: HubScope; actor: HubActor };

/** Finds a caller's hub for a command, and keeps the binding for as long as that takes. Throws NOT_FOUND. */
export async function loadOwnHub(tx: Transaction, { scope }: CloudCaller, hubId: string): Promise<HubPlace> {
  if (scope.kind === "USER") await holdBinding(tx, scope.userId, hubId);
  const place = await findHubPlace(tx, scope, hubId);
  if (!place) throw new AppError("NOT_FOUND");
  return place;
}
