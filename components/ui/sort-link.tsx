import { Icon } from "./icon";
import { NavLink } from "./nav-link";

/** Where a head leads that sorts its table, and how the table is sorted by it now. */
export type SortHead = { href: string; direction: "ascending" | "descending" | undefined };

/** The words of a head that sorts its table: a link, with an arrow where it is in force. */
export function SortLink({ label, sort }: { label: string; sort: SortHead }) {
  return (
    <NavLink href={sort.href}>
      {label}
      {sort.direction ? <Icon name={sort.direction === "ascending" ? "up" : "down"} isSmall /> : null}
    </NavLink>
  );
}
