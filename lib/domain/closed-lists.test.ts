import { expect, it } from "vitest";
import { auditActions, endActions } from "./audit-actions";
import { refusalCodes } from "./refusals";

it("names every refusal and every action once", () => {
  expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
  expect(refusalCodes).toHaveLength(99);
  expect(new Set(auditActions).size).toBe(auditActions.length);
  for (const code of refusalCodes) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  for (const action of auditActions) expect(action).toMatch(/^[a-z]+\.[a-z_]+$/);
});

it("has an action for each way a package ends", () => {
  for (const action of Object.values(endActions)) expect(auditActions).toContain(action);
});
