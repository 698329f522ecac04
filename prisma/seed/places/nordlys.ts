import type { Place } from "../place";

/** Two places in Oslo, of a company that is no dealer. */
export const nordlysPlaces: Place[] = [
  {
    name: "Leilighet på Grünerløkka",
    address: "Thorvald Meyers gate 41, Oslo",
    endUser: "Håkon Dahl",
    hubs: [{ name: "Leilighet Grünerløkka", model: "HUB_2", state: "NEVER_ONLINE" }],
  },
  {
    name: "Hytte ved Nordmarka",
    address: "Sørkedalsveien 820, Oslo",
    endUser: "Sigrid Haugen",
    hubs: [{ name: "Hytte Nordmarka", model: "HUB_2_4G", state: "NO_SIM" }],
  },
];
