import { randomUUID } from "node:crypto";
import { writeHubInvitationToken } from "@/lib/auth/hub-invitation-token";
import { toDate } from "@/lib/clock";
import { mayInviteUser } from "@/lib/domain/cloud/hub-limits";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { env } from "@/lib/env";
import type { Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
import { postMail } from "@/lib/server/mail";
import { findAddressLocale } from "@/lib/server/store/cloud/accounts";
import { addInvitation, type NewInvitation } from "@/lib/server/store/cloud/invitations";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import type { HeldHub } from "./hub-users";

export type PlaceRefusal = "HUB_USER_ALREADY" | "HUB_USERS_FULL" | "HUB_INVITED_ALREADY";

/** A hub whose list of users is held. */
export type HeldList = Pick<HeldHub, "hubKey" | "companyId" | "now" | "users">;

/**
 * Invites an address, in small letters, to a hub whose list of users the caller holds, whoever invites: a hub that is full
 * takes nobody but the reporting address, which never answers. A mail brings it.
 */
export async function placeInvitation(
  tx: Transaction,
  hub: HeldList,
  { email, invitedByName }: { email: string; invitedByName: string },
): Promise<Outcome<Record<string, never>, PlaceRefusal>> {
  if (hub.users.some((user) => user.email.toLowerCase() === email)) return refuse("HUB_USER_ALREADY", { email });
  const place = mayInviteUser({ users: hub.users.length, isReporter: isReporter(email) });
  if (!place.ok) return place;
  const invitation = { id: randomUUID(), hubKey: hub.hubKey, email, invitedByName, at: toDate(hub.now) };
  if (!(await addInvitation(tx, invitation))) return refuse("HUB_INVITED_ALREADY", { email });
  await tellListChanged(tx, hub);
  await postInvitation(tx, invitation);
  return succeed({});
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

/** Pages that show the hub's list of users draw it anew. */
export async function tellListChanged(
  tx: Transaction,
  { hubKey, companyId, now: at }: Omit<HeldList, "users">,
): Promise<void> {
  await appendAct(tx, { kind: "hub.users_changed", companyId, subjectId: hubKey, hubKey, at });
}
