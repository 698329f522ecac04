import { type Outcome, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction } from "@/lib/server/context";
import { recordAccountEvent } from "@/lib/server/store/account-events";
import { endAllSessions, endSessionById, hashSid, revokeSession } from "@/lib/server/store/sessions";
import type { SignedInPerson } from "./signed-in-person";

/** Ends the session of a cookie's id; the next request with that cookie is a stranger's. */
export async function endSession(sid: string): Promise<void> {
  await revokeSession(hashSid(sid), "SIGNED_OUT");
}

/** Ends one sign-in of the person. One that has ended already, or is another person's, changes nothing. */
export async function endOneSession(
  person: SignedInPerson,
  sessionId: string,
): Promise<Outcome<Record<string, never>, never>> {
  return inSystemTransaction(async (tx) => {
    const isEnded = await endSessionById(tx, person.accountId, sessionId);
    if (isEnded) await recordAccountEvent(tx, person.accountId, "session.ended", person.source);
    return succeed({});
  });
}

/** Ends every sign-in of the person, the present one too. */
export async function endEverySession(person: SignedInPerson): Promise<Outcome<Record<string, never>, never>> {
  return inSystemTransaction(async (tx) => {
    await endAllSessions(tx, person.accountId, "ALL_ENDED");
    await recordAccountEvent(tx, person.accountId, "session.all_ended", person.source);
    return succeed({});
  });
}
