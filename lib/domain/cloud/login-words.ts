/**
 * What a refused sign-in to the hub cloud is told. Clients look for these words in lower case and in this order, and the
 * first hit wins: "not authorized", "wrong login or password", "pro" or "enterprise". So no other text may hold one of
 * them. Source: INTEGRATION 3.
 */
export const loginWords = {
  KEY: "API key is not authorized",
  PASSWORD: "Wrong login or password",
  PRO: "PRO account is refused here, use a simple user account",
  CODE_REQUIRED: "One-time code required",
  CODE_WRONG: "One-time code is wrong",
} as const;

export type LoginRefusal = keyof typeof loginWords;

/** How a client reads a refusal. OTHER is shown as it is. */
export type LoginReading = "KEY" | "PASSWORD" | "ACCOUNT_TYPE" | "OTHER";

/** Reads a message as clients do. */
export function readLoginMessage(message: string): LoginReading {
  const lower = message.toLowerCase();
  if (lower.includes("not authorized")) return "KEY";
  if (lower.includes("wrong login or password")) return "PASSWORD";
  return lower.includes("pro") || lower.includes("enterprise") ? "ACCOUNT_TYPE" : "OTHER";
}
