import { log } from "@/lib/server/log";

/**
 * Makes one of several removals. A failure is logged and ends none of the others; the next run tries again. Returns how
 * many rows went: none that are known of, after a failure.
 */
export async function onItsOwn(removal: string, remove: () => Promise<number>): Promise<number> {
  try {
    return await remove();
  } catch (error) {
    log().error({ err: error, removal }, "A removal of old rows failed and will be tried again");
    return 0;
  }
}
