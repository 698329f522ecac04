import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stampFile = join(".build", "stamps.json");

/**
 * Lists the files below `path` (or the file itself), sorted, tests and generated output left out.
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== "generated" && !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}

/**
 * Returns one hash over the names and contents of files and folders; paths that do not exist count as empty.
 * @param {string[]} paths
 * @param {string} [extra] anything else the output depends on
 * @returns {string}
 */
export function hashFiles(paths, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of paths.flatMap(listFiles)) hash.update(`\n${file}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Tells whether `name` was last made from inputs with this hash.
 * @param {string} name
 * @param {string} hash
 */
export function isStamped(name, hash) {
  return readStamps()[name] === hash;
}

/**
 * Records that `name` was made from inputs with this hash.
 * @param {string} name
 * @param {string} hash
 */
export function stamp(name, hash) {
  mkdirSync(".build", { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ ...readStamps(), [name]: hash }, null, 2)}\n`);
}
