"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { setVisitorLanguageAction } from "@/lib/server/actions/accounts";

type Props = { label: string; failed: string; languages: { value: string; label: string }[]; current: string };

/** The portal's languages, each by its own name, for somebody who has not signed in. */
export function LanguageChoice({ label, failed, languages, current }: Props) {
  const [answer, choose] = useActionState(setVisitorLanguageAction, null);
  return (
    <form action={choose} className="languages" aria-label={label}>
      {answer?.ok === false ? <FormMessage>{failed}</FormMessage> : null}
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
