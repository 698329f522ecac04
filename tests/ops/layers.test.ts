import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkLayers, withFloor } from "@/lib/ops/layer-rules";

const folders: string[] = [];

/** Lays out a little project with the given modules, and returns the names of the rules it breaks. */
async function brokenBy(modules: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "layers-"));
  folders.push(root);
  const options = { compilerOptions: { paths: { "@/*": ["./*"] } } };
  for (const [path, text] of Object.entries({ "tsconfig.json": JSON.stringify(options), ...modules })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { findings } = await checkLayers(root);
  return findings.map(({ sentence }) => sentence.split(/[ :]/)[0] ?? "");
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const server = { "lib/server/context.ts": "export const context = 1;", "lib/domain/rule.ts": "export const rule = 1;" };

const planted: { rule: string; modules: Record<string, string> }[] = [
  {
    rule: "domain-stands-alone",
    modules: {
      ...server,
      "lib/domain/bad.ts": 'import { context } from "@/lib/server/context"; export const x = context;',
    },
  },
  {
    rule: "components-stay-in-the-browser",
    modules: {
      ...server,
      "components/bad.tsx": 'import { context } from "@/lib/server/context"; export const x = context;',
    },
  },
  {
    rule: "components-read-plain-domain-tables",
    modules: { ...server, "components/bad.tsx": 'import { rule } from "@/lib/domain/rule"; export const x = rule;' },
  },
  {
    rule: "ui-knows-no-business",
    modules: {
      ...server,
      "components/ui/bad.tsx": 'import type { rule } from "@/lib/domain/rule"; export type X = typeof rule;',
    },
  },
  {
    rule: "app-reads-queries-and-writes-actions",
    modules: {
      ...server,
      "app/page.tsx": 'import { context } from "@/lib/server/context"; export const x = context;',
    },
  },
  {
    rule: "app-decides-nothing",
    modules: { ...server, "app/page.tsx": 'import { rule } from "@/lib/domain/rule"; export const x = rule;' },
  },
  {
    rule: "nobody-imports-app",
    modules: {
      "app/part.ts": "export const part = 1;",
      "lib/bad.ts": 'import { part } from "@/app/part"; export const x = part;',
    },
  },
  {
    rule: "services-know-no-request",
    modules: {
      "lib/server/gate.ts": "export const gate = 1;",
      "lib/server/services/bad.ts": 'import { gate } from "@/lib/server/gate"; export const x = gate;',
    },
  },
  {
    rule: "client-stays-in-the-helper",
    modules: {
      "lib/server/db.ts": "export const database = 1;",
      "lib/server/services/bad.ts": 'import { database } from "@/lib/server/db"; export const x = database;',
    },
  },
  {
    rule: "no-cycles",
    modules: {
      "lib/one.ts": 'import { two } from "./two"; export const one = () => two;',
      "lib/two.ts": 'import { one } from "./one"; export const two = () => one;',
    },
  },
  { rule: "guarded-by-server-only", modules: { "lib/server/queries/bad.ts": "export const x = 1;" } },
  { rule: "nothing-unresolved", modules: { "lib/bad.ts": 'import { gone } from "./gone"; export const x = gone;' } },
];

describe("a planted import", () => {
  it.each(planted)("breaks $rule", async ({ rule, modules }) => {
    expect(await brokenBy(modules)).toContain(rule);
  });

  it("is fine when it only names a type of the domain", async () => {
    const component = 'import type { rule } from "@/lib/domain/rule"; export type X = typeof rule;';
    expect(await brokenBy({ ...server, "components/good.tsx": component })).toEqual([]);
  });
});

describe("the floor", () => {
  it("is red when no module was read", () => {
    expect(withFloor([], 0)).toHaveLength(1);
  });

  it("leaves a full reading alone", () => {
    expect(withFloor([], 10_000)).toEqual([]);
  });
});
