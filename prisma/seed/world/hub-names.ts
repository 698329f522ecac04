import type { DealerKey } from "../companies";
import type { HubState } from "../hub-states";
import type { Place, PlaceHub } from "../place";
import { demoPlaces } from "../places";
import type { Random } from "../random";
import type { CompanyIds } from "./people-rows";

/** A hub of the demo world with everything that is drawn for it once. */
export type SeedHub = PlaceHub & {
  key: string;
  hubId: string;
  dealer: DealerKey;
  companyId: string;
  objectId: string;
  /** The SIM it begins with; null for a hub whose slots are empty. */
  sim: { id: string; iccid: string; kind: "AJAX" | "OTHER_OPERATOR" } | null;
};

export type SeedObject = Omit<Place, "hubs"> & { id: string; companyId: string };

const withoutSim: HubState[] = ["NO_SIM", "SIM_IN_OTHER_HUB"];
const foreignOperators: Record<DealerKey, string> = {
  dnipro: "8938003",
  sicura: "8939010",
  kiwi: "8964050",
  nordlys: "8947080",
};
const ajaxOperator = "8988303";

/** Draws ids, printed hub numbers and SIM numbers for all places, in their order. */
export function nameHubs(random: Random, companyIds: CompanyIds): { objects: SeedObject[]; hubs: SeedHub[] } {
  const dealers = Object.keys(demoPlaces) as DealerKey[];
  const named = dealers.flatMap((dealer) =>
    demoPlaces[dealer].map((place) => namePlace(random, dealer, companyIds[dealer], place)),
  );
  return { objects: named.map(({ object }) => object), hubs: named.flatMap(({ hubs }) => hubs) };
}

function namePlace(random: Random, dealer: DealerKey, companyId: string, { hubs, ...place }: Place) {
  const object = { ...place, id: random.uuid(), companyId };
  const named = hubs.map((hub) => ({
    ...hub,
    key: random.uuid(),
    hubId: hub.hubId ?? random.digits(8, 16).toUpperCase(),
    dealer,
    companyId,
    objectId: object.id,
    sim: nameSim(random, dealer, hub.state),
  }));
  return { object, hubs: named };
}

function nameSim(random: Random, dealer: DealerKey, state: HubState): SeedHub["sim"] {
  if (withoutSim.includes(state)) return null;
  const isForeign = state === "SIM_FOREIGN";
  const operator = isForeign ? foreignOperators[dealer] : ajaxOperator;
  return {
    id: random.uuid(),
    iccid: `${operator}${random.digits(12)}`,
    kind: isForeign ? "OTHER_OPERATOR" : "AJAX",
  };
}
