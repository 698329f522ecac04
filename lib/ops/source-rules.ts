import { type ESTree, parseSync, Visitor, type VisitorObject } from "vite";
import type { SourceFile } from "./source-files";

/** A broken rule: where, and the sentence that names the fix. */
export type Finding = { path: string; line: number; sentence: string };

type Report = (node: { start: number }, sentence: string) => void;
type Rule = { applies: (path: string) => boolean; visit: (report: Report, file: SourceFile) => VisitorObject };

const isTest = (path: string) => path.startsWith("tests/") || /\.test\.tsx?$/.test(path);
const rawSqlPlaces =
  /^(?:lib\/server\/(?:context\.ts|store\/|feed\/)|lib\/jobs\/(?:queue\.ts|rescue\.ts|loops\/)|lib\/ops\/|prisma\/|tests\/)/;
const waiting = new Set(["fetch", "hashPassword", "verifyPassword", "sendMail", "readFile", "writeFile"]);
const deepestNesting = 3;

function nameOf(node: ESTree.Node | null | undefined): string {
  if (node?.type === "Identifier") return node.name;
  if (node?.type === "MemberExpression" && !node.computed) return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return "";
}

const clock: Rule = {
  applies: (path) => path !== "lib/clock.ts" && !isTest(path),
  visit: (report) => {
    const sentence =
      "The wall clock is read in lib/clock.ts alone: take the instant as an argument, or call realNow().";
    return {
      NewExpression(node) {
        if (nameOf(node.callee) === "Date" && node.arguments.length === 0) report(node, sentence);
      },
      MemberExpression(node) {
        if (["Date.now", "Temporal.Now", "performance.timeOrigin"].includes(nameOf(node))) report(node, sentence);
      },
    };
  },
};

/** A statement may read the wall clock in one case: under a lock, to see whether a boundary passed while it waited. */
const databaseClock: Rule = {
  applies: (path) => /^lib\/(?:server|jobs|sim|auth|mail|webhooks)\//.test(path) && !isTest(path),
  visit: (report, { path }) => ({
    TaggedTemplateExpression(node) {
      const text = node.quasi.quasis.map(({ value }) => value.raw).join(" ");
      const isClock =
        /\b(?:now|statement_timestamp|transaction_timestamp)\(\)|\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\b/i;
      const isLocked = /\bclock_timestamp\(\)/i.test(text) && !path.startsWith("lib/server/store/");
      if (isClock.test(text) || isLocked)
        report(node, "SQL tells no time that a user could notice: bind the instant, or read the clock under a lock.");
    },
  }),
};

const rawSql: Rule = {
  applies: () => true,
  visit: (report, { path }) => ({
    MemberExpression(node) {
      const name = nameOf(node).split(".").at(-1) ?? "";
      if (["$queryRawUnsafe", "$executeRawUnsafe"].includes(name) || nameOf(node) === "Prisma.raw") {
        report(node, "SQL is never put together from text: use a tagged template with bound parameters.");
      }
      const isRaw = ["$queryRaw", "$executeRaw"].includes(name) || nameOf(node) === "Prisma.sql";
      if (isRaw && !rawSqlPlaces.test(path)) {
        report(node, "Raw SQL lives in store, feed, the loops, lib/ops and prisma: move the statement there.");
      }
    },
  }),
};

const client: Rule = {
  applies: (path) => path !== "lib/server/db.ts" && !isTest(path),
  visit: (report) => ({
    NewExpression(node) {
      if (nameOf(node.callee) === "PrismaClient")
        report(node, "There is one client, in lib/server/db.ts: take a tx from inTransaction.");
    },
  }),
};

const waitingInTransaction: Rule = {
  applies: (path) => !isTest(path),
  visit: (report) => {
    let depth = 0;
    const isTransaction = (node: ESTree.CallExpression) => /^in\w*Transaction$/.test(nameOf(node.callee));
    return {
      CallExpression(node) {
        if (isTransaction(node)) depth += 1;
        const name = nameOf(node.callee).split(".").at(-1) ?? "";
        if (depth > 0 && waiting.has(name))
          report(node, `${name} waits, and a lock waits with it: call it before the transaction.`);
      },
      "CallExpression:exit"(node) {
        if (isTransaction(node)) depth -= 1;
      },
    };
  },
};

const directives: Rule = {
  applies: () => true,
  visit: (report, { text }) => ({
    ExpressionStatement(node) {
      if (node.expression.type === "Literal" && node.expression.value === "use cache") {
        report(node, "No use cache: a stale tile after Stop now is a wrong tile.");
      }
    },
    ExportNamedDeclaration(node) {
      if (!/^\s*["']use server["']/.test(text) || node.exportKind === "type") return;
      const { declaration } = node;
      const made = declaration?.type === "VariableDeclaration" ? declaration.declarations : [];
      const isWrapped = made.every(
        ({ init }) => init?.type === "CallExpression" && /Action$/.test(nameOf(init.callee)),
      );
      if (made.length === 0 || !isWrapped)
        report(node, 'Every export of a "use server" file is made by an action wrapper.');
    },
    ExportDefaultDeclaration(node) {
      if (/^\s*["']use server["']/.test(text))
        report(node, 'Every export of a "use server" file is made by an action wrapper.');
    },
  }),
};

const temporalInBrowser: Rule = {
  applies: (path) => path.startsWith("components/") && !isTest(path),
  visit: (report) => ({
    Identifier(node) {
      if (node.name === "Temporal")
        report(node, "Temporal never crosses to the browser: send an ISO string or finished text.");
    },
  }),
};

const nesting: Rule = {
  applies: () => true,
  visit: (report) => {
    const levels: number[] = [0];
    const chained = new Set<ESTree.Node>();
    const step = (by: number) => {
      const depth = (levels.pop() ?? 0) + by;
      levels.push(depth);
      return depth;
    };
    const enter = (node: ESTree.Node) => {
      if (node.type === "IfStatement" && node.alternate?.type === "IfStatement") chained.add(node.alternate);
      if (chained.has(node)) return;
      if (step(1) === deepestNesting + 1) {
        report(node, `More than ${deepestNesting} levels of nesting: return early, or name a part.`);
      }
    };
    const leave = (node: ESTree.Node) => {
      if (!chained.has(node)) step(-1);
    };
    const blocks = ["For", "ForOf", "ForIn", "While", "DoWhile", "Switch", "Try", "If"].flatMap((kind) => [
      [`${kind}Statement`, enter],
      [`${kind}Statement:exit`, leave],
    ]);
    const functions = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].flatMap((kind) => [
      [kind, () => void levels.push(0)],
      [`${kind}:exit`, () => void levels.pop()],
    ]);
    return Object.fromEntries([...blocks, ...functions]);
  },
};

const rules: Rule[] = [
  clock,
  databaseClock,
  rawSql,
  client,
  waitingInTransaction,
  directives,
  temporalInBrowser,
  nesting,
];

const forbiddenText: { pattern: RegExp; sentence: string }[] = [
  {
    pattern: /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|(?:oxlint|eslint)-disable/,
    sentence: "No rule is switched off by a comment: mend the code, or change the rule for all.",
  },
  { pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, sentence: "Nothing is left for later in the code: do it or drop it." },
];

function findText({ path, text }: SourceFile): Finding[] {
  if (path === "lib/ops/source-rules.ts") return [];
  return text
    .split("\n")
    .flatMap((line, index) =>
      forbiddenText
        .filter(({ pattern }) => pattern.test(line))
        .map(({ sentence }) => ({ path, line: index + 1, sentence })),
    );
}

/** Finds what neither the layer rules nor the linters see: clock, SQL, transactions, directives, nesting, switched-off rules. */
export function findBrokenRules(files: SourceFile[]): Finding[] {
  return files.flatMap((file) => {
    const findings = findText(file);
    const { program } = parseSync(file.path, file.text);
    const report: Report = (node, sentence) => {
      findings.push({ path: file.path, line: file.text.slice(0, node.start).split("\n").length, sentence });
    };
    for (const rule of rules) {
      if (rule.applies(file.path)) new Visitor(rule.visit(report, file)).visit(program);
    }
    return findings;
  });
}
