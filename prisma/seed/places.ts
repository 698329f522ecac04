import type { DealerKey } from "./companies";
import type { Place } from "./place";
import { dniproPlaces } from "./places/dnipro";
import { kiwiPlaces } from "./places/kiwi";
import { nordlysPlaces } from "./places/nordlys";
import { sicuraPlaces } from "./places/sicura";

/** The protected places of each dealer, with their hubs and the state each is in. */
export const demoPlaces: Record<DealerKey, Place[]> = {
  dnipro: dniproPlaces,
  sicura: sicuraPlaces,
  kiwi: kiwiPlaces,
  nordlys: nordlysPlaces,
};
