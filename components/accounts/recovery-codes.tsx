"use client";

import { ButtonLink } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { Note } from "@/components/ui/note";

export type CodesTexts = { title: string; text: string; kept: string; copy: string; copied: string };

/** Ten recovery codes, shown this once. `codes` are parted by spaces. */
export function RecoveryCodes({ codes, texts }: { codes: string; texts: CodesTexts }) {
  const list = codes.split(" ");
  return (
    <section aria-labelledby="recovery-codes" className="stack">
      <h2 id="recovery-codes">{texts.title}</h2>
      <Note kind="warning" isAlert>
        {texts.text}
      </Note>
      <ul className="grid max-w-form grid-cols-2 gap-x-6 gap-y-1">
        {list.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ul>
      <Copyable text={list.join("\n")} label={texts.copy} copiedLabel={texts.copied}>
        {texts.copy}
      </Copyable>
      <p>
        <ButtonLink look="primary" href="/account/security">
          {texts.kept}
        </ButtonLink>
      </p>
    </section>
  );
}
