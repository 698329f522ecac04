import { commonPasswords } from "@/lib/auth/common-passwords";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { isGuessable } from "@/lib/domain/password-rules";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { clearPoints, takePoint } from "@/lib/server/limits";
import { findEndUser, lockEndUser, savePassword } from "@/lib/server/store/cloud/accounts";
import { openHomeSession } from "@/lib/server/store/cloud/home-sessions";
import { endAllAccess } from "./end-access";

type Given = { currentPassword: string; newPassword: string };

/** Sets a user's password, and ends every sign-in, token, stream and link that was made with the old one. */
export async function changeHomePassword(userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inSystemTransaction(async (tx) => {
    await savePassword(tx, userId, passwordHash);
    await endAllAccess(tx, userId, "PASSWORD_CHANGED");
  });
}

/**
 * Changes the password of whoever is signed in to My home, as {@link changeHomePassword} does; the browser at hand goes on
 * under the returned sign-in. Refuses BAD_CREDENTIALS and PASSWORD_WEAK. Throws RATE_LIMITED after ten wrong
 * ones in a quarter of an hour.
 */
export async function replaceHomePassword(
  userId: string,
  { currentPassword, newPassword }: Given,
): Promise<Outcome<{ sid: string }, "BAD_CREDENTIALS" | "PASSWORD_WEAK">> {
  await takePoint("passwordByAccount", userId);
  const known = await onDatabase((client) => findEndUser(client, userId));
  if (!known) throw new AppError("UNAUTHENTICATED");
  if (!(await verifyPassword(known.passwordHash, currentPassword))) return refuse("BAD_CREDENTIALS");
  await clearPoints("passwordByAccount", userId);
  const owner = { email: known.email, name: `${known.firstName} ${known.lastName}`, companies: [] };
  if (isGuessable(newPassword, owner, commonPasswords())) return refuse("PASSWORD_WEAK");
  const passwordHash = await hashPassword(newPassword);
  return inSystemTransaction(async (tx) => {
    // The row is read again under its lock: the password may have changed while the hashes were made.
    const user = await lockEndUser(tx, userId);
    if (!user || user.isDisabled || user.passwordHash !== known.passwordHash) return refuse("BAD_CREDENTIALS");
    await savePassword(tx, userId, passwordHash);
    await endAllAccess(tx, userId, "PASSWORD_CHANGED");
    return succeed({ sid: await openHomeSession(tx, { userId, epoch: user.epoch + 1 }) });
  });
}
