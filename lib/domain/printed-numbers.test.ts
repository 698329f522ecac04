import { describe, expect, it } from "vitest";
import { canTakeConfiguration, hubModelNames, hubModels, simSlotsOf } from "./devices/hub-model";
import { parseHubId } from "./hub-id";
import { parseHubName } from "./hub-name";
import { parseIccid } from "./iccid";
import { refuse, succeed } from "./outcome";

describe("what is printed on a device", () => {
  it.each([
    { text: "00A1B2C3", answer: succeed("00A1B2C3") },
    { text: " 00a1-b2c3 ", answer: succeed("00A1B2C3") },
    { text: "00A1B2C", answer: refuse("HUB_ID_INVALID") },
    { text: "00A1B2C34", answer: refuse("HUB_ID_INVALID") },
    { text: "00A1B2CG", answer: refuse("HUB_ID_INVALID") },
    { text: "", answer: refuse("HUB_ID_INVALID") },
  ])("hub ID $text", ({ text, answer }) => {
    expect(parseHubId(text)).toEqual(answer);
  });

  it.each([
    { text: "8938 0031 2345 6789 012", answer: succeed("8938003123456789012") },
    { text: "89380031-23456789-0123", answer: succeed("89380031234567890123") },
    { text: "893800312345678901", answer: refuse("ICCID_INVALID") },
    { text: "893800312345678901234", answer: refuse("ICCID_INVALID") },
    { text: "8938003123456789O12", answer: refuse("ICCID_INVALID") },
    { text: "٨٩٣٨٠٠٣١٢٣٤٥٦٧٨٩٠١٢", answer: refuse("ICCID_INVALID") },
  ])("SIM number $text", ({ text, answer }) => {
    expect(parseIccid(text)).toEqual(answer);
  });
});

describe("a hub's name", () => {
  it.each([
    { text: "x".repeat(24), answer: succeed("x".repeat(24)) },
    { text: "x".repeat(25), answer: refuse("HUB_NAME_LONG") },
    { text: "ї".repeat(12), answer: succeed("ї".repeat(12)) },
    { text: "ї".repeat(13), answer: refuse("HUB_NAME_LONG") },
    { text: `  ${"ї".repeat(12)}  `, answer: succeed("ї".repeat(12)) },
    { text: "ї".normalize("NFD").repeat(12), answer: succeed("ї".repeat(12)) },
  ])("$text", ({ text, answer }) => {
    expect(parseHubName(text)).toEqual(answer);
  });
});

describe("hub models", () => {
  it.each([
    { from: "HUB", to: "HUB", fits: true },
    { from: "HUB", to: "HUB_2_PLUS", fits: true },
    { from: "HUB_2", to: "HUB_2_4G", fits: true },
    { from: "HUB_2_4G", to: "HUB_2", fits: false },
    { from: "HUB_HYBRID", to: "HUB_HYBRID_4G", fits: true },
    { from: "HUB_HYBRID_4G", to: "HUB_HYBRID", fits: false },
    { from: "HUB_2", to: "HUB_HYBRID_4G", fits: false },
    { from: "HUB_HYBRID", to: "HUB_2_PLUS", fits: false },
  ] as const)("a configuration of $from goes to $to: $fits", ({ from, to, fits }) => {
    expect(canTakeConfiguration(to, from)).toBe(fits);
  });

  it("have two slots, but for the first one, and a name each", () => {
    expect(hubModels.filter((model) => simSlotsOf(model) === 1)).toEqual(["HUB"]);
    expect(Object.keys(hubModelNames)).toEqual([...hubModels]);
  });
});
