import { describe, expect, it } from "vitest";
import { type HubModel, hubModels } from "./devices/hub-model";
import { type TransferHub, transferEnd, transferObstacles } from "./hub-transfer";

const source: TransferHub = {
  name: "Old",
  model: "HUB_2",
  firmware: "2.31.0",
  isArmed: false,
  isLive: false,
  busyUntil: null,
};
const target: TransferHub = { ...source, name: "New", model: "HUB_2_PLUS" };
const until = Temporal.Instant.from("2026-11-22T13:15:00Z");

const codes = (one: Partial<TransferHub>, other: Partial<TransferHub>) =>
  transferObstacles({ ...source, ...one }, { ...target, ...other }).map(({ code }) => code);

describe("what keeps a configuration from going over", () => {
  it("nothing, between two hubs at rest", () => {
    expect(codes({}, {})).toEqual([]);
  });

  it.each([
    { hub: { isLive: true }, code: "TRANSFER_LIVE" },
    { hub: { isArmed: true }, code: "TRANSFER_ARMED" },
    { hub: { firmware: "2.8.9" }, code: "TRANSFER_FIRMWARE" },
    { hub: { firmware: "" }, code: "TRANSFER_FIRMWARE" },
    { hub: { busyUntil: until }, code: "HUB_BUSY" },
  ])("$code, on either hub, and on both at once", ({ hub, code }) => {
    expect(codes(hub, {})).toEqual([code]);
    expect(codes({}, hub)).toEqual([code]);
    expect(codes(hub, hub)).toEqual([code, code]);
  });

  it.each(["2.9", "2.9.0", "2.10.1", "3.0"])("firmware %s will do", (firmware) => {
    expect(codes({ firmware }, { firmware })).toEqual([]);
  });

  it("names everything at once, each with its hub", () => {
    const everything = { isLive: true, isArmed: true, firmware: "2.1", busyUntil: until };
    expect(transferObstacles({ ...source, ...everything }, { ...target, model: "HUB" })).toEqual([
      { code: "TRANSFER_LIVE", params: { hub: "Old" } },
      { code: "TRANSFER_MODEL", params: { target: "Hub", source: "Hub 2" } },
      { code: "TRANSFER_FIRMWARE", params: { hub: "Old" } },
      { code: "TRANSFER_ARMED", params: { hub: "Old" } },
      { code: "HUB_BUSY", params: { time: "2026-11-22T13:15:00Z" } },
    ]);
  });

  it("a lower model, or one of the other family", () => {
    const order: HubModel[] = ["HUB", "HUB_PLUS", "HUB_2", "HUB_2_4G", "HUB_2_PLUS"];
    const hybrids: HubModel[] = ["HUB_HYBRID", "HUB_HYBRID_4G"];
    const allowed = (family: HubModel[], from: HubModel, to: HubModel) =>
      family.includes(from) && family.includes(to) && family.indexOf(to) >= family.indexOf(from);
    for (const from of hubModels) {
      for (const to of hubModels) {
        const may = allowed(order, from, to) || allowed(hybrids, from, to);
        expect([from, to, codes({ model: from }, { model: to })]).toEqual([from, to, may ? [] : ["TRANSFER_MODEL"]]);
      }
    }
  });
});

it("takes a quarter of an hour", () => {
  expect(transferEnd(Temporal.Instant.from("2026-11-22T13:00:00Z"))).toEqual(until);
});
