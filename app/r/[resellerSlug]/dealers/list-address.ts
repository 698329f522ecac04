import type { SortHead } from "@/components/ui/sort-link";
import type { DealerListParams, DealerSort } from "@/lib/schemas/dealers";

type Change = { [Name in keyof DealerListParams]?: string | undefined };

const defaults = { state: "connected", sort: "name", dir: "asc" } as const;

/** Returns the address of the list as `params` has it with `change` made; every change but paging leads to page one. */
export function dealersAddress(base: string, params: DealerListParams, change: Change = {}): string {
  const { after: _after, before: _before, ...rest } = params;
  const wanted = Object.entries({ ...rest, ...change }).filter(
    (entry): entry is [string, string] => Boolean(entry[1]) && entry[1] !== defaults[entry[0] as keyof typeof defaults],
  );
  const query = new URLSearchParams(wanted).toString();
  return query ? `${base}?${query}` : base;
}

/** Returns the head that sorts by `sort`: turned round where the list is sorted by it already. */
export function dealerSort(base: string, params: DealerListParams, sort: DealerSort): SortHead {
  const isCurrent = params.sort === sort;
  const dir = isCurrent && params.dir === "asc" ? "desc" : "asc";
  const direction = params.dir === "asc" ? "ascending" : "descending";
  return { href: dealersAddress(base, params, { sort, dir }), direction: isCurrent ? direction : undefined };
}
