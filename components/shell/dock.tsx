"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { currentSection } from "./current-section";
import { type Section, SectionCount } from "./section-nav";

/** So many sections have room beside Need help?; of more, the last place opens the rest. */
const places = 4;

type Props = { label: string; more: string; sections: Section[] };

/** The sections of a frame at the foot of a phone, with icons, the current one marked. */
export function Dock({ label, more, sections }: Props) {
  const pathname = usePathname();
  const search = useSearchParams();
  const current = currentSection(sections, { pathname, search });
  const shown = sections.length > places ? sections.slice(0, places - 1) : sections;
  const rest = sections.slice(shown.length);
  const line = (section: Section, isCurrent: boolean) => (
    <NavLink key={section.href} href={section.href} aria-current={isCurrent ? "page" : undefined}>
      <Icon name={section.icon} />
      {section.short ?? section.label}
      <SectionCount count={section.count} />
    </NavLink>
  );
  return (
    <nav className="dock" aria-label={label}>
      {shown.map((section) => line(section, section === current))}
      {rest.length > 0 ? (
        // Another page closes it: the frame stays while pages change.
        <details key={`${pathname}?${search}`}>
          <summary aria-current={current && rest.includes(current) ? "true" : undefined}>
            <Icon name="cols" />
            {more}
          </summary>
          <div>{rest.map((section) => line(section, section === current))}</div>
        </details>
      ) : null}
    </nav>
  );
}
