import { realNow } from "@/lib/clock";
import type { Outcome } from "@/lib/domain/outcome";
import { mintPair, refreshEnd, type Tokens } from "./mint-pair";
import { type EndUserProof, proveEndUser, type SignInRefusal } from "./prove-end-user";

export type CloudSignIn = EndUserProof & {
  keyId: string;
  /** Of a home box that the relay links; null for everybody else. */
  linkId: string | null;
  /** Checks alone, and leaves no session behind. */
  isCheckOnly: boolean;
};

/** Signs somebody who lives with a hub in to the cloud, as {@link proveEndUser} says. Returns null for a mere check. */
export async function signInEndUser(input: CloudSignIn): Promise<Outcome<Tokens | null, SignInRefusal>> {
  const { keyId, linkId, isCheckOnly } = input;
  return proveEndUser(input, async (tx, user, { isStrong }) => {
    if (isCheckOnly) return null;
    const now = realNow();
    const refreshExpiresAt = refreshEnd(now, { isStrong });
    return mintPair(tx, { userId: user.id, keyId, linkId, predecessor: null, refreshExpiresAt, now });
  });
}
