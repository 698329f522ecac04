import type { Place } from "../places";

/** 24 places around Kyiv with 26 hubs. */
export const dniproPlaces: Place[] = [
  {
    name: "Kavovyi Dvir roastery",
    address: "vul. Yaroslaviv Val 14, Kyiv",
    endUser: "Daryna Melnychenko",
    reference: "DG-1001",
    hubs: [
      { hubId: "0A3F91C2", name: "Roastery main", model: "HUB_2_PLUS", state: "ACTIVATED_ONLINE", payer: "blacksea" },
    ],
  },
  {
    name: "Antonovycha apartment",
    address: "vul. Antonovycha 72, Kyiv",
    endUser: "Yurii Sydorenko",
    reference: "DG-1002",
    hubs: [{ hubId: "1B7720DE", name: "Apartment 27", model: "HUB_2_4G", state: "EXPIRES_SOON", payer: "blacksea" }],
  },
  {
    name: "Brovary logistics park",
    address: "vul. Kyivska 221, Brovary",
    endUser: "Logistyka Shid",
    reference: "DG-1003",
    hubs: [
      {
        hubId: "2C90A41F",
        name: "Warehouse 3 north",
        model: "HUB_HYBRID_4G",
        state: "ACTIVATED_ONLINE",
        story: "RESTARTED",
        payer: "meridian",
      },
      { hubId: "2C90A7B3", name: "Склад 3 схід", model: "HUB_2_PLUS", state: "EXPIRES_SOON", payer: "meridian" },
    ],
  },
  {
    name: "Podil dental clinic",
    address: "vul. Khoryva 8, Kyiv",
    endUser: "Olha Ivanchenko",
    reference: "DG-1004",
    hubs: [{ hubId: "3D11E0A8", name: "Dental clinic", model: "HUB_2", state: "SIM_REMOVED", payer: "blacksea" }],
  },
  {
    name: "Obolon garages, row 4",
    address: "prosp. Obolonskyi 30, Kyiv",
    endUser: "Garage cooperative Obolon",
    hubs: [{ hubId: "4E52B6F0", name: "Garage Obolon", model: "HUB_2_4G", state: "SIM_LOCKED" }],
  },
  {
    name: "Pharmacy on Lesia Ukrainka",
    address: "bul. Lesi Ukrainky 5, Kyiv",
    endUser: "Svitlana Hrytsenko",
    reference: "DG-1006",
    hubs: [{ hubId: "5F08C3D9", name: "Pharmacy 112", model: "HUB", state: "ACTIVATED_OFFLINE", payer: "blacksea" }],
  },
  {
    name: "Koncha-Zaspa house",
    address: "vul. Soniachna 3, Kozyn",
    endUser: "Roman Polishchuk",
    hubs: [{ hubId: "60D41B27", name: "Country house", model: "HUB_2_PLUS", state: "ACTIVATING", payer: "meridian" }],
  },
  {
    name: "Lukianivka bakery",
    address: "vul. Biloruska 17, Kyiv",
    endUser: "Halyna Tkachuk",
    reference: "DG-1008",
    hubs: [
      {
        hubId: "7193AE54",
        name: "Bakery Lukianivka",
        model: "HUB_2",
        state: "EXPIRES_SOON",
        story: "RESUMED",
        payer: "blacksea",
      },
    ],
  },
  {
    name: "School no. 88",
    address: "vul. Shota Rustaveli 37, Kyiv",
    endUser: "School no. 88",
    reference: "DG-1009",
    hubs: [
      { hubId: "82A6F10B", name: "School 88 gym", model: "HUB_HYBRID", state: "STOPPED_THIS_MONTH", payer: "blacksea" },
    ],
  },
  {
    name: "Pechersk business centre",
    address: "vul. Instytutska 19, Kyiv",
    endUser: "Vektor Consulting",
    reference: "DG-1010",
    hubs: [
      {
        hubId: "93B7D2E6",
        name: "Office Pechersk 6F",
        model: "HUB_2_PLUS",
        state: "ACTIVATED_ONLINE",
        story: "RETURNED",
        payer: "meridian",
        formerPayer: "blacksea",
      },
    ],
  },
  {
    name: "Irpin villa",
    address: "vul. Vynohradna 2, Irpin",
    endUser: "Kateryna Oliinyk",
    hubs: [{ hubId: "A4C8031D", name: "Villa Irpin", model: "HUB_2_4G", state: "NEVER_ONLINE" }],
  },
  {
    name: "Darnytsia car wash",
    address: "Kharkivske shose 144, Kyiv",
    endUser: "Maksym Rudenko",
    hubs: [{ hubId: "B5D91462", name: "Car wash Darnytsia", model: "HUB_PLUS", state: "NO_SIM" }],
  },
  {
    name: "Kontraktova kiosks",
    address: "Kontraktova ploshcha 4, Kyiv",
    endUser: "Liudmyla Kravets",
    reference: "DG-1013",
    hubs: [
      {
        hubId: "C6EA2573",
        name: "Flower kiosk 4",
        model: "HUB_2",
        state: "ACTIVATED_ONLINE",
        payer: "blacksea",
        isDonor: true,
      },
      { hubId: "C6EA2580", name: "Flower kiosk 5", model: "HUB_2", state: "SIM_IN_OTHER_HUB" },
    ],
  },
  {
    name: "Podil print shop",
    address: "vul. Mezhyhirska 21, Kyiv",
    endUser: "Drukarnia Podil",
    reference: "DG-1014",
    hubs: [{ hubId: "D7FB3694", name: "Print shop", model: "HUB_2", state: "ENDED_AT_BOUNDARY", payer: "meridian" }],
  },
  {
    name: "Садиба у Вишгороді",
    address: "вул. Шолуденка 6, Вишгород",
    endUser: "Родина Бондаренків",
    hubs: [{ name: "Садиба", model: "HUB_2_4G", state: "ACTIVATED_ONLINE", story: "NEW", payer: "blacksea" }],
  },
  {
    name: "Книгарня на Подолі",
    address: "вул. Сагайдачного 27, Київ",
    endUser: "Наталія Гончар",
    reference: "DG-1016",
    hubs: [
      { name: "Книгарня", model: "HUB_2_PLUS", state: "ACTIVATED_ONLINE", story: "RESTARTED", payer: "blacksea" },
    ],
  },
  {
    name: "Ветклініка «Лапа»",
    address: "вул. Срібнокільська 3, Київ",
    endUser: "Ігор Литвин",
    hubs: [
      { name: "Ветклініка", model: "HUB_2", state: "STOPPED_THIS_MONTH", story: "RESUMED", payer: "meridian" },
    ],
  },
  {
    name: "Кав’ярня на Липках",
    address: "вул. Липська 15, Київ",
    endUser: "Тетяна Шульга",
    hubs: [{ name: "Кав’ярня", model: "HUB", state: "ENDED_AT_BOUNDARY", payer: "blacksea" }],
  },
  {
    name: "СТО на Святошині",
    address: "просп. Берестейський 116, Київ",
    endUser: "Андрій Костенко",
    hubs: [{ name: "СТО Святошин", model: "HUB_2", state: "ACTIVATION_FAILED", payer: "blacksea" }],
  },
  {
    name: "Дитячий садок № 214",
    address: "вул. Мілютенка 11, Київ",
    endUser: "Дитсадок № 214",
    reference: "DG-1020",
    hubs: [
      { name: "Дитсадок 214", model: "HUB_HYBRID", state: "ACTIVATED_ONLINE", story: "RESUMED", payer: "meridian" },
    ],
  },
  {
    name: "Квартира на Виноградарі",
    address: "просп. Правди 19, кв. 41, Київ",
    endUser: "Лариса Дмитренко",
    hubs: [{ name: "Квартира 41", model: "HUB_2", state: "NEVER_ONLINE" }],
  },
  {
    name: "Пасіка у Трипіллі",
    address: "вул. Рибацька 40, Трипілля",
    endUser: "Степан Ковальчук",
    hubs: [{ name: "Пасіка", model: "HUB_2_4G", state: "NEVER_OFFLINE" }],
  },
  {
    name: "Solomianka music school",
    address: "vul. Volynska 22, Kyiv",
    endUser: "Music school no. 9",
    reference: "DG-1023",
    hubs: [{ name: "Music school", model: "HUB_2", state: "ACTIVATED_ONLINE", story: "RETURNED", payer: "blacksea" }],
  },
  {
    name: "Pozniaky gym",
    address: "vul. Drahomanova 31, Kyiv",
    endUser: "Denys Zaitsev",
    hubs: [{ name: "Gym Pozniaky", model: "HUB_PLUS", state: "SIM_FOREIGN" }],
  },
];
