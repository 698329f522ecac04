import { mintToken } from "@/lib/auth/secret-token";
import { toDate } from "@/lib/clock";
import { effectiveState, invitationEnd } from "@/lib/domain/invitation";
import type { Transaction } from "@/lib/server/context";
import { findPerson } from "@/lib/server/store/employees";
import { lockWaiting, type StoredInvitation, saveInvitation } from "@/lib/server/store/invitations";
import { sendInvitation } from "./invitation-mail";

/** Whose address was confirmed: `at` is real time; each company's clock adds its own offset. */
export type ConfirmedAddress = { email: string; accountId: string; at: Temporal.Instant };

/**
 * Turns every kept entry of a newly confirmed address into an open offer of 30 days and mails it, in the transaction of
 * the confirmation. Returns how many there were. An entry past its end stays for the expiry job; a repeat finds nothing.
 */
export async function releaseKeptInvitations(
  tx: Transaction,
  { email, accountId, at }: ConfirmedAddress,
): Promise<number> {
  const person = await findPerson(tx, accountId);
  if (!person) return 0;
  let released = 0;
  for (const kept of await lockWaiting(tx, email)) {
    const now = at.add({ milliseconds: Number(kept.company.offsetMs) });
    if (effectiveState(kept, now) !== "WAITING") continue;
    await openKept(tx, { kept, account: person, now });
    released += 1;
  }
  return released;
}

async function openKept(
  tx: Transaction,
  {
    kept,
    account,
    now,
  }: {
    kept: StoredInvitation;
    account: { id: string; locale: string | null };
    now: Temporal.Instant;
  },
): Promise<void> {
  const { token, tokenHash } = mintToken();
  const expiresAt = invitationEnd(now);
  await saveInvitation(tx, kept, {
    state: "INVITED",
    tokenHash,
    sentAt: toDate(now),
    expiresAt: toDate(expiresAt),
  });
  await sendInvitation(tx, account, { ...kept, token, expiresAt });
}
