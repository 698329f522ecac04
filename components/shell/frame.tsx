import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { Brand } from "./brand";
import { NeedHelp } from "./need-help";

export type Section = { href: string; label: string; icon: IconName; isCurrent: boolean };

type Props = { home: string; banner: ReactNode; sections: Section[]; switcher: ReactNode; children: ReactNode };

/** Demo strip, ink bar with sections and switcher, the page, and on phones the dock with Need help? in its corner. */
export function Frame({ home, banner, sections, switcher, children }: Props) {
  const t = useTranslations("shell");
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      {banner}
      <header className="bar">
        <Brand href={home} />
        <nav className="nav" aria-label={t("sections")}>
          {sections.map(({ href, label, isCurrent }) => (
            <a key={href} href={href} aria-current={isCurrent ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <div className="tail ms-auto">{switcher}</div>
      </header>
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
      <NeedHelp />
      <nav className="dock" aria-label={t("sections")}>
        {sections.map(({ href, label, icon, isCurrent }) => (
          <a key={href} href={href} aria-current={isCurrent ? "page" : undefined}>
            <Icon name={icon} />
            {label}
          </a>
        ))}
      </nav>
    </>
  );
}
