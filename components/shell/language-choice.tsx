"use client";

import { useActionState } from "react";
import { setVisitorLanguageAction } from "@/lib/server/actions/accounts";

type Props = { label: string; languages: { value: string; label: string }[]; current: string };

/** The portal's languages, each by its own name, for somebody who has not signed in. */
export function LanguageChoice({ label, languages, current }: Props) {
  const [, choose] = useActionState(setVisitorLanguageAction, null);
  return (
    <form action={choose} className="languages" aria-label={label}>
      {languages.map((language) => (
        <button
          key={language.value}
          name="locale"
          value={language.value}
          lang={language.value}
          aria-pressed={language.value === current}
          type="submit"
        >
          {language.label}
        </button>
      ))}
    </form>
  );
}
