import type { StatementParams } from "@/lib/schemas/statements";

type Change = { [Name in keyof StatementParams]?: string | undefined };

/** Returns the address of a statement as `params` has it with `change` made; every change but paging leads to page one. */
export function statementAddress(base: string, params: StatementParams, change: Change = {}): string {
  const { after: _after, before: _before, ...kept } = params;
  const set = Object.entries({ ...kept, ...change }).filter(
    (entry): entry is [string, string] => Boolean(entry[1]) && entry[1] !== "dealers",
  );
  const query = new URLSearchParams(set).toString();
  return query ? `${base}?${query}` : base;
}
