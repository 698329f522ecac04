import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { signIn } from "@/lib/server/services/accounts/sign-in";
import { absoluteSeconds, cookieName, isSecureOrigin } from "./cookie";
import { sourceOf } from "./request-source";

const credentialsSchema = z.object({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(128),
  code: z.string().max(40).default(""),
});

function sourceOfRecord(headers: Record<string, unknown>) {
  return sourceOf({ get: (name) => (typeof headers[name] === "string" ? headers[name] : null) });
}

/** The code that the sign-in form turns into a sentence; `RATE_LIMITED` carries its time after a bar. */
async function authorize(given: unknown, headers: Record<string, unknown>): Promise<{ id: string }> {
  const credentials = credentialsSchema.safeParse(given);
  if (!credentials.success) throw new Error("BAD_CREDENTIALS");
  try {
    const outcome = await signIn({ ...credentials.data, ...sourceOfRecord(headers) });
    if (!outcome.ok) throw new Error(outcome.refusal);
    return { id: outcome.value.sid };
  } catch (error) {
    if (isAppError(error, "RATE_LIMITED")) throw new Error(`RATE_LIMITED|${error.params.time ?? ""}`);
    throw error;
  }
}

/**
 * next-auth, used thinly: it checks the form's token, asks {@link authorize} and keeps the cookie. The cookie holds an
 * opaque session id; every decision is made from the session row by the gate.
 */
export function authOptions(): AuthOptions {
  const isSecure = isSecureOrigin();
  return {
    secret: env().authSecret,
    session: { strategy: "jwt", maxAge: absoluteSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure,
    cookies: {
      sessionToken: {
        name: cookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user?.id ?? token.sid }),
    },
    logger: { error: () => undefined, warn: () => undefined },
  };
}
