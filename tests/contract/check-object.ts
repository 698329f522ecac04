import type { FieldKind, ObjectTable } from "./objects";

const kinds: Record<Exclude<FieldKind, readonly string[]>, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  list: Array.isArray,
  object: isObject,
  id: (value) => typeof value === "string" && /^[0-9A-F]{8}$/.test(value),
  textOrNull: (value) => value === null || typeof value === "string",
  numberOrNull: (value) => value === null || typeof value === "number",
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOf(kind: FieldKind, value: unknown): boolean {
  return typeof kind === "string" ? kinds[kind](value) : kind.includes(value as string);
}

/** Lists in sentences what of an object is not as its table says: fields that are missing, wrong or unknown. */
export function brokenFields(given: unknown, table: ObjectTable): string[] {
  if (!isObject(given)) return ["it is no object"];
  const known = Object.entries(table).map(([name, kind]) => ({
    name: name.replace("?", ""),
    isNeeded: !name.endsWith("?"),
    kind,
  }));
  const parents = new Set(known.flatMap(({ name }) => (name.includes(".") ? [name.split(".")[0] ?? ""] : [])));
  const wrong = known.flatMap(({ name, isNeeded, kind }) => {
    const value = name.split(".").reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), given);
    if (value === undefined) return isNeeded ? [`${name} is missing`] : [];
    return isOf(kind, value) ? [] : [`${name} is ${JSON.stringify(value)}`];
  });
  const names = new Set(known.map(({ name }) => name));
  const unknown = Object.entries(given).flatMap(([name, value]) => {
    if (!names.has(name)) return [`${name} is not in the contract`];
    if (!parents.has(name) || !isObject(value)) return [];
    return Object.keys(value).flatMap((part) =>
      names.has(`${name}.${part}`) ? [] : [`${name}.${part} is not in the contract`],
    );
  });
  return [...wrong, ...unknown];
}
