import type { FieldKind, ObjectTable } from "./objects";

const kinds: Record<Extract<FieldKind, string>, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  object: isObject,
  id: (value) => typeof value === "string" && /^[0-9A-F]{8}$/.test(value),
  textOrNull: (value) => value === null || typeof value === "string",
  numberOrNull: (value) => value === null || typeof value === "number",
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists what of a value is not of its kind; `path` is where it stands. */
function brokenValue(value: unknown, kind: FieldKind, path: string): string[] {
  const isWrong = [`${path} is ${JSON.stringify(value)}`];
  if (typeof kind === "string") return kinds[kind](value) ? [] : isWrong;
  if ("oneOf" in kind) return kind.oneOf.includes(value as string) ? [] : isWrong;
  if ("each" in kind) {
    if (!Array.isArray(value)) return isWrong;
    return value.flatMap((item, index) => brokenValue(item, kind.each, `${path}[${index}]`));
  }
  if (!isObject(value)) return isWrong;
  if ("has" in kind) return brokenFields(value, kind.has, `${path}.`);
  const table = kind.tables[String(value[kind.by])];
  return table ? brokenFields(value, table, `${path}.`) : [`${path}.${kind.by} is ${JSON.stringify(value[kind.by])}`];
}

/**
 * Lists in sentences what of an object is not as its table says, to the bottom: fields that are missing, wrong or unknown,
 * in objects and lists within it too.
 */
export function brokenFields(given: unknown, table: ObjectTable, path = ""): string[] {
  if (!isObject(given)) return [`${path || "it"} is no object`];
  const wrong = Object.entries(table).flatMap(([name, kind]) => {
    const field = name.replace("?", "");
    if (given[field] === undefined) return name.endsWith("?") ? [] : [`${path}${field} is missing`];
    return brokenValue(given[field], kind, `${path}${field}`);
  });
  const unknown = Object.keys(given).filter((name) => table[name] === undefined && table[`${name}?`] === undefined);
  return [...wrong, ...unknown.map((name) => `${path}${name} is not in the contract`)];
}
