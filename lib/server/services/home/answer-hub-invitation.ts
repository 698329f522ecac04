import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { bindHub, lockUserList } from "@/lib/server/store/cloud/bindings";
import { closeInvitation, findOpenInvitation, type OpenInvitation } from "@/lib/server/store/cloud/invitations";
import { holdUserList, tellOfUser } from "./hub-users";

/**
 * Accepts an invitation of the caller's own address: from now on they are a user of the hub, which tells so. Refuses
 * HUB_INVITATION_OVER alike for one that was revoked, answered, never made, or is another's.
 */
export async function acceptHubInvitation(
  caller: CloudCaller,
  invitationId: string,
): Promise<Outcome<{ hubId: string }, "HUB_INVITATION_OVER">> {
  return inSystemTransaction((tx) => acceptIn(tx, caller, invitationId));
}

/** As {@link acceptHubInvitation}, in the caller's transaction. */
export async function acceptIn(
  tx: Transaction,
  caller: CloudCaller,
  invitationId: string,
): Promise<Outcome<{ hubId: string }, "HUB_INVITATION_OVER">> {
  const { actor } = caller;
  const at = toDate(realNow());
  const open = await closeOwn(tx, caller, { invitationId, state: "ACCEPTED", at });
  if (!open) return refuse("HUB_INVITATION_OVER");
  const { hubId, hubKey } = open;
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
    const open = await closeOwn(tx, caller, { invitationId, state: "REVOKED", at: toDate(now) });
    if (!open) return refuse("HUB_INVITATION_OVER");
    const { hubKey, companyId } = open;
    await appendAct(tx, { kind: "hub.users_changed", companyId, subjectId: hubKey, hubKey, at: now });
    return succeed({});
  });
}

type Close = { invitationId: string; state: "ACCEPTED" | "REVOKED"; at: Date };

/** Closes an invitation of the caller's own address under its hub's lock, as masters do who revoke one. Null for none. */
async function closeOwn(tx: Transaction, { actor }: CloudCaller, close: Close): Promise<OpenInvitation | null> {
  const open = await findOpenInvitation(tx, { invitationId: close.invitationId, userId: actor.id });
  if (!open) return null;
  await lockUserList(tx, open.hubId);
  return (await closeInvitation(tx, close)) ? open : null;
}
