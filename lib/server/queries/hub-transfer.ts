import "server-only";
import { toDate } from "@/lib/clock";
import { canTakeConfiguration, hubModels } from "@/lib/domain/devices/hub-model";
import { type TransferObstacle, transferObstacles } from "@/lib/domain/hub-transfer";
import { AppError } from "@/lib/errors";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { readTransferHub, searchTransferHubs, type TransferCandidate } from "../store/hub-transfers";

export type TransferHubView = Pick<TransferCandidate, "hubId" | "objectId" | "name" | "objectName" | "model"> & {
  devices: number;
};

export type TransferPage = {
  timeZone: string;
  source: TransferHubView;
  /** When the transfer that runs on the hub is done, ISO text; null while none runs. */
  busyUntil: string | null;
  /** Hubs of the same or a higher model that fit the search. */
  choices: TransferHubView[];
  isMore: boolean;
  /** The chosen hub, with everything that stands in the way. */
  chosen: { target: TransferHubView; obstacles: (TransferObstacle & { hub: TransferHubView | null })[] } | null;
};

const mostChoices = 20;

type Asked = { objectId: string; hubId: string; search: string; toHubId: string | null };

/** Reads a hub, where its configuration could go, and for a chosen one why not. Throws NOT_FOUND for another company's. */
export async function getTransferPage(companySlug: string, asked: Asked): Promise<TransferPage> {
  const given = await requireActor(companySlug, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const source = await readTransferHub(tx, ctx.companyId, asked.hubId, now);
    if (source.objectId !== asked.objectId) throw new AppError("NOT_FOUND");
    const models = hubModels.filter((model) => canTakeConfiguration(model, source.model));
    const request = { search: asked.search, models, except: asked.hubId, now, limit: mostChoices + 1 };
    const found = await searchTransferHubs(tx, ctx.companyId, request);
    const target = asked.toHubId ? await readTransferHub(tx, ctx.companyId, asked.toHubId, now) : null;
    return {
      timeZone: ctx.timeZone,
      source: toView(source),
      busyUntil: source.busyUntil?.toString() ?? null,
      choices: found.slice(0, mostChoices).map(toView),
      isMore: found.length > mostChoices,
      chosen: target && { target: toView(target), obstacles: obstaclesOf(source, target) },
    };
  });
}

/** An obstacle that lies with one hub names it, so that the page can lead there. */
function obstaclesOf(source: TransferCandidate, target: TransferCandidate) {
  return transferObstacles(source, target).map((obstacle) => {
    const hub = [source, target].find(({ name }) => name === obstacle.params.hub);
    return { ...obstacle, hub: hub ? toView(hub) : null };
  });
}

function toView({ hubId, objectId, name, objectName, model, deviceCount }: TransferCandidate): TransferHubView {
  return { hubId, objectId, name, objectName, model, devices: deviceCount };
}
