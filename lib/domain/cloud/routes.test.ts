import { describe, expect, it } from "vitest";
import { cloudRoutes, matchRoute } from "./routes";

describe("the calls of the hub cloud", () => {
  it("finds every call by its own method and path", () => {
    for (const [name, { method, path }] of Object.entries(cloudRoutes)) {
      const filled = path.replaceAll(/\{(\w+)\}/g, "$1");
      expect(matchRoute(method, filled), name).toMatchObject({ kind: "FOUND", name });
      expect(matchRoute(method, `${filled}/`), name).toMatchObject({ kind: "FOUND", name });
    }
    expect(Object.keys(cloudRoutes).length).toBeGreaterThanOrEqual(32);
  });

  it("lets a plain word win over a name", () => {
    const match = matchRoute("GET", "/user/u/hubs/h/devices/video-edges");
    expect(match).toEqual({ kind: "FOUND", name: "listVideoEdges", values: { userId: "u", hubId: "h" } });
  });

  it("says by which methods a path is called", () => {
    expect(matchRoute("DELETE", "/user/u/hubs/h/devices/d")).toEqual({ kind: "WRONG_METHOD", allowed: ["GET", "PUT"] });
    expect(matchRoute("GET", "/login")).toEqual({ kind: "WRONG_METHOD", allowed: ["POST"] });
  });

  it.each([
    "",
    "login",
    "/",
    "/logins",
    "/user/u",
    "/user//hubs",
    "/user/../hubs",
    "/user/%2e%2e/hubs",
    "/user/a%2Fb/hubs",
    "/user/a%5Cb/hubs",
    "/user/%00/hubs",
    "/user/%E0%A4%A/hubs",
    "//login",
    "https://other.example/login",
  ])("leads %j nowhere", (path) => {
    expect(matchRoute("GET", path).kind).toBe("UNKNOWN");
  });
});
