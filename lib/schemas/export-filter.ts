/**
 * Names the filters of an export's address that nobody can read: those a schema took as not given although something
 * stands there, and a range whose last day is before its first. A page shows its whole list then, and anyone sees that it
 * does; a file of everything would pass for the part that was asked for. Names no schema knows are not told.
 */
export function unreadableFilters(address: URL, asked: Readonly<Record<string, unknown>>): string[] {
  const given = [...new Set(address.searchParams.keys())].filter((name) => address.searchParams.getAll(name).at(-1));
  const unread = given.filter((name) => name in asked && asked[name] === undefined);
  const { from, to } = asked;
  const isReversed = typeof from === "string" && typeof to === "string" && from > to;
  return isReversed ? [...unread, "from", "to"] : unread;
}
