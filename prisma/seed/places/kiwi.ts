import type { Place } from "../place";

/** 14 places around Auckland with 15 hubs. */
export const kiwiPlaces: Place[] = [
  {
    name: "Ponsonby Road dairy",
    address: "212 Ponsonby Road, Auckland",
    endUser: "Priya Patel",
    reference: "KA-301",
    hubs: [{ name: "Ponsonby dairy", model: "HUB_2", state: "ACTIVATED_ONLINE", payer: "meridian" }],
  },
  {
    name: "Māngere packhouse",
    address: "18 Ascot Road, Māngere",
    endUser: "Southern Orchards",
    reference: "KA-302",
    hubs: [
      {
        name: "Packhouse floor",
        model: "HUB_HYBRID_4G",
        state: "ACTIVATED_ONLINE",
        story: "RESTARTED",
        payer: "meridian",
      },
      { name: "Packhouse gate", model: "HUB_2_4G", state: "NEVER_ONLINE" },
    ],
  },
  {
    name: "Devonport villa",
    address: "7 King Edward Parade, Devonport",
    endUser: "Aroha Ngata",
    hubs: [
      {
        name: "Devonport villa",
        model: "HUB_2_PLUS",
        state: "ACTIVATED_ONLINE",
        story: "RETURNED",
        payer: "meridian",
        formerPayer: "harbor",
      },
    ],
  },
  {
    name: "Takapuna surf club",
    address: "37 The Strand, Takapuna",
    endUser: "Takapuna Surf Club",
    reference: "KA-304",
    hubs: [{ name: "Surf club", model: "HUB_2", state: "ACTIVATED_ONLINE", story: "RESUMED", payer: "meridian" }],
  },
  {
    name: "Waiheke bach",
    address: "55 Palm Road, Waiheke Island",
    endUser: "Tom Fairweather",
    hubs: [{ name: "Waiheke bach", model: "HUB_2_4G", state: "ACTIVATED_OFFLINE", payer: "meridian" }],
  },
  {
    name: "Grey Lynn studio",
    address: "4 Great North Road, Grey Lynn",
    endUser: "Mere Tawhiri",
    hubs: [{ name: "Grey Lynn studio", model: "HUB_2", state: "EXPIRES_SOON", payer: "meridian" }],
  },
  {
    name: "Onehunga boat shed",
    address: "9 Onehunga Harbour Road, Onehunga",
    endUser: "Manukau Boats",
    reference: "KA-307",
    hubs: [{ name: "Boat shed", model: "HUB_PLUS", state: "EXPIRES_SOON", story: "RESTARTED", payer: "meridian" }],
  },
  {
    name: "Parnell gallery",
    address: "280 Parnell Road, Parnell",
    endUser: "Kōwhai Gallery",
    reference: "KA-308",
    hubs: [{ name: "Gallery", model: "HUB_2_PLUS", state: "CONNECTION_ENDING", payer: "harbor" }],
  },
  {
    name: "Henderson vineyard",
    address: "102 Lincoln Road, Henderson",
    endUser: "Oratia Wines",
    hubs: [{ name: "Vineyard cellar", model: "HUB_2_4G", state: "STOPPED_THIS_MONTH", payer: "meridian" }],
  },
  {
    name: "Mount Eden clinic",
    address: "431 Mount Eden Road, Mount Eden",
    endUser: "Mount Eden Health",
    reference: "KA-310",
    hubs: [{ name: "Mt Eden clinic", model: "HUB_2", state: "ENDED_AT_BOUNDARY", payer: "harbor" }],
  },
  {
    name: "Newmarket office",
    address: "12 Remuera Road, Newmarket",
    endUser: "Tui Accounting",
    hubs: [{ name: "Office level 2", model: "HUB", state: "NO_SIM" }],
  },
  {
    name: "Albany workshop",
    address: "61 Paul Matthews Road, Albany",
    endUser: "Shore Joinery",
    hubs: [{ name: "Workshop", model: "HUB_2", state: "SIM_FOREIGN" }],
  },
  {
    name: "Titirangi house",
    address: "340 Titirangi Road, Titirangi",
    endUser: "Hemi and Jo Parata",
    hubs: [{ name: "Titirangi house", model: "HUB_2_4G", state: "SIM_LOCKED" }],
  },
  {
    name: "Remuera townhouse",
    address: "77 Victoria Avenue, Remuera",
    endUser: "Grace Liu",
    reference: "KA-314",
    hubs: [{ name: "Townhouse", model: "HUB_2", state: "SIM_RETIRED", story: "LEFT", payer: "meridian" }],
  },
];
