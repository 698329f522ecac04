/** Two families, each from the lowest to the highest model. Source: PRODUCT 7.4. */
const families = [
  ["HUB", "HUB_PLUS", "HUB_2", "HUB_2_4G", "HUB_2_PLUS"],
  ["HUB_HYBRID", "HUB_HYBRID_4G"],
] as const;

export type HubModel = (typeof families)[number][number];

export const hubModels: readonly HubModel[] = families.flat();

/** Names as printed on the device; they are the same in every language. */
export const hubModelNames: Record<HubModel, string> = {
  HUB: "Hub",
  HUB_PLUS: "Hub Plus",
  HUB_2: "Hub 2",
  HUB_2_4G: "Hub 2 (4G)",
  HUB_2_PLUS: "Hub 2 Plus",
  HUB_HYBRID: "Hub Hybrid",
  HUB_HYBRID_4G: "Hub Hybrid (4G)",
};

/** Counts the SIM slots of a model: one in the first Hub, two in all others. */
export function simSlotsOf(model: HubModel): 1 | 2 {
  return model === "HUB" ? 1 : 2;
}

/** Tells whether a configuration can move to `target`: the same or a higher model of the same family. */
export function canTakeConfiguration(target: HubModel, source: HubModel): boolean {
  const family: readonly HubModel[] | undefined = families.find((models: readonly HubModel[]) =>
    models.includes(source),
  );
  return family !== undefined && family.indexOf(target) >= family.indexOf(source);
}
