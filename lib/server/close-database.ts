import { takeDatabase } from "./db";

/** Gives all connections back, when a process ends or a test's database goes. The next transaction opens new ones. */
export async function closeDatabase(): Promise<void> {
  await takeDatabase()?.$disconnect();
}
