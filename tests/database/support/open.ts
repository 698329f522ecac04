import { Client } from "pg";
import { vi } from "vitest";
import { closeDatabase } from "@/lib/server/close-database";
import { closeLive } from "@/lib/server/feed/stream";
import { closeLimits } from "@/lib/server/limits";
import { createTestDatabase } from "@/tests/database";

export type TestDatabase = { owner: Client; app: Client; appUrl: string; ownerUrl: string; close: () => Promise<void> };

/** Points the code under test at a database, with the application's login. */
export function stubPortal({ appUrl, ownerUrl }: Pick<TestDatabase, "appUrl" | "ownerUrl">): void {
  vi.stubEnv("DATABASE_URL", appUrl);
  vi.stubEnv("DATABASE_OWNER_URL", ownerUrl);
  vi.stubEnv("PORTAL_MODE", "demo");
  vi.stubEnv("PORTAL_ORIGIN", "http://127.0.0.1:3000");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, long enough to be one");
  // Fifty who press at once wait for a connection, however slow the machine; what they are told then is tested.
  vi.stubEnv("DATABASE_WAIT_MS", "30000");
  vi.stubEnv("LOG_LEVEL", "silent");
}

/** Opens a migrated database of this file's own, and points the code under test at it with the application's login. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { appUrl, ownerUrl, drop } = await createTestDatabase();
  stubPortal({ appUrl, ownerUrl });
  const owner = new Client({ connectionString: ownerUrl });
  const app = new Client({ connectionString: appUrl });
  await Promise.all([owner.connect(), app.connect()]);
  const close = async () => {
    await closeLive();
    await Promise.all([owner.end(), app.end(), closeDatabase(), closeLimits()]);
    await drop();
  };
  return { owner, app, appUrl, ownerUrl, close };
}
