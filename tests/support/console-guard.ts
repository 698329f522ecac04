import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

const methods = ["debug", "error", "info", "log", "warn"] as const;
let spies: MockInstance[] = [];

// A line on the console is a warning nobody reads: it fails the test that caused it.
beforeEach(() => {
  spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => undefined));
});

afterEach(() => {
  const lines = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockRestore();
  expect(lines).toEqual([]);
});
