import type { ObjectListParams } from "@/lib/schemas/object-list";

type Change = { [Name in keyof ObjectListParams]?: string | undefined };

/** Returns the address of the list as `params` has it with `change` made; every change but paging leads to page one. */
export function listAddress(base: string, params: ObjectListParams, change: Change = {}): string {
  const { after: _after, before: _before, sort, dir, ...filters } = params;
  const order = { sort: sort === "name" ? undefined : sort, dir: dir === "asc" ? undefined : dir };
  const entries = Object.entries({ ...filters, ...order, ...change });
  const set = entries.filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(set).toString();
  return query ? `${base}?${query}` : base;
}

/** Returns the change that sorts by `sort`: turned round if the list is sorted by it already. */
export function sortChange(params: ObjectListParams, sort: ObjectListParams["sort"]): Change {
  const isTurned = params.sort === sort && params.dir === "asc";
  return { sort: sort === "name" ? undefined : sort, dir: isTurned ? "desc" : undefined };
}
