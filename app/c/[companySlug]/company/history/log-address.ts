import type { HistoryParams } from "@/lib/schemas/history";

type Change = { [Name in keyof HistoryParams]?: string | undefined };

/** Returns the address of the log as `params` has it with `change` made; every change but paging leads to the newest entries. */
export function logAddress(base: string, params: HistoryParams, change: Change = {}): string {
  const { after: _after, before: _before, ...filters } = params;
  const set = Object.entries({ ...filters, ...change }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(set).toString();
  return query ? `${base}?${query}` : base;
}

/** Answers whether anything narrows the log. */
export function isNarrowed({ person, act, from, to }: HistoryParams): boolean {
  return Boolean(person || act || from || to);
}
