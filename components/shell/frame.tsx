import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TypedTextKeeper } from "@/components/forms/typed-text-keeper";
import { Brand } from "./brand";
import { Dock } from "./dock";
import { NeedHelp } from "./need-help";
import { type Section, SectionNav } from "./section-nav";

type Props = {
  /** Who looks: what was typed is kept for this person alone. */
  viewer: string;
  home: string;
  /** What the brand says, where it is not the portal. */
  product?: string;
  banner: ReactNode;
  bell: ReactNode;
  /** Keeps the page as it is on the server. */
  live: ReactNode;
  sections: Section[];
  switcher: ReactNode;
  /** What Need help? says in place of a company's guides. */
  guides?: readonly string[];
  children: ReactNode;
};

/** Demo strip, ink bar with sections and switcher, the page, and on phones the dock with Need help? in its corner. */
export function Frame({ viewer, home, product, banner, bell, live, sections, switcher, guides, children }: Props) {
  const t = useTranslations("shell");
  const leave = useTranslations("forms.leave");
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      {banner}
      <header className="bar">
        <Brand href={home} product={product} />
        <SectionNav className="nav" label={t("sections")} sections={sections} />
        <div className="tail ms-auto">
          {bell}
          {switcher}
        </div>
      </header>
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
      <TypedTextKeeper
        owner={viewer}
        texts={{ title: leave("title"), text: leave("text"), stay: leave("stay"), leave: leave("leave") }}
      />
      {live}
      <NeedHelp guides={guides} />
      <Dock label={t("sections")} more={t("more")} sections={sections} />
    </>
  );
}
