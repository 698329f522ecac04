import { waitOutRequests } from "@/lib/server/services/resellers/wait-out-requests";

/** Requests read as expired at once; reminders, mails and history may follow within this time. */
export const requestPauseMs = 5_000;

/** Reminds resellers of what has waited long, and closes requests and invitations that nobody answered in time. */
export async function endRequests(): Promise<void> {
  await waitOutRequests();
}
