import { expireInvitations } from "@/lib/server/services/employees/expire-invitations";

/** Offers read as over at once; mails and the list of ended ones may follow within this time. */
export const invitationPauseMs = 5_000;

/** Closes offers to join that nobody answered in time. */
export async function endInvitations(): Promise<void> {
  await expireInvitations();
}
