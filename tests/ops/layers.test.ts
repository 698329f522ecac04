import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import layerRules from "@/.dependency-cruiser.mjs";
import { checkLayers, withFloor } from "@/lib/ops/layer-rules";

/** `imports` is what `module` takes a value from. */
type Planted = { rule: string; module: string; imports: string };

/** One import for each rule, which breaks that rule and no other. */
const planted: Planted[] = [
  { rule: "domain-stands-alone", module: "lib/domain/bad.ts", imports: "@/lib/server/context" },
  { rule: "components-stay-in-the-browser", module: "components/bad-server.tsx", imports: "@/lib/server/context" },
  { rule: "components-read-plain-domain-tables", module: "components/bad-rule.tsx", imports: "@/lib/domain/rule" },
  { rule: "components-carry-no-schemas", module: "components/bad-schema.tsx", imports: "@/lib/schemas/form" },
  { rule: "ui-knows-no-business", module: "components/ui/bad.tsx", imports: "@/lib/domain/roles" },
  { rule: "app-reads-queries-and-writes-actions", module: "app/store/page.tsx", imports: "@/lib/server/store/rows" },
  { rule: "app-decides-nothing", module: "app/rule/page.tsx", imports: "@/lib/domain/rule" },
  { rule: "nobody-imports-app", module: "lib/bad-page.ts", imports: "@/app/part" },
  { rule: "services-know-no-request", module: "lib/server/services/bad-gate.ts", imports: "@/lib/server/gate" },
  { rule: "foundations-know-no-feature", module: "lib/server/store/bad.ts", imports: "@/lib/server/services/verb" },
  { rule: "queries-only-read", module: "lib/server/queries/bad.ts", imports: "@/lib/server/services/verb" },
  { rule: "actions-go-through-services", module: "lib/server/actions/bad.ts", imports: "@/lib/server/store/rows" },
  { rule: "jobs-stand-beside-the-pages", module: "lib/mail/bad.tsx", imports: "@/components/part" },
  { rule: "schemas-stay-plain", module: "lib/schemas/bad.ts", imports: "@/lib/server/context" },
  { rule: "client-stays-in-the-helper", module: "lib/server/services/bad-client.ts", imports: "@/lib/server/db" },
  { rule: "worker-runs-outside-next", module: "lib/jobs/handlers/bad.ts", imports: "@/lib/guarded" },
  { rule: "proxy-never-protects", module: "proxy.ts", imports: "@/lib/server/context" },
  { rule: "bootstrap-needs-nothing", module: "lib/ops/bad.mjs", imports: "../plain.ts" },
  { rule: "ops-is-a-leaf", module: "lib/bad-command.ts", imports: "@/lib/ops/command" },
  { rule: "product-needs-no-test", module: "lib/bad-test.ts", imports: "@/tests/support/world" },
  { rule: "no-cycles", module: "lib/cycle/one.ts", imports: "./two" },
  { rule: "no-barrels", module: "lib/bad-barrel.ts", imports: "@/lib/barrel/index" },
  { rule: "nothing-unresolved", module: "lib/bad-name.ts", imports: "./gone" },
  { rule: "guarded-by-server-only", module: "lib/server/queries/unguarded.ts", imports: "@/lib/plain" },
];

const thing = "export const thing = 1;";
const guard = 'import "server-only";';
const taking = (name: string) => `import { thing } from "${name}"; export const taken = thing;`;
const naming = (name: string) => `import type { thing } from "${name}"; export type Named = typeof thing;`;

/** What the planted modules import, and modules beside them that no rule forbids. */
const sound: Record<string, string> = {
  "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "@/*": ["./*"] } } }),
  "node_modules/server-only/package.json": JSON.stringify({ name: "server-only", main: "empty.js" }),
  "node_modules/server-only/empty.js": "",
  "app/part.ts": thing,
  "components/part.tsx": thing,
  "lib/plain.ts": thing,
  "lib/guarded.ts": `${guard} ${thing}`,
  "lib/barrel/index.ts": thing,
  "lib/cycle/two.ts": `import { taken } from "./one"; export const thing = () => taken;`,
  "lib/domain/rule.ts": thing,
  "lib/domain/roles.ts": thing,
  "lib/ops/command.ts": thing,
  "lib/schemas/form.ts": thing,
  "lib/server/db.ts": thing,
  "lib/server/context.ts": taking("./db"),
  "lib/server/close-database.ts": taking("./db"),
  "lib/server/gate.ts": `${guard} ${thing}`,
  "lib/server/services/verb.ts": thing,
  "lib/server/store/rows.ts": thing,
  "tests/support/world.ts": thing,
  "components/names-a-type.tsx": naming("@/lib/domain/rule"),
  "components/shows-a-table.tsx": taking("@/lib/domain/roles"),
  "lib/server/queries/guarded.ts": `${guard} ${taking("@/lib/server/store/rows")}`,
  "tests/service.test.ts": taking("@/lib/server/services/verb"),
};

/** Queries other than the one planted for it carry the guard. */
function textOf({ rule, module, imports }: Planted): string {
  const isGuarded = module.startsWith("lib/server/queries/") && rule !== "guarded-by-server-only";
  return isGuarded ? `${guard} ${taking(imports)}` : taking(imports);
}

/** Lays out a project of the sound and the planted modules, and returns each broken rule with the module that breaks it. */
async function brokenRules(): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "layers-"));
  try {
    const bad = Object.fromEntries(planted.map((plant) => [plant.module, textOf(plant)]));
    for (const [path, text] of Object.entries({ ...sound, ...bad })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { findings } = await checkLayers(root);
    return findings.map(({ sentence, path }) => `${sentence.split(/[ :]/)[0]} in ${path}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("a planted import", () => {
  let broken: string[] = [];
  beforeAll(async () => {
    broken = await brokenRules();
  });

  it.each(planted)("breaks $rule", ({ rule, module }) => {
    expect(broken).toContain(`${rule} in ${module}`);
  });

  it("breaks its own rule only, and sound modules break none", () => {
    expect(broken.toSorted()).toEqual(planted.map(({ rule, module }) => `${rule} in ${module}`).toSorted());
  });

  it("exists for every rule there is", () => {
    const rules = [...layerRules.forbidden, ...layerRules.required].map(({ name }) => name);
    expect(planted.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted());
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
