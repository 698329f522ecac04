import type { CloudRouteName } from "@/lib/domain/cloud/routes";
import * as objects from "./objects";

/** What an endpoint answers when all is well: one object, a bare list of objects, or 204 with nothing. */
export type EndpointAnswer =
  | { one: objects.ObjectTable }
  | { list: objects.ObjectTable | "DEVICES" }
  | "DEVICE"
  | "DONE";

/** An endpoint of INTEGRATION 4: the body that does, if it takes one, and what it answers. */
export type Endpoint = { answer: EndpointAnswer; body?: object };

const arming = { answer: "DONE", body: { command: "DISARM" } } as const;
const hush = { answer: "DONE", body: { muteType: "ALL_FIRE_DETECTORS" } } as const;
const command = { answer: "DONE", body: { command: "SWITCH_ON", deviceType: "Socket" } } as const;

/** Every endpoint below a user and a company; one that is missing here does not compile. */
export const endpoints: Readonly<Record<Exclude<CloudRouteName, "login" | "refresh" | "events">, Endpoint>> = {
  listHubs: { answer: { list: objects.binding } },
  readHub: { answer: { one: objects.hub } },
  listDevices: { answer: { list: "DEVICES" } },
  listVideoEdges: { answer: { list: {} } },
  readDevice: { answer: "DEVICE" },
  editDevice: { answer: "DONE", body: { deviceName: "Espresso" } },
  commandDevice: command,
  armHub: arming,
  armGroup: arming,
  panic: { answer: "DONE", body: { location: { latitude: 50.45, longitude: 30.52 } } },
  muteFire: hush,
  muteSound: hush,
  restore: hush,
  listGroups: { answer: { list: objects.group } },
  listRooms: { answer: { list: objects.room } },
  listUsers: { answer: { list: objects.user } },
  listLogs: { answer: { list: objects.event } },
  listSpaces: { answer: { list: objects.space } },
  readSpace: { answer: { one: objects.spaceDetail } },
  companySpaces: { answer: { list: objects.space } },
  companySpace: { answer: { one: objects.spaceDetail } },
  companyHubs: { answer: { list: objects.binding } },
  companyHub: { answer: { one: objects.hub } },
  companyDevices: { answer: { list: "DEVICES" } },
  companyDevice: { answer: "DEVICE" },
  companyRooms: { answer: { list: objects.room } },
  companyGroups: { answer: { list: objects.group } },
  companyArmHub: arming,
  companyArmGroup: arming,
  companyCommandDevice: command,
};
