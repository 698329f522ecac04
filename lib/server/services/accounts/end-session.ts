import { revokeSession } from "@/lib/server/store/sessions";

/** Ends the session of a cookie's id; the next request with that cookie is a stranger's. */
export async function endSession(sidHash: string): Promise<void> {
  await revokeSession(sidHash, "SIGNED_OUT");
}
