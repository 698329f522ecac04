import { removeStaleRegistrations } from "@/lib/server/services/accounts/remove-unconfirmed";

/** Nobody waits for it: an hour is often enough for what is due after days. */
export const accountPauseMs = 60 * 60 * 1_000;

/** Tidies accounts by real time: registrations that nobody confirmed go. */
export async function tidyAccounts(): Promise<void> {
  await removeStaleRegistrations();
}
