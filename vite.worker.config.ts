import { existsSync } from "node:fs";
import { defineConfig } from "vite";

/** Commands that run outside Next. Node itself resolves neither `@/…` nor JSX, so they are bundled; packages stay outside. */
const entries = {
  worker: "lib/jobs/worker.ts",
  seed: "prisma/seed.ts",
  "schema-sql": "lib/ops/schema-sql.ts",
};

export default defineConfig({
  resolve: { tsconfigPaths: true },
  publicDir: false,
  build: {
    ssr: true,
    outDir: ".build",
    emptyOutDir: true,
    target: "esnext",
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
    },
  },
});
