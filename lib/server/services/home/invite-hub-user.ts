import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { revokeInvitation } from "@/lib/server/store/cloud/invitations";
import { holdUserList } from "./hub-users";
import { type PlaceRefusal, placeInvitation, tellListChanged } from "./place-invitation";

export type InviteRefusal = "MASTER_ONLY" | PlaceRefusal;

/**
 * Invites an address to a hub, by a master of it. The invitation waits for as long as it takes and gives no right until it
 * is accepted; whether anybody has an account with that address is not told. The reporting address is invited like any
 * other, never answers, and switches reporting on meanwhile. Throws NOT_FOUND. Source: INTEGRATION 10.8 to 10.10.
 */
export async function inviteHubUser(
  caller: CloudCaller,
  { hubId, email }: { hubId: string; email: string },
): Promise<Outcome<Record<string, never>, InviteRefusal>> {
  await takePoint("hubInvitationByUser", caller.actor.id);
  return inSystemTransaction(async (tx) => {
    const hub = await holdUserList(tx, caller, hubId);
    if (!hub.isMaster) return refuse("MASTER_ONLY");
    return placeInvitation(tx, hub, { email, invitedByName: caller.actor.name });
  });
}

/** Revokes an address's invitation to a hub, by a master of it; reporting that hung on it ends at once. Throws NOT_FOUND. */
export async function revokeHubInvitation(
  caller: CloudCaller,
  { hubId, email }: { hubId: string; email: string },
): Promise<Outcome<Record<string, never>, "MASTER_ONLY" | "HUB_INVITATION_OVER">> {
  return inSystemTransaction(async (tx) => {
    const hub = await holdUserList(tx, caller, hubId);
    if (!hub.isMaster) return refuse("MASTER_ONLY");
    const where = { hubKey: hub.hubKey, email, at: toDate(hub.now) };
    if (!(await revokeInvitation(tx, where))) return refuse("HUB_INVITATION_OVER");
    await tellListChanged(tx, hub);
    return succeed({});
  });
}
