"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { hasTyped, keepTyped, noteEarly, noteUntouched, restoreTyped } from "./typed-text";

export type LeaveTexts = Record<"title" | "text" | "stay" | "leave", string>;

/** Returns where a click would lead away to inside the portal. Null for everything else, and for a form's own links. */
function wayOut(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.download || link.closest("form") || link.origin !== location.origin)
    return null;
  return link.pathname === location.pathname ? null : link.href;
}

/**
 * Loses nothing that was typed: a reload or a sign-in that ran out finds it again, and a link out of a changed form asks
 * first, once. `owner` is who typed: nobody else sees it in the same tab. Source: PRODUCT FRM-3, FRM-4.
 */
export function TypedTextKeeper({ owner, texts }: { owner: string; texts: LeaveTexts }) {
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    const note = (event: Event) => noteUntouched(event.target);
    const keep = () => keepTyped(owner);
    const ask = (event: MouseEvent) => {
      const href = wayOut(event);
      if (!href || !hasTyped()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setWanted(href);
    };
    window.addEventListener("focusin", note);
    window.addEventListener("click", ask, true);
    window.addEventListener("pagehide", keep);
    noteEarly();
    restoreTyped(owner);
    return () => {
      window.removeEventListener("focusin", note);
      window.removeEventListener("click", ask, true);
      window.removeEventListener("pagehide", keep);
    };
  }, [owner]);

  return wanted ? <LeaveDialog href={wanted} texts={texts} onClose={() => setWanted(null)} /> : null;
}

type DialogProps = { href: string; texts: LeaveTexts; onClose: () => void };

function LeaveDialog({ href, texts, onClose }: DialogProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const leave = () => {
    onClose();
    router.push(href);
  };
  return (
    <dialog ref={dialog} aria-labelledby="leave-title" onClose={onClose}>
      <header>
        <h2 id="leave-title">{texts.title}</h2>
      </header>
      <div className="body">
        <p>{texts.text}</p>
      </div>
      <footer>
        <Button onClick={() => dialog.current?.close()}>{texts.stay}</Button>
        <Button look="danger" onClick={leave}>
          {texts.leave}
        </Button>
      </footer>
    </dialog>
  );
}
