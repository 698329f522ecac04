import { realNow } from "@/lib/clock";
import { closeDatabase } from "@/lib/server/close-database";
import { closeLimits } from "@/lib/server/limits";
import { seedWorld } from "./seed/world/seed-world";

const seed = 2026;

/** Fills an empty database with the demo world as of now. Prints nothing; what goes wrong is thrown. */
export async function main(): Promise<number> {
  try {
    await seedWorld({ endsAt: realNow(), seed });
    return 0;
  } finally {
    await Promise.all([closeDatabase(), closeLimits()]);
  }
}
