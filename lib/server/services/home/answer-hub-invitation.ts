import { realNow, toDate } from "@/lib/clock";
import { mayTakeUser } from "@/lib/domain/cloud/hub-limits";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { bindHub, countBoundUsers, lockUserList } from "@/lib/server/store/cloud/bindings";
import { closeInvitation, findOpenInvitation, type OpenInvitation } from "@/lib/server/store/cloud/invitations";
import { holdUserList, tellOfUser } from "./hub-users";

export type AcceptRefusal = "HUB_INVITATION_OVER" | "HUB_USERS_FULL";

/**
 * Accepts an invitation of the caller's own address: from now on they are a user of the hub, which tells so. Refuses
 * HUB_INVITATION_OVER alike for one that was revoked, answered, never made, or is another's; and HUB_USERS_FULL, which
 * leaves the invitation open for when somebody has left.
 */
export async function acceptHubInvitation(
  caller: CloudCaller,
  invitationId: string,
): Promise<Outcome<{ hubId: string }, AcceptRefusal>> {
  return inSystemTransaction((tx) => acceptIn(tx, caller, invitationId));
}

/** As {@link acceptHubInvitation}, in the caller's transaction. */
export async function acceptIn(
  tx: Transaction,
  caller: CloudCaller,
  invitationId: string,
): Promise<Outcome<{ hubId: string }, AcceptRefusal>> {
  const { actor } = caller;
  const at = toDate(realNow());
  const open = await holdOwn(tx, caller, invitationId);
  if (!open) return refuse("HUB_INVITATION_OVER");
  const { hubId, hubKey } = open;
  const place = mayTakeUser(await countBoundUsers(tx, hubKey));
  if (!place.ok) return place;
  if (!(await closeInvitation(tx, { invitationId, state: "ACCEPTED", at }))) return refuse("HUB_INVITATION_OVER");
  await bindHub(tx, { userId: actor.id, hubKey, role: "USER", at });
  const hub = await holdUserList(tx, caller, hubId);
  await tellOfUser(tx, hub, { name: "USER_ADDED", user: actor });
  return succeed({ hubId });
}

/** Declines an invitation of the caller's own address. Refuses as {@link acceptHubInvitation} does. */
export async function declineHubInvitation(
  caller: CloudCaller,
  invitationId: string,
): Promise<Outcome<Record<string, never>, "HUB_INVITATION_OVER">> {
  return inSystemTransaction(async (tx) => {
    const now = realNow();
    const open = await holdOwn(tx, caller, invitationId);
    const close = { invitationId, state: "REVOKED", at: toDate(now) } as const;
    if (!open || !(await closeInvitation(tx, close))) return refuse("HUB_INVITATION_OVER");
    const { hubKey, companyId } = open;
    await appendAct(tx, { kind: "hub.users_changed", companyId, subjectId: hubKey, hubKey, at: now });
    return succeed({});
  });
}

/** Finds an invitation of the caller's own address and locks its hub, as masters do who revoke one. Null for none. */
async function holdOwn(tx: Transaction, { actor }: CloudCaller, invitationId: string): Promise<OpenInvitation | null> {
  const open = await findOpenInvitation(tx, { invitationId, userId: actor.id });
  if (open) await lockUserList(tx, open.hubId);
  return open;
}
