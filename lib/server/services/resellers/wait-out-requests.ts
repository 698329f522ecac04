import { expireRequests } from "./expire-requests";
import { expireResellerInvitations } from "./expire-reseller-invitations";
import { remindOfWaiting } from "./remind-waiting";

/** Does everything that waiting brings about by now: reminders first, since they were due before the end. */
export async function waitOutRequests(): Promise<void> {
  await remindOfWaiting();
  await expireRequests();
  await expireResellerInvitations();
}
