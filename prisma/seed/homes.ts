import type { DeviceType } from "@/lib/domain/devices/registry";

/** A person of the demo world who lives with a hub. All demo accounts share one password. */
export type DemoResident = { email: string; firstName: string; lastName: string; hubId: string };

/** The first has the hub below, the second one of his own without groups and without reports. */
export const demoResidents = [
  { email: "daryna@home.example", firstName: "Daryna", lastName: "Melnychenko", hubId: "0A3F91C2" },
  { email: "yurii@home.example", firstName: "Yurii", lastName: "Sydorenko", hubId: "1B7720DE" },
] as const satisfies readonly DemoResident[];

/** Keys of the demo are written down as its password is: whoever runs a demo shall find them in one place. */
export const demoApiKey = "demo-api-key-4T9c0mVq2JwXyR7LkBfNs8HdPzGa";
export const demoCompanyToken = "demo-company-token-Wv5KxQe1MzR8tYbC3nLuJp7Sd";
export const demoRelay = { user: "relay-user", password: "relay-password" } as const;

type DemoDevice = { deviceId: string; type: DeviceType; name: string; room: number; group: number };

/** What is installed with the first hub: closed, online, without delays. Rooms and groups go by their numbers. */
export const demoHome = {
  hubId: demoResidents[0].hubId,
  rooms: ["Shop floor", "Kitchen"],
  groups: ["Shop", "Back rooms"],
  devices: [
    { deviceId: "30400001", type: "DOOR_PROTECT", name: "Front door", room: 1, group: 1 },
    { deviceId: "30400002", type: "MOTION_PROTECT", name: "Shop floor", room: 1, group: 1 },
    { deviceId: "30400003", type: "LEAKS_PROTECT", name: "Under the sink", room: 2, group: 2 },
    { deviceId: "30400004", type: "SOCKET", name: "Espresso machine", room: 2, group: 2 },
  ] satisfies DemoDevice[],
} as const;
