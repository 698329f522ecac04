import { realNow, toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { lockEndUser } from "@/lib/server/store/cloud/accounts";
import { unbindHub } from "@/lib/server/store/cloud/bindings";
import { revokePairs } from "@/lib/server/store/cloud/sessions";
import { endLinks, type LinkEnd } from "@/lib/server/store/relay/links";

/** Ends everything by which programs reach a user's hubs: tokens, and with them streams, and links with their pushes. */
export async function endAllAccess(tx: Transaction, userId: string, reason: LinkEnd["reason"]): Promise<void> {
  await lockEndUser(tx, userId);
  const at = toDate(realNow());
  await revokePairs(tx, { userId }, { reason, at });
  await endLinks(tx, { userId, linkId: null }, { reason, at });
}

/** Unlinks one home box of a user: its tokens, its streams and its pushes end at once. Refuses LINK_GONE. */
export async function unlinkBox(userId: string, linkId: string): Promise<Outcome<Record<string, never>, "LINK_GONE">> {
  return inSystemTransaction(async (tx) => {
    await lockEndUser(tx, userId);
    const at = toDate(realNow());
    const ended = await endLinks(tx, { userId, linkId }, { reason: "UNLINKED", at });
    if (ended.length === 0) return refuse("LINK_GONE");
    await revokePairs(tx, { linkId }, { reason: "UNLINKED", at });
    return succeed({});
  });
}

/**
 * Takes a hub away from a user in the caller's transaction, and with it everything by which programs reach it as them.
 * False where they are not bound to it. Source: INTEGRATION 10.17.
 */
export async function loseHub(tx: Transaction, where: { userId: string; hubKey: string }): Promise<boolean> {
  if (!(await unbindHub(tx, where))) return false;
  await endAllAccess(tx, where.userId, "BINDING_LOST");
  return true;
}
