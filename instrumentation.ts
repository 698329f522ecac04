import { sendStatuses } from "@/lib/server/answer-status";

/** Runs once as the server starts, before the first request. */
export function register(): void {
  sendStatuses();
}
