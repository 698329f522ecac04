import { describe, expect, it } from "vitest";
import { readSimCommand } from "./read-command";
import { readDuration } from "./read-time";

function actOf(...args: string[]) {
  const command = readSimCommand(args);
  return "kind" in command && command.kind === "WORLD" ? command.act : command;
}

describe("a verb of the whole world", () => {
  const clock = { verb: "clock", companySlug: "dnipro" };
  const hub = {
    verb: "hub-add",
    companySlug: "dnipro",
    hubId: null,
    name: null,
    objectName: null,
    model: "HUB_2_PLUS",
    iccid: null,
  };
  const device = { verb: "device-add", hubId: "0000000B", name: null, roomName: null, groupNumber: null };
  it.each([
    [["clock", "show"], { ...clock, go: "SHOW" }],
    [["clock", "show", "--company", "kiwi"], { ...clock, companySlug: "kiwi", go: "SHOW" }],
    [["clock", "advance", "90m"], { ...clock, go: { by: Temporal.Duration.from({ minutes: 90 }) } }],
    [["clock", "to", "2026-12-01T00:00Z"], { ...clock, go: { to: Temporal.Instant.from("2026-12-01T00:00Z") } }],
    [["hub-add"], hub],
    [["hub-add", ""], hub],
    [["hub-add", "0000000b", "--model", "hub_2"], { ...hub, hubId: "0000000B", model: "HUB_2" }],
    [["hub-add", "--iccid", "8988 3030 0000 0000 001"], { ...hub, iccid: "8988303000000000001" }],
    [["device-add", "0000000b", "--type", "DoorProtect"], { ...device, type: "DOOR_PROTECT" }],
    [
      ["device-add", "0000000B", "--type", "SOCKET", "--group", "00000002"],
      { ...device, type: "SOCKET", groupNumber: 2 },
    ],
    [["fleet", "--hubs", "10"], { verb: "fleet", options: { companySlug: "kiwi", seed: 1, hubs: 10, months: 0 } }],
    [["reset"], { verb: "reset", isSure: false }],
    [["reset", "--yes"], { verb: "reset", isSure: true }],
  ])("%j is read", (args, act) => {
    expect(actOf(...args)).toEqual(act);
  });

  it.each([
    [["clock"]],
    [["clock", "back"]],
    [["clock", "show", "now"]],
    [["clock", "advance"]],
    [["clock", "advance", "soon"]],
    [["clock", "advance", "0h"]],
    [["clock", "to", "tomorrow"]],
    [["clock", "to", "2026-12-01T00:00Z", "2026-12-02T00:00Z"]],
    [["hub-add", "12"]],
    [["hub-add", "--model", "HUB_9"]],
    [["hub-add", "--iccid", "12"]],
    [["hub-add", "--name", "a name that no hub can hold at all"]],
    [["device-add", "0000000B"]],
    [["device-add", "--type", "SOCKET"]],
    [["device-add", "0000000B", "--type", "Toaster"]],
    [["device-add", "0000000B", "--type", "SOCKET", "--group", "all"]],
    [["fleet"]],
    [["fleet", "--hubs", "many"]],
    [["fleet", "--hubs", "10", "--remove"]],
    [["reset", "all"]],
    [["reset", "--now"]],
  ])("%j makes no sense", (args) => {
    expect(readSimCommand(args)).toEqual({ wrong: expect.any(String), verb: args[0] });
  });
});

it("reads stretches of time ahead, short or by ISO 8601", () => {
  const minutes = (text: string) => readDuration(text)?.total("minutes") ?? null;
  expect(["90m", "2h", "1d", "30s", "PT1H30M", "P1DT1H"].map(minutes)).toEqual([90, 120, 1440, 0.5, 90, 1500]);
  expect(["", "0m", "-1h", "1w", "P1M", "401d", "PT"].map(minutes)).toEqual([null, null, null, null, null, null, null]);
});
