import { gzipSync } from "node:zlib";
import type { BenchApp } from "./bench-app";
import { signIn, type Visitor } from "./bench-visitor";
import { figure, type Section } from "./figures";

const mostKb = 170;
const bytesPerKb = 1_024;

/** Scripts that a page names in tags or in the data that its components come with. */
const scriptAddress = /\/_next\/static\/[\w./~()%[\]-]+?\.js/g;

/** Tags for browsers that know no modules; all that the portal is made for skip them. */
const outdatedTag = /<script[^>]*nomodule[^>]*>/gi;

/** The scripts of the hub screen on a first visit: every file that its HTML names, compressed one by one. */
export async function benchScript(app: BenchApp): Promise<Section> {
  const visitor = await signIn(app, "owner@dnipro.example");
  const objectPath = await follow(visitor, "/c/dnipro/objects", /\/c\/dnipro\/objects\/[0-9a-f-]{36}/);
  const hubPath = await follow(visitor, objectPath, /\/c\/dnipro\/objects\/[0-9a-f-]{36}\/hubs\/[0-9A-F]{8}/);
  const page = (await visitor.read(hubPath)).replaceAll(outdatedTag, "");
  const files = [...new Set(page.match(scriptAddress) ?? [])];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await visitor.read(file), { level: 6 }).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return {
    key: "script",
    title: "First-load script of the hub screen",
    figures: [figure(`${files.length} files that its HTML names, gzip`, total / bytesPerKb, "KB", mostKb)],
  };
}

/** Finds on a page the first address of a kind. */
async function follow(visitor: Visitor, path: string, kind: RegExp): Promise<string> {
  const found = kind.exec(await visitor.read(path))?.[0];
  if (!found) throw new Error(`${path} leads nowhere.`);
  return found;
}
