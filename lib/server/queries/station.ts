import "server-only";
import { toInstantOrNull } from "@/lib/clock";
import { demoStation, type StationAddress } from "@/lib/domain/station-settings";
import { env } from "@/lib/env";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { loadOwnHub } from "../store/hub-detail";
import { findStation, type StationRow } from "../store/stations";
import { findObject, type ObjectView, type PageViewer, toPageViewer } from "./hubs";

/** A station as its page shows it; the key is never part of it. Instants are ISO text by the company's clock. */
export type StationView = Omit<StationRow, "sealedKey" | "acknowledgedAt" | "faultAt"> & {
  hasKey: boolean;
  acknowledgedAt: string | null;
  faultAt: string | null;
};

export type StationPage = {
  viewer: PageViewer;
  object: ObjectView;
  hub: { hubId: string; name: string };
  station: StationView | null;
  /** The demo's own station; null outside of the demo. */
  demo: StationAddress | null;
};

/** Reads the monitoring station of a hub. Throws NOT_FOUND for another company's hub. */
export async function getStationPage(companySlug: string, objectId: string, hubId: string): Promise<StationPage> {
  const given = await requireActor(companySlug, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const { key, name } = await loadOwnHub(tx, ctx.companyId, objectId, hubId);
    const row = await findStation(tx, ctx.companyId, key);
    return {
      viewer: toPageViewer(ctx),
      object: await findObject(tx, ctx, objectId),
      hub: { hubId, name },
      station: row && toView(row),
      demo: env().portalMode === "demo" ? demoStation : null,
    };
  });
}

function toView({ sealedKey, acknowledgedAt, faultAt, ...row }: StationRow): StationView {
  const textOf = (date: Date | null) => toInstantOrNull(date)?.toString() ?? null;
  return {
    ...row,
    hasKey: sealedKey !== null,
    acknowledgedAt: textOf(acknowledgedAt),
    faultAt: textOf(faultAt),
  };
}
