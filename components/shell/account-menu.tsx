"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/action-state";

export type AccountMenuTexts = {
  language: string;
  theme: string;
  light: string;
  dark: string;
  system: string;
  signOut: string;
  busy: string;
  /** Told where an answer says no, whatever the reason: the menu is on every page and carries no list of sentences. */
  failed: string;
};

const languages = [
  { locale: "en", name: "English" },
  { locale: "uk", name: "Українська" },
] as const;

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/** The actions are those of the kind of account that is signed in. */
type Props = {
  texts: AccountMenuTexts;
  locale: string;
  theme: "light" | "dark" | "system";
  setAppearanceAction: Action;
  signOutAction: Action;
};

/** Language, theme and sign-out; works without waiting for the page's other scripts. */
export function AccountMenu({ texts, locale, theme: current, setAppearanceAction, signOutAction }: Props) {
  const [appearance, setAppearance] = useActionState(setAppearanceAction, null);
  const [signedOut, signOut] = useActionState(signOutAction, null);
  const hasFailed = appearance?.ok === false || signedOut?.ok === false;
  const themes = { light: texts.light, dark: texts.dark, system: texts.system };
  return (
    <div className="account-menu">
      {hasFailed ? <FormMessage>{texts.failed}</FormMessage> : null}
      <form action={setAppearance}>
        <h3>{texts.language}</h3>
        {languages.map((language) => (
          <button
            className="btn sm"
            key={language.locale}
            name="locale"
            value={language.locale}
            lang={language.locale}
            aria-pressed={locale === language.locale}
            type="submit"
          >
            {language.name}
          </button>
        ))}
      </form>
      <form action={setAppearance}>
        <h3>{texts.theme}</h3>
        {Object.entries(themes).map(([theme, name]) => (
          <button
            className="btn sm"
            key={theme}
            name="theme"
            value={theme}
            aria-pressed={theme === current}
            type="submit"
          >
            {name}
          </button>
        ))}
      </form>
      <form action={signOut}>
        <SubmitButton look="plain" isWide busyLabel={texts.busy}>
          {texts.signOut}
        </SubmitButton>
      </form>
    </div>
  );
}
