/** Where a page stands: its path and its parameters. */
export type Place = { pathname: string; search: { get: (name: string) => string | null } };

/** What of a section says which addresses are its own. */
type Addressed = { href: string; covers?: readonly string[]; isExact?: boolean };

export function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/**
 * Finds the section a page belongs to: of those whose path the page's continues, and each of whose parameters it has,
 * the one with the longest address. Undefined for none.
 */
export function currentSection<S extends Addressed>(sections: readonly S[], place: Place): S | undefined {
  const fits = sections.map((section) => {
    const addresses = [section.href, ...(section.covers ?? [])];
    return Math.max(
      ...addresses.map((address) => closeness(address, address === section.href && section.isExact === true, place)),
    );
  });
  const best = Math.max(...fits);
  return best > 0 ? sections[fits.indexOf(best)] : undefined;
}

/** Returns how well an address fits a page, 0 for not at all. */
function closeness(href: string, isExact: boolean, { pathname, search }: Place): number {
  const target = new URL(href, "https://portal.invalid");
  const isThere = isExact ? pathname === target.pathname : isBelow(pathname, target.pathname);
  const agrees = [...target.searchParams].every(([name, value]) => search.get(name) === value);
  return isThere && agrees ? href.length : 0;
}
