import { Icon } from "./icon";
import { NavLink } from "./nav-link";

/** Where a head leads that sorts its table, and how the table is sorted by it now. */
export type SortHead = { href: string; direction: "ascending" | "descending" | undefined };

/** The head of a column that sorts: a link, with an arrow where it is in force. */
export function SortableHead({ label, sort, isNumber }: { label: string; sort: SortHead; isNumber?: boolean }) {
  return (
    <th scope="col" aria-sort={sort.direction} className={isNumber ? "r" : undefined}>
      <NavLink href={sort.href}>
        {label}
        {sort.direction ? <Icon name={sort.direction === "ascending" ? "up" : "down"} isSmall /> : null}
      </NavLink>
    </th>
  );
}
