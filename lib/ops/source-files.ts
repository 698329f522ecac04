import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const sourceFolders = ["app", "components", "lib", "prisma", "tests"];

/** A source file by its path from the root, with forward slashes. */
export type SourceFile = { path: string; text: string };

function list(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? list(root, path) : [path];
  });
}

/** Reads every TypeScript file of the project; what Prisma generates is no source. */
export function readSources(root: string): SourceFile[] {
  const rootFiles = readdirSync(root).filter((name) => !name.startsWith("next-env"));
  return [...rootFiles, ...sourceFolders.flatMap((folder) => list(root, folder))]
    .filter((path) => /\.(?:ts|tsx|mjs)$/.test(path) && !path.startsWith("prisma/generated/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
