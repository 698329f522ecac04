import { digestPassword } from "@/lib/auth/password";
import { type Outcome, refuse } from "@/lib/domain/outcome";
import { onDatabase } from "@/lib/server/context";
import { endHomeSession, openHomeSession } from "@/lib/server/store/cloud/home-sessions";
import { proveEndUser } from "./prove-end-user";

/** `code` is of an authenticator app, empty until it is asked for. */
export type HomeSignIn = { email: string; password: string; code: string; address: string | null };

export type HomeSignInRefusal = "BAD_CREDENTIALS" | "PRO_ACCOUNT" | "CODE_NEEDED" | "CODE_WRONG";

const refusals = {
  PASSWORD: "BAD_CREDENTIALS",
  PRO: "PRO_ACCOUNT",
  CODE_REQUIRED: "CODE_NEEDED",
  CODE_WRONG: "CODE_WRONG",
} as const;

/** Signs somebody who lives with a hub in to My home and returns the sign-in's id; refuses as {@link proveEndUser} does. */
export async function signInHome(input: HomeSignIn): Promise<Outcome<{ sid: string }, HomeSignInRefusal>> {
  const { email: login, password, code: totp, address } = input;
  const outcome = await proveEndUser(
    { login, passwordHash: digestPassword(password), totp, address },
    async (tx, user) => ({ sid: await openHomeSession(tx, { userId: user.id, epoch: user.epoch }) }),
  );
  return outcome.ok ? outcome : refuse(refusals[outcome.refusal]);
}

/** Ends a sign-in to My home at once. */
export async function signOutHome(sid: string): Promise<void> {
  await onDatabase((client) => endHomeSession(client, sid));
}
