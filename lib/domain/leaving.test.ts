import { expect, it } from "vitest";
import { hasWork, mayKeepDecisions } from "./leaving";
import { roles } from "./roles";

it("lets owner and managers keep changes and requests, an installer hubs alone", () => {
  expect(roles.filter(mayKeepDecisions)).toEqual(["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"]);
});

it("asks for a successor only where something is under way", () => {
  const none = { installedHubs: 0, assignedObjects: 0, upcomingChanges: 0, openRequests: 0 };
  expect(hasWork(none)).toBe(false);
  for (const kind of Object.keys(none)) expect(hasWork({ ...none, [kind]: 1 })).toBe(true);
});
