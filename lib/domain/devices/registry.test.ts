import { expect, it } from "vitest";
import { deviceTypes, findDeviceType } from "./registry";

it("knows each type by one API name of its own", () => {
  const specs = Object.values(deviceTypes);
  expect(specs.length).toBeGreaterThanOrEqual(9);
  expect(new Set(specs.map(({ apiName }) => apiName)).size).toBe(specs.length);
});

it("gives each type two hex digits for its event codes, and fields at rest for its lasting conditions", () => {
  for (const { apiName, code, conditions, fields } of Object.values(deviceTypes)) {
    expect(code, apiName).toMatch(/^[0-9A-F]{2}$/);
    if (conditions.length > 0 && !["MOTION", "GLASS_BREAK"].includes(conditions[0] ?? "")) {
      expect(Object.keys(fields).length, apiName).toBeGreaterThan(0);
    }
  }
});

it("finds a stored type, and nothing for a stranger", () => {
  expect(findDeviceType("SOCKET")).toEqual(expect.objectContaining({ apiName: "Socket", kind: "SWITCH", code: "1E" }));
  expect(findDeviceType("SOCKET")?.hasBattery).toBe(false);
  expect(findDeviceType("DOOR_PROTECT")?.hasBattery).toBe(true);
  expect(findDeviceType("TOASTER")).toBeNull();
  expect(findDeviceType("constructor")).toBeNull();
});
