import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languageOptions } from "@/app/shell/language-options";
import { TypedTextKeeper } from "@/components/forms/typed-text-keeper";
import { Brand } from "@/components/shell/brand";
import { DemoClockBanner } from "@/components/shell/demo-clock-banner";
import { LanguageChoice } from "@/components/shell/language-choice";
import { NeedHelp } from "@/components/shell/need-help";
import { formatClock } from "@/lib/i18n/format";
import { getPublicMonths } from "@/lib/server/queries/clock";
import { MonthEnds } from "./month-ends";

/** The frame of pages for people who have not signed in: the form, and on wide screens what a month's end is. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  const leave = await getTranslations("forms.leave");
  const locale = await getLocale();
  const months = await getPublicMonths();
  const { clock } = months;
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      {clock ? (
        <DemoClockBanner time={formatClock(clock.now, { locale, timeZone: clock.timeZone })} moveHref={null} />
      ) : null}
      <div className="signin">
        <div>
          <header>
            <Brand href="/sign-in" />
          </header>
          <main id="main" tabIndex={-1}>
            {children}
          </main>
          <footer>
            <LanguageChoice
              label={t("menu.language")}
              failed={t("menu.failed")}
              languages={languageOptions}
              current={locale}
            />
          </footer>
        </div>
        <MonthEnds {...months} />
      </div>
      <TypedTextKeeper
        owner=""
        texts={{ title: leave("title"), text: leave("text"), stay: leave("stay"), leave: leave("leave") }}
      />
      <NeedHelp />
    </>
  );
}
