import { describe, expect, it } from "vitest";
import { findBrokenRules } from "@/lib/ops/source-rules";

function findings(path: string, text: string): { line: number; sentence: string }[] {
  return findBrokenRules([{ path, text }]).map(({ line, sentence }) => ({ line, sentence }));
}

const comment = (word: string) => `// ${word}`;

describe("house rules", () => {
  it.each([
    { path: "lib/x.ts", text: "export const at = Date.now();", says: "wall clock" },
    { path: "lib/x.ts", text: "export const at = performance.timeOrigin;", says: "wall clock" },
    { path: "lib/x.ts", text: "export const at = new Date();", says: "wall clock" },
    { path: "app/x.ts", text: "export const at = Temporal.Now.instant();", says: "wall clock" },
    { path: "lib/server/store/x.ts", text: "export const run = (tx) => tx.$queryRaw`select now()`;", says: "no time" },
    { path: "lib/jobs/loops/x.ts", text: "export const due = Prisma.sql`at < current_date`;", says: "no time" },
    { path: "lib/jobs/loops/x.ts", text: "export const due = Prisma.sql`at < clock_timestamp()`;", says: "no time" },
    {
      path: "lib/server/store/x.ts",
      text: "export const run = (tx) => tx.$queryRawUnsafe('select 1');",
      says: "never put together",
    },
    {
      path: "lib/server/services/x.ts",
      text: "export const run = (tx) => tx.$queryRaw`select 1`;",
      says: "Raw SQL lives",
    },
    { path: "lib/server/x.ts", text: "export const db = new PrismaClient();", says: "one client" },
    {
      path: "lib/server/services/x.ts",
      text: "export const run = () => inTransaction(ctx, async () => { await fetch(url); });",
      says: "fetch waits",
    },
    { path: "lib/x.ts", text: 'export async function read() { "use cache"; return 1; }', says: "use cache" },
    { path: "lib/x.ts", text: '"use server";\nexport async function act() {}', says: "action wrapper" },
    { path: "lib/x.ts", text: '"use server";\nexport const act = plain(1);', says: "action wrapper" },
    { path: "components/x.tsx", text: "export type At = Temporal.Instant;", says: "never crosses" },
    {
      path: "lib/x.ts",
      text: "export function f() { if (a) { for (;;) { while (b) { if (c) { d(); } } } } }",
      says: "levels of nesting",
    },
    { path: "lib/x.ts", text: comment(["TO", "DO"].join("")), says: "left for later" },
    { path: "lib/x.ts", text: comment(["@ts", "ignore"].join("-")), says: "switched off" },
  ])("finds in $path: $says", ({ path, text, says }) => {
    expect(findings(path, text)).toEqual([{ line: expect.any(Number), sentence: expect.stringContaining(says) }]);
  });

  it.each([
    { path: "lib/clock.ts", text: "export const at = () => Date.now();" },
    { path: "lib/x.ts", text: "export const at = (text: string) => new Date(text);" },
    { path: "lib/server/store/x.ts", text: "export const run = (tx) => tx.$queryRaw`select 1`;" },
    { path: "lib/server/store/x.ts", text: "export const run = (tx) => tx.$queryRaw`select clock_timestamp()`;" },
    { path: "lib/x.ts", text: '"use server";\nexport const act = companyAction("package:manage", schema, run);' },
    {
      path: "lib/x.ts",
      text: "export function f() { if (a) b(); else if (c) d(); else if (e) f(); else if (g) h(); }",
    },
  ])("leaves $path alone", ({ path, text }) => {
    expect(findings(path, text)).toEqual([]);
  });

  it("names the line", () => {
    expect(findings("lib/x.ts", "export const a = 1;\n\nexport const b = Date.now();")[0]?.line).toBe(3);
  });
});
