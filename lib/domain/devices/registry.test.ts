import { expect, it } from "vitest";
import { deviceTypes, findDeviceType } from "./registry";

it("knows each type by one API name of its own", () => {
  const specs = Object.values(deviceTypes);
  expect(specs.length).toBeGreaterThanOrEqual(9);
  expect(new Set(specs.map(({ apiName }) => apiName)).size).toBe(specs.length);
});

it("finds a stored type, and nothing for a stranger", () => {
  expect(findDeviceType("SOCKET")).toEqual({
    apiName: "Socket",
    kind: "SWITCH",
    icon: "socket",
    fields: ["realState"],
    hasBattery: false,
  });
  expect(findDeviceType("DOOR_PROTECT")?.hasBattery).toBe(true);
  expect(findDeviceType("TOASTER")).toBeNull();
  expect(findDeviceType("constructor")).toBeNull();
});
