import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languageOptions } from "@/app/shell/language-options";
import { TypedTextKeeper } from "@/components/forms/typed-text-keeper";
import { Brand } from "@/components/shell/brand";
import { LanguageChoice } from "@/components/shell/language-choice";
import { NeedHelp } from "@/components/shell/need-help";

type Props = {
  /** Where the brand leads. */
  home: string;
  /** What it says, where it is not the portal. */
  product?: string;
  banner?: ReactNode;
  /** What Need help? says in place of a company's guides. */
  guides?: readonly string[];
  /** What stands on ink beside the form, on wide screens. */
  aside: ReactNode;
  children: ReactNode;
};

/** The frame of pages for people who have not signed in. */
export async function DoorFrame({ home, product, banner, guides, aside, children }: Props) {
  const t = await getTranslations("shell");
  const leave = await getTranslations("forms.leave");
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      {banner}
      <div className="signin">
        <div>
          <header>
            <Brand href={home} product={product} />
          </header>
          <main id="main" tabIndex={-1}>
            {children}
          </main>
          <footer>
            <LanguageChoice
              label={t("menu.language")}
              failed={t("menu.failed")}
              languages={languageOptions}
              current={await getLocale()}
            />
          </footer>
        </div>
        {aside}
      </div>
      <TypedTextKeeper
        owner=""
        texts={{ title: leave("title"), text: leave("text"), stay: leave("stay"), leave: leave("leave") }}
      />
      <NeedHelp guides={guides} />
    </>
  );
}
