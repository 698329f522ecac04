import type { AccountListParams } from "@/lib/schemas/billed-accounts";

type Change = { [Name in keyof AccountListParams]?: string | undefined };

/** Returns the address of the list as `params` has it with `change` made; every change but paging leads to page one. */
export function accountsAddress(base: string, params: AccountListParams, change: Change = {}): string {
  const { after: _after, before: _before, ...filters } = params;
  const set = Object.entries({ ...filters, ...change }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(set).toString();
  return query ? `${base}?${query}` : base;
}
