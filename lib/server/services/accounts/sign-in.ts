import { verifyPassword } from "@/lib/auth/password";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { onDatabase } from "@/lib/server/context";
import { clearPoints, givePointBack, takePoint } from "@/lib/server/limits";
import { openSession } from "@/lib/server/store/sessions";

export type SignInInput = { email: string; password: string; address: string | null; agent: string | null };

/**
 * Checks e-mail and password and opens a session; returns its id. Wrong password and unknown e-mail answer alike, in
 * text and time. Throws RATE_LIMITED after five failures of an account from one address in 15 minutes, and on the
 * wider buckets (RELIABILITY, section 7).
 */
export async function signIn(
  input: SignInInput,
): Promise<Outcome<{ sid: string }, "BAD_CREDENTIALS" | "EMAIL_NOT_CONFIRMED">> {
  const email = input.email.normalize("NFKC").trim().toLowerCase();
  const pair = `${email}|${input.address ?? ""}`;
  await takePoint("loginByAddress", input.address ?? "unknown");
  await takePoint("loginByAccount", email);
  await takePoint("loginByAccountAndAddress", pair);

  const account = await onDatabase((client) => client.proAccount.findUnique({ where: { email } }));
  const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
  if (!account || !isRight || account.disabledAt) return refuse("BAD_CREDENTIALS");
  if (!account.emailConfirmedAt) return refuse("EMAIL_NOT_CONFIRMED");

  await Promise.all([
    clearPoints("loginByAccountAndAddress", pair),
    clearPoints("loginByAccount", email),
    givePointBack("loginByAddress", input.address ?? "unknown"),
  ]);
  const { address, agent } = input;
  return succeed({ sid: await openSession({ accountId: account.id, epoch: account.epoch, address, agent }) });
}
