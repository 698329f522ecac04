import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";

/** A line as it is read: `text` and `fact` are finished; `end` is its button, or the word that it is done. */
export type NoticeLine = {
  id: string;
  icon: IconName;
  href: string;
  text: string;
  fact: string;
  isDone: boolean;
  end: ReactNode;
};

/** Lines of the bell, newest first; each leads to the page it is about. */
export function NoticeList({ label, lines }: { label: string; lines: NoticeLine[] }) {
  return (
    <ul aria-label={label}>
      {lines.map(({ id, icon, href, text, fact, isDone, end }) => (
        <li className="req items-center" key={id}>
          <div className="flex min-w-0 gap-3">
            <Icon name={icon} className={isDone ? "muted" : ""} />
            <div className="min-w-0">
              <NavLink className={isDone ? "muted" : "font-semibold"} href={href}>
                {text}
              </NavLink>
              <p className="muted text-xs">{fact}</p>
            </div>
          </div>
          {end}
        </li>
      ))}
    </ul>
  );
}
