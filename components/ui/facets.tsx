import Link from "next/link";
import { Icon, type IconName } from "./icon";
import { type Role, roleClass } from "./tag";

export type Facet = { label: string; count: string; icon: IconName; role: Role; href: string; isCurrent: boolean };

/** One joined strip of links over a list: icon, figure, word. */
export function Facets({ label, facets }: { label: string; facets: Facet[] }) {
  return (
    <nav className="facets" aria-label={label}>
      {facets.map(({ label: word, count, icon, role, href, isCurrent }) => (
        <Link key={word} href={href} className={roleClass(role)} aria-current={isCurrent ? "true" : undefined}>
          <Icon name={icon} />
          <b>{count}</b>
          <span>{word}</span>
        </Link>
      ))}
    </nav>
  );
}
