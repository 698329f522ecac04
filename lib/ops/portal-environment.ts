import type { DatabaseAddresses } from "./demo-database";
import type { Secrets } from "./secrets";

export type PortalSettings = { addresses: DatabaseAddresses; secrets: Secrets; origin: string };

/** Returns the variables of a worker, a seed and every command that may use the owner's address. */
export function workerEnvironment(inherited: NodeJS.ProcessEnv, settings: PortalSettings): NodeJS.ProcessEnv {
  return {
    ...webEnvironment(inherited, settings),
    DATABASE_OWNER_URL: settings.addresses.databaseOwnerUrl,
  };
}

/** Returns the variables of the web process: demo mode, and only the login that owns nothing. */
export function webEnvironment(inherited: NodeJS.ProcessEnv, settings: PortalSettings): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _owner, ...rest } = inherited;
  return {
    ...rest,
    ...buildEnvironment(settings.secrets),
    PORTAL_ORIGIN: settings.origin,
    NEXTAUTH_URL: settings.origin,
    DATABASE_URL: settings.addresses.databaseUrl,
    AUTH_SECRET: settings.secrets.authSecret,
    NEXTAUTH_SECRET: settings.secrets.authSecret,
  };
}

/** Returns the variables that a build depends on; the key must be the same when the build is started. */
export function buildEnvironment(secrets: Secrets) {
  return {
    NODE_ENV: "production",
    PORTAL_MODE: "demo",
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.serverActionsKey,
  } as const;
}
