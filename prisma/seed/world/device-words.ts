import type { DeviceType } from "@/lib/domain/devices/registry";

type Words = "en" | "uk" | "it" | "nb";

/** What is usually installed, with its name and room as an installer would type them. The keypad comes first. */
export const deviceWords: Record<Words, [type: DeviceType, name: string, room: string][]> = {
  en: [
    ["KEYPAD", "KeyPad by the entrance", "Hall"],
    ["DOOR_PROTECT", "Front door", "Hall"],
    ["MOTION_PROTECT", "Main room", "Main room"],
    ["SPACE_CONTROL", "Key fob of the owner", "Hall"],
    ["FIRE_PROTECT", "Smoke, kitchen", "Kitchen"],
    ["DOOR_PROTECT", "Back door", "Back"],
    ["LEAKS_PROTECT", "Under the sink", "Kitchen"],
    ["GLASS_PROTECT", "Street window", "Main room"],
    ["STREET_SIREN", "Siren, street side", "Outside"],
    ["SOCKET", "Light in the back", "Back"],
    ["MOTION_PROTECT", "Storeroom", "Storeroom"],
  ],
  uk: [
    ["KEYPAD", "Клавіатура біля входу", "Передпокій"],
    ["DOOR_PROTECT", "Вхідні двері", "Передпокій"],
    ["MOTION_PROTECT", "Велика кімната", "Велика кімната"],
    ["SPACE_CONTROL", "Брелок власника", "Передпокій"],
    ["FIRE_PROTECT", "Дим, кухня", "Кухня"],
    ["DOOR_PROTECT", "Чорний хід", "Двір"],
    ["LEAKS_PROTECT", "Під раковиною", "Кухня"],
    ["GLASS_PROTECT", "Вікно на вулицю", "Велика кімната"],
    ["STREET_SIREN", "Сирена, фасад", "Надворі"],
    ["SOCKET", "Світло у дворі", "Двір"],
    ["MOTION_PROTECT", "Комора", "Комора"],
  ],
  it: [
    ["KEYPAD", "Tastiera ingresso", "Ingresso"],
    ["DOOR_PROTECT", "Porta d’ingresso", "Ingresso"],
    ["MOTION_PROTECT", "Sala", "Sala"],
    ["SPACE_CONTROL", "Telecomando del titolare", "Ingresso"],
    ["FIRE_PROTECT", "Fumo cucina", "Cucina"],
    ["DOOR_PROTECT", "Porta sul retro", "Retro"],
    ["LEAKS_PROTECT", "Sotto il lavello", "Cucina"],
    ["GLASS_PROTECT", "Vetrina", "Sala"],
    ["STREET_SIREN", "Sirena in facciata", "Esterno"],
    ["SOCKET", "Luce del retro", "Retro"],
    ["MOTION_PROTECT", "Ripostiglio", "Ripostiglio"],
  ],
  nb: [
    ["KEYPAD", "Tastatur ved inngangen", "Gang"],
    ["DOOR_PROTECT", "Inngangsdør", "Gang"],
    ["MOTION_PROTECT", "Stue", "Stue"],
    ["SPACE_CONTROL", "Eierens nøkkelring", "Gang"],
    ["FIRE_PROTECT", "Røyk, kjøkken", "Kjøkken"],
    ["LEAKS_PROTECT", "Under vasken", "Kjøkken"],
  ],
};
