import { type CloudRouteName, cloudRoutes } from "./routes";

/** What a key may be used for, each by itself. Source: INTEGRATION 12. */
export const keyScopes = ["read", "arm", "command"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What its maker chooses among: each step holds those before it, since whoever commands has to read as well. */
export const keyRights = ["COMMAND", "ARM", "READ"] as const;
export type KeyRights = (typeof keyRights)[number];

const scopesByRights: Record<KeyRights, readonly KeyScope[]> = {
  READ: ["read"],
  ARM: ["read", "arm"],
  COMMAND: keyScopes,
};

export function scopesOf(rights: KeyRights): readonly KeyScope[] {
  return scopesByRights[rights];
}

/** The highest step that scopes reach. */
export function rightsOf(scopes: readonly KeyScope[]): KeyRights {
  return keyRights.find((rights) => scopesByRights[rights].every((scope) => scopes.includes(scope))) ?? "READ";
}

/** How long a key opens anything, in days of 24 hours; NEVER ends it by revoking alone. */
export const keyLives = ["NEVER", "30", "90", "365"] as const;
export type KeyLife = (typeof keyLives)[number];

/** When a key made at an instant runs out. Null: never. */
export function endOfKey(life: KeyLife, madeAt: Temporal.Instant): Temporal.Instant | null {
  return life === "NEVER" ? null : madeAt.add({ hours: 24 * Number(life) });
}

const arming = new Set<CloudRouteName>(["armHub", "armGroup", "panic", "companyArmHub", "companyArmGroup"]);
const signingIn = new Set<CloudRouteName>(["login", "refresh"]);

/** What a call asks of the key it comes with. Null for signing in, which every key is for. */
export function scopeOf(name: CloudRouteName): KeyScope | null {
  if (signingIn.has(name)) return null;
  if (arming.has(name)) return "arm";
  return cloudRoutes[name].method === "GET" ? "read" : "command";
}

/** What a caller is told whose key lacks a scope. */
export const scopeWords: Record<KeyScope, string> = {
  read: "This key has no right to read: its company can make one that has",
  arm: "This key has no right to arm or disarm: its company can make one that has",
  command: "This key has no right to command devices: its company can make one that has",
};
