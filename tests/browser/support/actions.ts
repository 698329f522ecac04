import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, APIResponse } from "playwright/test";

/** One action as the build serves it, and how its source says it is guarded. */
export type BuiltAction = {
  id: string;
  name: string;
  /** An address of a page that carries it; the page itself is not drawn. */
  path: string;
  wrapper: string;
  /** What a company's person must be allowed to do; null for actions outside any company. */
  permission: string | null;
};

type Built = { filename: string; exportedName: string; workers: Record<string, unknown> };

const folder = "lib/server/actions";
const nobodysId = "00000000-0000-4000-8000-000000000000";

/** Finds what guards each action, by its name, in the files that export them. */
function readGuards(): Map<string, Pick<BuiltAction, "wrapper" | "permission">> {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(/^export const (\w+) = (\w+)\(\s*(?:"([\w:-]+)")?/gm)]);
  return new Map(
    found.map(([, name = "", wrapper = "", permission]) => [
      name,
      { wrapper, permission: /^(company|reseller)Action$/.test(wrapper) ? (permission ?? null) : null },
    ]),
  );
}

function pathOf(worker: string, slug: string): string {
  const parts = worker
    .replace(/^app\//, "")
    .replace(/\/page$/, "")
    .split("/");
  const filled = parts.filter((part) => !part.startsWith("("));
  return `/${filled.map((part) => (/Slug\]$/.test(part) ? slug : part.replace(/^\[.*\]$/, nobodysId))).join("/")}`;
}

/** Lists every action the build serves, by what it wrote down. Throws for one whose guard the sources do not tell. */
export function builtActions(slug: string): BuiltAction[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  const guards = readGuards();
  return Object.entries<Built>({ ...manifest.node, ...manifest.edge }).map(([id, { exportedName, workers }]) => {
    const guard = guards.get(exportedName);
    const worker = Object.keys(workers)[0];
    if (!guard || !worker) throw new Error(`${exportedName} is served, and no file of ${folder} makes it.`);
    return { id, name: exportedName, path: pathOf(worker, slug), ...guard };
  });
}

/** Calls an action as a browser would, with these fields. */
export function callAction(
  request: APIRequestContext,
  action: Pick<BuiltAction, "id" | "path">,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<APIResponse> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value);
  form.append("0", '[null,"$K1"]');
  return request.post(action.path, {
    headers: { accept: "text/x-component", "next-action": action.id, ...headers },
    multipart: form,
    maxRedirects: 0,
  });
}
