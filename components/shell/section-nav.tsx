"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Icon, type IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";

export type Section = { href: string; label: string; icon: IconName };

type Props = { className: "nav" | "subnav" | "dock"; label: string; sections: Section[] };

/** Returns how well an address fits a section, 0 for not at all: its path and each of its parameters must agree. */
function closeness(href: string, pathname: string, search: URLSearchParams): number {
  const target = new URL(href, "https://portal.invalid");
  const isBelow = pathname === target.pathname || pathname.startsWith(`${target.pathname}/`);
  const wanted = [...target.searchParams];
  return isBelow && wanted.every(([name, value]) => search.get(name) === value) ? href.length : 0;
}

/** The sections of a frame, the current one marked: in the ink bar, below it, and with icons in the dock of a phone. */
export function SectionNav({ className, label, sections }: Props) {
  const pathname = usePathname();
  const search = useSearchParams();
  const fits = sections.map(({ href }) => closeness(href, pathname, search));
  const best = Math.max(...fits, 1);
  return (
    <nav className={className} aria-label={label}>
      {sections.map(({ href, label: word, icon }, index) => (
        <NavLink key={href} href={href} aria-current={fits[index] === best ? "page" : undefined}>
          {className === "dock" ? <Icon name={icon} /> : null}
          {word}
        </NavLink>
      ))}
    </nav>
  );
}
