import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/prisma/generated/client";
import { sessionOptions } from "./session-options";
import { nameStatement } from "./store/kept-statements";

type Shared = { portalDatabase?: PrismaClient };
const shared: Shared = globalThis as Shared;

/**
 * Returns the process's one database client. Only the transaction helper uses it; everyone else is handed a
 * transaction.
 */
export function database(): PrismaClient {
  shared.portalDatabase ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: env().databaseUrl,
        options: sessionOptions,
        max: 12,
        connectionTimeoutMillis: env().databaseWaitMs,
      },
      { statementNameGenerator: nameStatement },
    ),
  });
  return shared.portalDatabase;
}

/** Hands the client over to whoever closes it; undefined where none was opened. */
export function takeDatabase(): PrismaClient | undefined {
  const taken = shared.portalDatabase;
  delete shared.portalDatabase;
  return taken;
}
