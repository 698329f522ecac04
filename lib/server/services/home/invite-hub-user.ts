import { randomUUID } from "node:crypto";
import { writeHubInvitationToken } from "@/lib/auth/hub-invitation-token";
import { toDate } from "@/lib/clock";
import { mayInviteUser } from "@/lib/domain/cloud/hub-limits";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { env } from "@/lib/env";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { findAddressLocale } from "@/lib/server/store/cloud/accounts";
import { addInvitation, type NewInvitation, revokeInvitation } from "@/lib/server/store/cloud/invitations";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import { type HeldHub, holdUserList } from "./hub-users";

export type InviteRefusal = "MASTER_ONLY" | "HUB_USER_ALREADY" | "HUB_USERS_FULL" | "HUB_INVITED_ALREADY";

/**
 * Invites an address to a hub, by a master of it. The invitation waits for as long as it takes and gives no right until it
 * is accepted; whether anybody has an account with that address is not told. A mail brings it. The reporting address is invited like any
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
    if (hub.users.some((user) => user.email.toLowerCase() === email)) return refuse("HUB_USER_ALREADY", { email });
    const place = mayInviteUser({ users: hub.users.length, isReporter: isReporter(email) });
    if (!place.ok) return place;
    const { hubKey, now } = hub;
    const invitation = { id: randomUUID(), hubKey, email, invitedByName: caller.actor.name, at: toDate(now) };
    if (!(await addInvitation(tx, invitation))) return refuse("HUB_INVITED_ALREADY", { email });
    await appendAct(tx, actOf(hub));
    await postInvitation(tx, invitation);
    return succeed({});
  });
}

const isReporter = (email: string) => email === env().reportingAddress.toLowerCase();

/** Mails an invitation; the reporting address never answers, and gets none (INTEGRATION 10.9). */
async function postInvitation(tx: Transaction, { id, hubKey, email, invitedByName, at }: NewInvitation): Promise<void> {
  if (isReporter(email)) return;
  const [hub] = await loadLiveHubs(tx, [hubKey]);
  const linkPath = `/home/join/${writeHubInvitationToken(id)}`;
  const data = { hub: hub?.name ?? "", inviter: invitedByName, linkPath };
  await postMail(tx, { template: "hub-invitation", to: email, locale: await findAddressLocale(tx, email), data, at });
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
    await appendAct(tx, actOf(hub));
    return succeed({});
  });
}

/** Pages that show the hub's list of users draw it anew. */
function actOf({ hubKey, companyId, now: at }: HeldHub) {
  return { kind: "hub.users_changed" as const, companyId, subjectId: hubKey, hubKey, at };
}
