import { hashSid, revokeSession } from "@/lib/server/store/sessions";

/** Ends the session of a cookie's id; the next request with that cookie is a stranger's. */
export async function endSession(sid: string): Promise<void> {
  await revokeSession(hashSid(sid), "SIGNED_OUT");
}
