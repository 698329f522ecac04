import { randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/server/log";
import { signIn } from "@/lib/server/services/accounts/sign-in";
import { absoluteSeconds, cookieName, isSecureOrigin } from "./cookie";
import { sourceOf } from "./request-source";

const credentialsSchema = z.object({
  // No address holds a NUL, and the database takes none.
  email: z
    .string()
    .min(3)
    .max(254)
    .refine((email) => !email.includes("\0")),
  password: z.string().min(1).max(128),
  code: z.string().max(40).default(""),
});

function sourceOfRecord(headers: Record<string, unknown>) {
  return sourceOf({ get: (name) => (typeof headers[name] === "string" ? headers[name] : null) });
}

/**
 * Answers with the code that the sign-in form turns into a sentence; `RATE_LIMITED` carries its time after a bar, and a
 * fault the reference of its log entry. next-auth puts a message into its answer, so no other one may leave here.
 */
async function authorize(given: unknown, headers: Record<string, unknown>): Promise<{ id: string }> {
  const credentials = credentialsSchema.safeParse(given);
  if (!credentials.success) throw new Error("BAD_CREDENTIALS");
  const outcome = await signIn({ ...credentials.data, ...sourceOfRecord(headers) }).catch((error: unknown) => {
    throw new Error(codeOf(error));
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { id: outcome.value.sid };
}

function codeOf(error: unknown): string {
  if (isAppError(error, "RATE_LIMITED")) return `RATE_LIMITED|${error.params.time ?? ""}`;
  const reference = randomUUID().slice(0, 8);
  log().error({ err: error, reference }, "A sign-in failed");
  return `UNAVAILABLE|${reference}`;
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
      // The form knows where it leads on to; whatever address a request names is left alone.
      redirect: ({ baseUrl }) => baseUrl,
    },
    logger: { error: () => undefined, warn: () => undefined },
  };
}
