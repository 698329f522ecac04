import { expect, test } from "vitest";
import { latestFirst } from "./instant-order";

test("what came later in the same second stands first, with a fraction or without", () => {
  const inOrder = [
    "2026-11-27T09:13:27Z",
    "2026-11-27T09:13:26.707Z",
    "2026-11-27T09:13:26.7Z",
    "2026-11-27T09:13:26Z",
  ];
  expect(inOrder.toSorted().sort(latestFirst)).toEqual(inOrder);
  expect(inOrder.toReversed().sort(latestFirst)).toEqual(inOrder);
});
