import { sendStatuses } from "@/lib/server/answer-status";
import { takePlainAddresses } from "@/lib/server/plain-addresses";

/** Runs once as the server starts, before the first request. */
export function register(): void {
  takePlainAddresses();
  sendStatuses();
}
