import { expect, it } from "vitest";
import { iconNames } from "@/components/ui/icon";
import { deviceTypes } from "@/lib/domain/devices/registry";

it("has a drawing for every device", () => {
  const drawn: readonly string[] = iconNames;
  expect(Object.values(deviceTypes).filter(({ icon }) => !drawn.includes(icon))).toEqual([]);
});
