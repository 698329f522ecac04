import { hashPassword } from "@/lib/auth/password";
import { inSystemTransaction } from "@/lib/server/context";
import { savePassword } from "@/lib/server/store/cloud/accounts";
import { endAllAccess } from "./end-access";

/** Sets a user's password, and ends every sign-in, token, stream and link that was made with the old one. */
export async function changeHomePassword(userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inSystemTransaction(async (tx) => {
    await savePassword(tx, userId, passwordHash);
    await endAllAccess(tx, userId, "PASSWORD_CHANGED");
  });
}
