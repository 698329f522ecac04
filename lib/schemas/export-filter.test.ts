import { expect, test } from "vitest";
import { accountListSchema } from "./billed-accounts";
import { unreadableFilters } from "./export-filter";
import { historySchema } from "./history";
import { statementSchema } from "./statements";

const schemas = { accounts: accountListSchema, history: historySchema, statement: statementSchema };

test.each([
  ["accounts", "month=2026-13", ["month"]],
  ["accounts", "month=soon&state=none&dealer=Dnipro", ["month", "state", "dealer"]],
  ["accounts", "month=2026-11&last=2026-11&q=2C90&utm=x", []],
  ["accounts", "month=&q=", []],
  ["statement", "dealer=1&view=accounts", ["dealer"]],
  ["statement", "hub=2C90A41F&view=nothing", []],
  ["history", "from=2026-02-30", ["from"]],
  ["history", "from=yesterday&to=2026-11-30", ["from"]],
  ["history", "from=2026-11-30&to=2026-11-01", ["from", "to"]],
  ["history", "from=2026-11-01&to=2026-11-01", []],
] as const)("of the %s, %s has %j that cannot be read", (kind, search, names) => {
  const address = new URL(`https://portal.example/export?${search}`);
  const asked = schemas[kind].parse(Object.fromEntries(address.searchParams));
  expect(unreadableFilters(address, asked)).toEqual(names);
});
