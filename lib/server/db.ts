import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/prisma/generated/client";
import { nameStatement } from "./store/kept-statements";

/** Limits of RELIABILITY, section 5: a statement that hangs holds a lock that others wait for. */
const sessionOptions =
  "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000 -c TimeZone=UTC";

type Shared = { portalDatabase?: PrismaClient };
const shared: Shared = globalThis as Shared;

/**
 * Returns the process's one database client. Only the transaction helper and the session read use it;
 * everyone else is handed a transaction.
 */
export function database(): PrismaClient {
  shared.portalDatabase ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: env().databaseUrl, options: sessionOptions, max: 12 },
      { statementNameGenerator: nameStatement },
    ),
  });
  return shared.portalDatabase;
}

/** Gives all connections back, when a process ends or a test's database goes. */
export async function closeDatabase(): Promise<void> {
  await shared.portalDatabase?.$disconnect();
  delete shared.portalDatabase;
}
