import { describe, expect, it } from "vitest";
import type { EmployeeRole } from "@/lib/domain/roles";
import { addressInSection } from "./same-section";

const dealer = (role: EmployeeRole = "SERVICE_MANAGER", isDealer = true) =>
  ({ href: "/c/b/objects", role, isDealer, side: "dealer" }) as const;
const reseller = { href: "/r/b", role: "SERVICE_MANAGER", isDealer: false, side: "reseller" } as const;

describe("switching from one company to another", () => {
  it.each([
    ["/c/a/company/employees/7", "/c/b/company/employees"],
    ["/c/a/company/history", "/c/b/company/history"],
    ["/c/a/company/services/enroll", "/c/b/company/services"],
    ["/c/a/company/edit", "/c/b/company"],
    ["/c/a/services/resellers/add", "/c/b/services/resellers"],
    ["/c/a/services", "/c/b/services"],
    ["/c/a/sims", "/c/b/sims"],
    ["/c/a/objects/7/hubs/8/package", "/c/b/objects"],
    ["/account/security", "/c/b/objects"],
    ["/r/a/requests", "/c/b/objects"],
  ])("leads from %s to %s", (from, to) => {
    expect(addressInSection(dealer(), from)).toBe(to);
  });

  it("leads to the nearest section that the role there has", () => {
    expect(addressInSection(dealer("INSTALLER"), "/c/a/company/employees")).toBe("/c/b/company");
    expect(addressInSection(dealer("INSTALLER"), "/c/a/services")).toBe("/c/b/objects");
    expect(addressInSection(dealer("OWNER", false), "/c/a/services/upcoming")).toBe("/c/b/objects");
  });

  it("stays in the section on the reseller's side, too", () => {
    expect(addressInSection(reseller, "/r/a/requests/7")).toBe("/r/b/requests");
    expect(addressInSection(reseller, "/r/a")).toBe("/r/b");
    expect(addressInSection(reseller, "/c/a/company")).toBe("/r/b");
  });
});
