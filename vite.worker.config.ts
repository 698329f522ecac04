import { existsSync } from "node:fs";
import { defineConfig } from "vite";

/** Commands that run outside Next. Node itself resolves neither `@/…` nor JSX, so they are bundled; packages stay outside. */
const entries = {
  worker: "lib/jobs/worker.ts",
  "statement-pdf": "lib/files/statement-pdf-process.ts",
  seed: "prisma/seed.ts",
  fleet: "lib/ops/fleet.ts",
  sim: "lib/ops/sim.ts",
  bench: "lib/ops/bench.ts",
  demo: "lib/ops/start-demo.ts",
  test: "lib/ops/run-tests.ts",
  check: "lib/ops/check.ts",
  run: "lib/ops/run-command.ts",
  launch: "lib/ops/launch.ts",
  "set-up-database": "lib/ops/set-up-database.ts",
  "schema-sql": "lib/ops/schema-sql.ts",
  "new-migration": "lib/ops/new-migration.ts",
  "db-diff": "lib/ops/db-diff.ts",
};

export default defineConfig({
  resolve: { tsconfigPaths: true },
  publicDir: false,
  build: {
    ssr: true,
    outDir: ".build/commands",
    emptyOutDir: true,
    target: "esnext",
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
    },
  },
});
