"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { currentSection, isBelow } from "./current-section";

export type Section = {
  href: string;
  label: string;
  icon: IconName;
  /** The word where there is little room; the label if left out. */
  short?: string;
  /** Other addresses that belong to the section. */
  covers?: readonly string[];
  /** Pages below `href` belong to none of the sections, unless they are named in `covers`. */
  isExact?: boolean;
  /** What waits there; `label` says it in words. Nothing is shown for none. */
  count?: { n: number; label: string };
};

type Props = {
  className: "nav" | "subnav";
  label: string;
  sections: Section[];
  /** Shows the sections on pages at or below these addresses alone. */
  only?: readonly string[];
};

/** The sections of a frame in the ink bar, or the parts of one below it, the current one marked. */
export function SectionNav({ className, label, sections, only }: Props) {
  const pathname = usePathname();
  const search = useSearchParams();
  if (only && !only.some((path) => isBelow(pathname, path))) return null;

  const current = currentSection(sections, { pathname, search });
  return (
    <nav className={className} aria-label={label}>
      {sections.map((section) => (
        <NavLink key={section.href} href={section.href} aria-current={section === current ? "page" : undefined}>
          {section.label}
          <SectionCount count={section.count} isPlain={className === "subnav"} />
        </NavLink>
      ))}
    </nav>
  );
}

/** What waits in a section: a figure to the eye, a sentence to the ear. */
export function SectionCount({ count, isPlain = false }: { count: Section["count"]; isPlain?: boolean }) {
  if (!count || count.n === 0) return null;
  return (
    <>
      <span className={isPlain ? "n" : "count"} aria-hidden="true">
        {count.n}
      </span>
      <span className="sr"> {count.label}</span>
    </>
  );
}
