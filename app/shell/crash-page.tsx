"use client";

import { useSyncExternalStore } from "react";
import { BrandMark } from "@/components/shell/brand";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import english from "@/lib/i18n/messages/en/errors.json";
import ukrainian from "@/lib/i18n/messages/uk/errors.json";

const texts = { en: english, uk: ukrainian };

/** The language stands on the document: nothing on a page that failed can be asked for it. */
function useLanguage(): keyof typeof texts {
  return useSyncExternalStore(
    () => () => undefined,
    () => (document.documentElement.lang === "uk" ? "uk" : "en"),
    () => "en",
  );
}

/** What stands in place of a page that failed: cause, next step, and the reference under which the log has it. */
export function CrashPage({ reference }: { reference: string | undefined }) {
  const { crash, reference: named } = texts[useLanguage()];
  return (
    <>
      <header className="bar">
        <BrandMark href="/" product={crash.product} />
      </header>
      <main className="page">
        <h1 className="sr">{crash.title}</h1>
        <EmptyState
          icon="octa"
          title={crash.title}
          act={
            <span className="flex flex-wrap gap-2">
              <Button look="primary" onClick={() => location.reload()}>
                {crash.act}
              </Button>
              <ButtonLink href="/">{crash.home}</ButtonLink>
            </span>
          }
        >
          {crash.text} {named.replace("{id}", reference ?? "0")}.
        </EmptyState>
      </main>
    </>
  );
}
