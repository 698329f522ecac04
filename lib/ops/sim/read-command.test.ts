import { describe, expect, it } from "vitest";
import { homeVerbs } from "@/lib/domain/simulator-homes";
import { simulatorVerbNames } from "@/lib/domain/simulator-verbs";
import { helpText, lookingVerbs, readSimCommand, usageOf } from "./read-command";
import { worldVerbs } from "./world-command";

const device = "30400001";
const hub = "00000001";
const flags = { isJson: false, isWaiting: false };

function actOf(...args: string[]) {
  const command = readSimCommand(args);
  return "kind" in command && command.kind === "DRIVE" ? command.act : command;
}

describe("a verb of the simulator", () => {
  it("takes the device before the hub, in any case", () => {
    expect(readSimCommand(["motion", "3040000a", "0000000b"])).toEqual({
      kind: "DRIVE",
      verb: "motion",
      deviceId: "3040000A",
      hubId: "0000000B",
      act: { kind: "DEVICE", feel: { what: "CONDITION", condition: "MOTION", isOver: false } },
      ...flags,
    });
  });

  it.each([
    [["open", device, hub], { what: "CONDITION", condition: "OPENING", isOver: false }],
    [["close", device, hub], { what: "CONDITION", condition: "OPENING", isOver: true }],
    [["outer-close", device, hub], { what: "CONDITION", condition: "OUTER_CONTACT", isOver: true }],
    [["smoke", device, hub, "--clear"], { what: "CONDITION", condition: "SMOKE", isOver: true }],
    [["tamper", device, hub], { what: "LID", isOpen: true }],
    [["lost", "--clear", device, hub], { what: "LINK", isLost: false }],
    [["glass", device, hub, "--clear"], { what: "CONDITION", condition: "GLASS_BREAK", isOver: true }],
    [["battery", device, hub, "--level", "15"], { what: "BATTERY", percent: 15 }],
    [["battery", device, hub, "--clear"], { what: "BATTERY", percent: 100 }],
    [["temperature", device, hub, "--value=-12"], { what: "TEMPERATURE", degrees: -12 }],
    [["switch", device, hub, "--on"], { what: "SWITCH", isOn: true }],
  ])("%j is felt by the device", (args, feel) => {
    expect(actOf(...args)).toEqual({ kind: "DEVICE", feel });
  });

  const order = { kind: "ORDER", groupNumber: null, ignoreProblems: false, userEmail: null };
  const fault = { kind: "FAULT", slot: null, channel: null, figures: {}, isLifted: false };
  it.each([
    [["arm", hub], { ...order, command: "ARM" }],
    [["disarm", hub, "--group", "00000002"], { ...order, command: "DISARM", groupNumber: 2 }],
    [["night-on", hub, "--force"], { ...order, command: "NIGHT_MODE_ON", ignoreProblems: true }],
    [["arm", hub, "--user", "Ann@Home.Example"], { ...order, command: "ARM", userEmail: "ann@home.example" }],
    [["panic", hub], { ...order, command: "PANIC" }],
    [["duress", hub, "--user", "ann@home.example"], { ...order, command: "DURESS", userEmail: "ann@home.example" }],
    [["power-loss", hub], { ...fault, fault: "HUB_NO_MAINS" }],
    [["hub-battery", hub, "--level", "5"], { kind: "CHARGE", percent: 5 }],
    [["hub-battery", hub, "--clear"], { kind: "CHARGE", percent: 100 }],
    [["arm", "", hub], { ...order, command: "ARM" }],
    [["channel", hub, "--name", "GSM", "--down"], { ...fault, fault: "HUB_CHANNEL_DOWN", channel: "GSM" }],
    [["offline", hub], { ...fault, fault: "HUB_SILENT" }],
    [["offline", hub, "--clear"], { ...fault, fault: "HUB_SILENT", isLifted: true }],
    [["online", hub], { ...fault, fault: "HUB_SILENT", isLifted: true }],
    [["sim-insert", hub, "--foreign"], { kind: "INSERT", slot: null, iccid: null }],
    [["sim-insert", hub, "--slot", "2", "--iccid", "8988 3030 0000 0000 001"], insert("8988303000000000001")],
    [["sim-remove", hub, "--slot", "1"], { ...fault, fault: "SIM_REMOVED", slot: 1 }],
    [["sim-pin", hub], { ...fault, fault: "SIM_PIN_LOCKED" }],
    [["sim-fault", hub, "--delay", "20"], { ...fault, fault: "REPORTS_DELAYED", figures: { seconds: 20 } }],
    [["sim-fault", hub, "--loss", "50"], { ...fault, fault: "REPORTS_LOST", figures: { percent: 50 } }],
    [["sim-fault", hub, "--stuck", "--clear"], { ...fault, fault: "SIM_STUCK", isLifted: true }],
    [["sim-fault", hub, "--clear"], { kind: "LIFT_ALL" }],
    [["gateway", hub, "--slow", "20"], { ...fault, fault: "GATEWAY_SLOW", figures: { seconds: 20 } }],
    [["gateway", hub, "--clear"], { kind: "LIFT_NETWORK" }],
    [["gateway", hub, "--down"], { ...fault, fault: "GATEWAY_DOWN" }],
    [["station", hub, "--refuse"], { ...fault, fault: "STATION_FAULT", figures: { mode: "REFUSE" } }],
    [["station", hub, "--silent"], { ...fault, fault: "STATION_FAULT", figures: { mode: "SILENT" } }],
    [["station", hub, "--nak", "3"], { ...fault, fault: "STATION_FAULT", figures: { mode: "NAK", times: 3 } }],
    [["station", hub, "--clear"], { ...fault, fault: "STATION_FAULT", isLifted: true }],
  ])("%j is done to the hub", (args, act) => {
    expect(actOf(...args)).toEqual(act);
  });

  function insert(iccid: string) {
    return { kind: "INSERT", slot: 2, iccid };
  }

  it.each([
    ["dance", hub],
    ["motion", hub],
    ["motion", "", hub],
    ["motion", device, ""],
    ["motion", device, hub, "more"],
    ["arm"],
    ["arm", hub, hub],
    ["arm", hub, "--clear"],
    ["arm", hub, "--group", "all"],
    ["battery", device, hub],
    ["battery", device, hub, "--level", "101"],
    ["battery", device, hub, "--level", "5", "--clear"],
    ["switch", device, hub],
    ["switch", device, hub, "--on", "--off"],
    ["channel", hub, "--name", "LTE", "--down"],
    ["channel", hub, "--name", "GSM"],
    ["sim-insert", hub],
    ["sim-insert", hub, "--iccid", "12"],
    ["sim-remove", hub, "--slot", "3"],
    ["sim-fault", hub],
    ["sim-fault", hub, "--stuck", "--double"],
    ["sim-fault", hub, "--delay", "soon"],
    ["gateway", hub],
    ["station", hub],
    ["station", hub, "--refuse", "--silent"],
    ["station", hub, "--nak", "0"],
    ["motion", device, hub, "--bright"],
    ["settle", hub],
  ])("%s %s %s %s makes no sense", (...args) => {
    expect(readSimCommand(args.filter((argument) => argument !== undefined))).toEqual({
      wrong: expect.any(String),
      verb: args[0],
    });
  });
});

describe("a verb about people", () => {
  const expire = { verb: "expire", deviceId: null, hubId: null };
  it.each([
    [["expire"], expire],
    [["expire", "", ""], expire],
    [["expire", "3040000a"], { ...expire, deviceId: "3040000A" }],
    [["expire", "3040000a", ""], { ...expire, deviceId: "3040000A" }],
    [["expire", "", "0000000b"], { ...expire, hubId: "0000000B" }],
    [["expire", device, hub], { ...expire, deviceId: device, hubId: hub }],
    [["invite", hub, "ann@home.example"], { verb: "invite", hubId: hub, email: "ann@home.example" }],
    [["--reporter", "uninvite", hub, ""], { verb: "uninvite", hubId: hub, email: null }],
    [["push-fail", "ann@home.example", "--times", "2"], { verb: "push-fail", email: "ann@home.example", times: 2 }],
  ])("%j is read", (args, act) => {
    expect(readSimCommand([...args, "--wait"])).toEqual({ kind: "HOME", act, isJson: false, isWaiting: true });
  });

  it.each([
    [["expire", device, hub, "more"]],
    [["invite", hub]],
    [["invite", hub, "ann@home.example", "--reporter"]],
    [["invite", "", "--reporter"]],
    [["sign-out"]],
    [["sign-out", ""]],
    [["unlink", "one", "two"]],
    [["push-fail", "ann@home.example", "--times", "many"]],
    [["invite", hub, "no address"]],
    [["push-fail", "ann@home.example", "--loud"]],
  ])("%j makes no sense", (args) => {
    const verb = args[0] ?? "";
    expect(readSimCommand(args)).toEqual({ wrong: expect.stringContaining(`-- ${verb} `), verb });
  });
});

describe("help", () => {
  it("lists every verb with how it is used, and comes for each of them", () => {
    for (const verb of [...simulatorVerbNames, ...worldVerbs, ...homeVerbs, ...lookingVerbs]) {
      expect(helpText()).toContain(`  ${usageOf(verb).replace("Usage: npm run sim -- ", "")}`);
      expect(readSimCommand([verb, "--help"])).toEqual({ kind: "HELP", verb, ...flags });
    }
    expect(readSimCommand(["--help"])).toEqual({ kind: "HELP", verb: null, ...flags });
    expect(readSimCommand([])).toEqual({ kind: "HELP", verb: null, ...flags });
  });
});
