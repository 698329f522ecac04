import "server-only";
import { toDate } from "@/lib/clock";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { findOtherRun, findShare } from "../store/hub-access";
import { loadOwnHub } from "../store/hub-detail";
import { findObject, type ObjectView } from "./hubs";

export type SharePage = {
  object: ObjectView;
  hubName: string;
  timeZone: string;
  /** The second company, since when (ISO text) and by whose hand; null for a hub that is not shared. */
  share: { company: string; sharedAt: string; sharedByName: string } | null;
  /** The second company runs Ajax Services on the hub now, so that the share cannot end. */
  isRunByOther: boolean;
};

/** Reads with whom a hub is shared. Throws NOT_FOUND for another company's hub, also for one that it shares. */
export async function getSharePage(companySlug: string, objectId: string, hubId: string): Promise<SharePage> {
  const given = await requireActor(companySlug, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const hub = await loadOwnHub(tx, ctx.companyId, objectId, hubId);
    const share = await findShare(tx, hub.key);
    return {
      object: await findObject(tx, ctx, objectId),
      hubName: hub.name,
      timeZone: ctx.timeZone,
      share: share && {
        company: share.name,
        sharedAt: share.sharedAt.toISOString(),
        sharedByName: share.sharedByName,
      },
      isRunByOther: (await findOtherRun(tx, ctx.companyId, hub.key, toDate(ctx.now))) !== null,
    };
  });
}
