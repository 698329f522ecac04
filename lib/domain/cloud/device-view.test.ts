import { expect, it } from "vitest";
import { brokenFields } from "@/tests/contract/check-object";
import { devices } from "@/tests/contract/objects";
import { type DeviceType, deviceTypes } from "../devices/registry";
import { liveDevice, liveHub } from "../testing/live-hubs";
import { viewDevice } from "./device-view";

const extras = { color: "WHITE", signalLevel: "NORMAL", firmware: "5.57.1" } as const;
const now = Temporal.Instant.from("2026-11-26T12:00:00Z");

it.each(Object.keys(deviceTypes) as DeviceType[])("a %s has the fields of its kind and no others", (type) => {
  const view = viewDevice({ ...liveDevice(type), ...extras }, { hub: liveHub(), now });
  const { apiName } = deviceTypes[type];
  expect(view.deviceType).toBe(apiName);
  expect(brokenFields(JSON.parse(JSON.stringify(view)), devices[apiName] ?? {})).toEqual([]);
});
