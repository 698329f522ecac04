import { expect, it } from "vitest";
import { turnOfDay, turnsOfMonths } from "./reconciliation";

it("gives every older month one night of 28, over the ends of months and years, and before 1970 as well", () => {
  for (const from of ["2026-12-20", "2028-02-15", "1969-12-20"]) {
    const first = Temporal.PlainDate.from(from);
    const turns = Array.from({ length: turnsOfMonths }, (_, days) => turnOfDay(first.add({ days })));
    expect([...turns].sort((a, b) => a - b)).toEqual(turns.map((_, turn) => turn));
  }
});
