/** Who may import whom: every "never" of the design, each with the sentence that names the fix. No exceptions. */

const test = "\\.test\\.tsx?$";

/** Domain modules whose values are plain tables that a page may show. */
const shownDomain = "^lib/domain/(?:(?:roles|permissions|country)\\.ts$|devices/)";

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  {
    name: "domain-stands-alone",
    comment: "lib/domain imports only itself: hand the fact or the instant in as an argument.",
    severity: "error",
    from: { path: "^lib/domain/", pathNot: test },
    to: { pathNot: "^lib/domain/" },
  },
  {
    name: "components-stay-in-the-browser",
    comment: "Components reach the server through lib/server/actions alone: pass the data in as props.",
    severity: "error",
    from: { path: "^components/", pathNot: test },
    to: { path: "^(?:lib/(?:server/(?!actions/)|auth/|jobs/|sim/|mail/|files/|webhooks/|ops/|env\\.ts)|prisma/)" },
  },
  {
    name: "components-read-plain-domain-tables",
    comment:
      "Only types, and values of roles, permissions, country and devices, come from lib/domain: decide on the server.",
    severity: "error",
    from: { path: "^components/", pathNot: test },
    to: { path: "^lib/domain/", pathNot: shownDomain, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "components-carry-no-schemas",
    comment: "Whole zod weighs 91 KB: import the schema's type, and let the action parse.",
    severity: "error",
    from: { path: "^components/", pathNot: test },
    to: { path: "^(?:lib/schemas/|node_modules/zod/)", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "ui-knows-no-business",
    comment: "components/ui is the same in any product: move the business part to a folder of its area.",
    severity: "error",
    from: { path: "^components/ui/" },
    to: { path: "^(?:lib/(?:domain|schemas|server)/|components/(?!ui/))" },
  },
  {
    name: "app-reads-queries-and-writes-actions",
    comment: "A page reads through lib/server/queries and writes through actions, rest or cloud-api.",
    severity: "error",
    from: { path: "^app/", pathNot: test },
    to: {
      path: "^(?:lib/(?:server/(?:db|close-database|context|audit|idempotency|limits)\\.ts|server/(?:store|services|feed)/|jobs/|sim/|ops/)|prisma/|node_modules/@?prisma/|node_modules/pg/)",
    },
  },
  {
    name: "app-decides-nothing",
    comment: "A page shows what a query says: move the decision into a query or the domain.",
    severity: "error",
    from: { path: "^app/", pathNot: test },
    to: { path: "^lib/domain/", pathNot: shownDomain, dependencyTypesNot: ["type-only"] },
  },
  {
    name: "nobody-imports-app",
    comment: "What two places need lives in components or lib: move it there.",
    severity: "error",
    from: { pathNot: "^(?:app/|tests/)" },
    to: { path: "^app/" },
  },
  {
    name: "services-know-no-request",
    comment: "A service takes a context: whoever calls it turns the request into one.",
    severity: "error",
    from: { path: "^lib/server/services/" },
    to: {
      path: "^(?:lib/server/(?:(?:home-)?gate\\.ts|(?:queries|actions|rest|cloud-api|relay)/)|lib/jobs/(?:handlers|loops)/|node_modules/(?:next|react|react-dom|next-auth|next-intl)/)",
    },
  },
  {
    name: "foundations-know-no-feature",
    comment: "Store, context, audit, feed and db serve the services: pass in what they need.",
    severity: "error",
    from: { path: "^lib/server/(?:(?:db|close-database|context|audit|idempotency|limits)\\.ts|store/|feed/)" },
    to: {
      path: "^(?:lib/server/(?:(?:home-)?gate\\.ts|(?:queries|actions|services|rest|cloud-api|relay)/)|lib/jobs/(?:handlers|loops)/|node_modules/(?:next|react|react-dom|next-auth|next-intl)/)",
    },
  },
  {
    name: "queries-only-read",
    comment: "A query never changes anything: call the service from an action.",
    severity: "error",
    from: { path: "^lib/server/queries/" },
    to: { path: "^lib/server/(?:services|actions|rest|cloud-api)/|^lib/server/audit\\.ts|^lib/jobs/" },
  },
  {
    name: "actions-go-through-services",
    comment: "An action hands over to one service: no store, no client, no SQL.",
    severity: "error",
    from: { path: "^lib/server/(?:actions|rest|cloud-api)/" },
    to: { path: "^lib/server/(?:(?:db|close-database)\\.ts|store/|feed/append\\.ts)|^prisma/" },
  },
  {
    name: "jobs-stand-beside-the-pages",
    comment: "The worker runs outside Next: it shares services and store, never gate, queries or actions.",
    severity: "error",
    from: { path: "^lib/(?:jobs|sim|mail|webhooks|files)/" },
    to: {
      path: "^(?:lib/server/(?:(?:home-)?gate\\.ts|(?:queries|actions|rest|cloud-api|relay)/)|components/|node_modules/(?:next|next-auth|next-intl)/)",
    },
  },
  {
    name: "schemas-stay-plain",
    comment: "A schema knows zod and the domain alone: form, action, REST and OpenAPI share it.",
    severity: "error",
    from: { path: "^lib/schemas/", pathNot: test },
    to: { pathNot: "^(?:lib/(?:schemas|domain)/|node_modules/zod/)" },
  },
  {
    name: "client-stays-in-the-helper",
    comment: "Only inTransaction holds the client, and close-database ends it: take a tx, or call closeDatabase.",
    severity: "error",
    from: { pathNot: "^lib/server/(?:context|close-database)\\.ts$" },
    to: { path: "^lib/server/db\\.ts$", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "worker-runs-outside-next",
    comment: "server-only exists only inside Next: move the shared part out of the guarded file.",
    severity: "error",
    from: { path: "^(?:lib/jobs/|lib/ops/|prisma/)" },
    to: { path: "^node_modules/(?:server-only|client-only)/", reachable: true },
  },
  {
    name: "proxy-never-protects",
    comment: "proxy.ts decorates and refuses early; only the gate decides.",
    severity: "error",
    from: { path: "^proxy\\.ts$" },
    to: {
      path: "^(?:lib/(?:server/(?:gate|db|close-database|context)\\.ts|server/(?:store|services|queries|actions)/|auth/)|prisma/)",
    },
  },
  {
    name: "bootstrap-needs-nothing",
    comment: "demo.mjs starts before anything is installed: it imports Node and plain files alone.",
    severity: "error",
    from: { path: "^lib/ops/[^/]+\\.mjs$" },
    to: { pathNot: "^lib/ops/[^/]+\\.mjs$", dependencyTypesNot: ["core"] },
  },
  {
    name: "ops-is-a-leaf",
    comment: "Commands of lib/ops serve the person at the keyboard: move what the product needs elsewhere.",
    severity: "error",
    from: { pathNot: "^(?:lib/ops/|tests/)" },
    to: { path: "^lib/ops/" },
  },
  {
    name: "product-needs-no-test",
    comment: "Product code never imports tests: move the shared part into the product.",
    severity: "error",
    from: { pathNot: "^tests/|\\.test\\.tsx?$|^lib/domain/testing/|^vitest\\.config\\.ts$" },
    to: { path: "^tests/|\\.test\\.tsx?$|^lib/domain/testing/|^node_modules/(?:vitest|fast-check)/" },
  },
  {
    name: "no-cycles",
    comment: "Two modules that need each other are one idea, or hide a third: split by idea.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-barrels",
    comment: "Import the module itself: an index file can pull server code into the browser.",
    severity: "error",
    from: { pathNot: "^node_modules/" },
    to: { path: "(?:^|/)index\\.[jt]sx?$", pathNot: "^node_modules/" },
  },
  {
    name: "nothing-unresolved",
    comment: "The module does not exist, or its package is missing in package.json.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import("dependency-cruiser").IRequiredRuleType[]} */
const required = [
  {
    name: "guarded-by-server-only",
    comment: 'Add import "server-only": this module must never reach a browser.',
    severity: "error",
    module: {
      path: "^lib/(?:server/(?:(?:home-)?gate\\.ts|queries/|actions/[^/]+-action\\.ts)|auth/session\\.ts)",
      pathNot: test,
    },
    to: { path: "^node_modules/server-only/" },
  },
];

export default {
  forbidden,
  required,
  options: {
    // TypeScript 7 has no JavaScript API: without this parser 0 modules are read, and type imports count as values.
    parser: "swc",
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "^(?:node_modules|prisma/generated)/" },
    exclude: { path: "^\\.(?:next|build)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
