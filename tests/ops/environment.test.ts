import { describe, expect, it } from "vitest";
import { parseEnvironment } from "@/lib/env";

const complete = {
  DATABASE_URL: "postgres://app:word@127.0.0.1:5432/portal",
  PORTAL_ORIGIN: "https://portal.example.com",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("the environment", () => {
  it("is production unless it says otherwise", () => {
    expect(parseEnvironment(complete)).toMatchObject({
      databaseUrl: complete.DATABASE_URL,
      databaseOwnerUrl: null,
      portalMode: "production",
      portalOrigin: complete.PORTAL_ORIGIN,
      authSecret: complete.AUTH_SECRET,
      logLevel: "info",
      databaseWaitMs: 2_000,
      databaseWorkMs: 5_000,
    });
  });

  it("lets the demo live on plain http", () => {
    const demo = { ...complete, PORTAL_MODE: "demo", PORTAL_ORIGIN: "http://127.0.0.1:3000" };
    expect(parseEnvironment(demo).portalMode).toBe("demo");
  });

  it.each([
    [{ DATABASE_URL: undefined }, /DATABASE_URL is not set/],
    [{ DATABASE_URL: "mysql://x" }, /DATABASE_URL must look like/],
    [{ PORTAL_MODE: "test" }, /PORTAL_MODE must be demo or production/],
    [{ PORTAL_ORIGIN: "http://portal.example.com" }, /must start with https/],
    [{ PORTAL_ORIGIN: "https://portal.example.com/path" }, /scheme, host and port alone/],
    [{ AUTH_SECRET: "short" }, /AUTH_SECRET is too short/],
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL must be one of/],
    [{ DATABASE_WAIT_MS: "soon" }, /DATABASE_WAIT_MS must be a whole number/],
    [{ DATABASE_WORK_MS: "500" }, /DATABASE_WORK_MS must be a whole number/],
    [{ DATABASE_WAIT_MS: "0" }, /DATABASE_WAIT_MS must be a whole number/],
  ])("refuses %o with a sentence", (change, sentence) => {
    expect(() => parseEnvironment({ ...complete, ...change })).toThrow(sentence);
  });

  it("names every wrong variable at once, and no value", () => {
    const wrong = { DATABASE_URL: "mysql://user:topsecret@host/x", AUTH_SECRET: "tiny-secret" };
    expect(() => parseEnvironment(wrong)).toThrow(/DATABASE_URL.*PORTAL_ORIGIN.*AUTH_SECRET/);
    expect(() => parseEnvironment(wrong)).not.toThrow(/topsecret|tiny-secret/);
  });
});
