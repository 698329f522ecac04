import { z } from "zod";
import floors from "./floors.json" with { type: "json" };

const floorsSchema = z.object({
  /** Modules that the layer rules must have read. */
  modules: z.int().positive(),
  /** Tests that must have run, by suite. */
  tests: z.record(z.string(), z.int().nonnegative()),
});

/** Least counts that every checker must have looked at: a check that saw nothing is red. */
export const floorCounts = floorsSchema.parse(floors);
