import { hashToken } from "@/lib/auth/secret-token";
import { realNow, toDate } from "@/lib/clock";
import { rotate } from "@/lib/domain/token-rotation";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { lockEndUser } from "@/lib/server/store/cloud/accounts";
import {
  lockByRefresh,
  lockSuccessor,
  revokePairs,
  type SessionPair,
  spendPair,
} from "@/lib/server/store/cloud/sessions";
import { mintPair, type Tokens } from "./mint-pair";

export type CloudRefresh = { userId: string; refreshToken: string; keyId: string };

/**
 * Gives a new pair of tokens for a refresh token, which is spent in the same transaction. A repeat is forgiven while
 * nothing of the successor was used, and gets a fresh pair in its place; a later one ends the family. Throws
 * UNAUTHENTICATED, and RATE_LIMITED after 30 a minute. Source: INTEGRATION 3.
 */
export async function refreshSession(given: CloudRefresh): Promise<Tokens> {
  await takePoint("cloudRefreshByUser", given.userId);
  const tokens = await inSystemTransaction((tx) => refresh(tx, given));
  if (!tokens) throw new AppError("UNAUTHENTICATED");
  return tokens;
}

/** Null where the token opens nothing; a family that ends stays ended, so nothing is thrown here. */
async function refresh(tx: Transaction, { userId, refreshToken, keyId }: CloudRefresh): Promise<Tokens | null> {
  const user = await lockEndUser(tx, userId);
  if (!user || user.isDisabled) return null;
  const pair = await lockByRefresh(tx, hashToken(refreshToken));
  if (!pair || pair.userId !== userId) return null;
  const successor = pair.refreshUsedAt ? await lockSuccessor(tx, pair.id) : null;
  const now = realNow();
  const decision = rotate(pair, successor, { keyId, now });
  if (!decision.ok) {
    const { familyId } = pair;
    if (decision.refusal === "FAMILY_ENDS")
      await revokePairs(tx, { familyId }, { reason: "REPEATED", at: toDate(now) });
    return null;
  }
  if (decision.value === "ROTATE") await spendPair(tx, pair.id, toDate(now));
  else if (successor) {
    await revokePairs(tx, { sessionId: successor.id }, { reason: "REPLACED", at: toDate(now) });
  }
  return mintPair(tx, { ...placeOf(pair), refreshExpiresAt: now.add(pair.refreshLife), now });
}

function placeOf({ id, familyId, userId, keyId, linkId }: SessionPair) {
  return { userId, keyId, linkId, predecessor: { id, familyId } };
}
