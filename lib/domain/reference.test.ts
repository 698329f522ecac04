import { expect, it } from "vitest";
import { writeReference } from "./reference";

it("can be read out on the telephone", () => {
  expect(writeReference("DE", Uint8Array.of(5, 17, 0, 31, 255, 64))).toBe("DE-7K2ZZ2");
});
