import { randomUUID } from "node:crypto";
import { commonPasswords } from "@/lib/auth/common-passwords";
import { readHubInvitationToken } from "@/lib/auth/hub-invitation-token";
import { hashPassword } from "@/lib/auth/password";
import { realNow, toDate } from "@/lib/clock";
import { mayTakeUser } from "@/lib/domain/cloud/hub-limits";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isGuessable } from "@/lib/domain/password-rules";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { databaseFaultOf } from "@/lib/server/database-errors";
import { addEndUser } from "@/lib/server/store/cloud/accounts";
import { countBoundUsers, lockUserList } from "@/lib/server/store/cloud/bindings";
import { openHomeSession } from "@/lib/server/store/cloud/home-sessions";
import { findMailedInvitation } from "@/lib/server/store/cloud/invitations";
import { type AcceptRefusal, acceptIn } from "./answer-hub-invitation";

/** `token` is of the invitation's mail, which proves the address. */
export type Joining = { token: string; firstName: string; lastName: string; password: string; locale: string };

export type JoinRefusal = AcceptRefusal | "ADDRESS_IN_USE" | "PASSWORD_WEAK";

/**
 * Makes an account of a home for an invited address, accepts the invitation, and signs the person in; returns the sign-in's
 * id. Refuses HUB_INVITATION_OVER for a link whose invitation does not wait any more, ADDRESS_IN_USE where the address has
 * an account of either kind, HUB_USERS_FULL, and PASSWORD_WEAK.
 */
export async function joinHub(given: Joining): Promise<Outcome<{ sid: string }, JoinRefusal>> {
  const invitationId = readHubInvitationToken(given.token);
  if (!invitationId) return refuse("HUB_INVITATION_OVER");
  const { firstName, lastName, password } = given;
  const open = await inSystemTransaction((tx) => findMailedInvitation(tx, invitationId));
  if (!open) return refuse("HUB_INVITATION_OVER");
  if (open.hasAccount) return refuse("ADDRESS_IN_USE");
  const owner = { email: open.email, name: `${firstName} ${lastName}`, companies: [] };
  if (isGuessable(password, owner, commonPasswords())) return refuse("PASSWORD_WEAK");
  const passwordHash = await hashPassword(password);
  try {
    return await inSystemTransaction((tx) => join(tx, { ...given, email: open.email, invitationId, passwordHash }));
  } catch (error) {
    if (databaseFaultOf(error)?.sqlState === "23505") return refuse("ADDRESS_IN_USE");
    throw error;
  }
}

type Proved = Omit<Joining, "token" | "password"> & { email: string; invitationId: string; passwordHash: string };

async function join(
  tx: Transaction,
  { firstName, lastName, locale, email, invitationId, passwordHash }: Proved,
): Promise<Outcome<{ sid: string }, JoinRefusal>> {
  const id = randomUUID();
  const held = await holdMailed(tx, invitationId);
  if (!held.ok) return held;
  await addEndUser(tx, { id, email, firstName, lastName, passwordHash, locale, createdAt: toDate(realNow()) });
  const caller = { scope: { kind: "USER", userId: id }, actor: { id, name: `${firstName} ${lastName}` } } as const;
  await acceptIn(tx, caller, invitationId);
  return succeed({ sid: await openHomeSession(tx, { userId: id, epoch: 1 }) });
}

/** Holds the hub of a mail's invitation, so that nobody is made whom it cannot take afterwards. */
async function holdMailed(tx: Transaction, invitationId: string): Promise<Outcome<null, AcceptRefusal>> {
  const open = await findMailedInvitation(tx, invitationId);
  if (open) await lockUserList(tx, open.hubId);
  const held = open && (await findMailedInvitation(tx, invitationId));
  return held ? mayTakeUser(await countBoundUsers(tx, held.hubKey)) : refuse("HUB_INVITATION_OVER");
}
