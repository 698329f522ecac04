"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/action-state";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import {
  activatePackageAction,
  deactivatePackageAction,
  resumePackageAction,
  stopPackageAction,
} from "@/lib/server/actions/packages";

export type Verb = "activate" | "deactivate" | "resume" | "stop";

const actions: Record<Verb, (state: ActionState, form: FormData) => Promise<ActionState>> = {
  activate: activatePackageAction,
  deactivate: deactivatePackageAction,
  resume: resumePackageAction,
  stop: stopPackageAction,
};

type Props = {
  verb: Verb;
  texts: { title: string; intro: string; confirm: string; cancel: string; close: string; busy: string; fault: string };
  sentences: Sentences;
  hidden: Record<string, string | number | null>;
  /** False where the act is refused already: the reason stands in place of the card, and there is nothing to press. */
  isOpenAct: boolean;
  /** The address without the pop-up; after success the server leads on. */
  closeHref: string;
  children: ReactNode;
};

/**
 * The confirmation of one act, open because its address says so: reloading keeps it, Esc and Cancel lead back. A refusal
 * is told beside the button while card and page are drawn afresh, so that a stale form shows the state as it is now.
 */
export function ConfirmDialog({ verb, texts, sentences, hidden, isOpenAct, closeHref, children }: Props) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, submit, isPending] = useActionState(actions[verb], null);
  const message = sentenceOf(state, sentences, texts.fault);

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    element.showModal();
    const first = element.querySelector<HTMLElement>("[data-initial-focus]");
    (first ?? element.querySelector<HTMLElement>("[type=submit]"))?.focus();
  }, []);

  useEffect(() => {
    if (state && !state.ok) router.refresh();
  }, [state, router]);

  // What has no way back starts on Cancel; whatever else starts on its verb.
  const isCautious = verb === "stop" || !isOpenAct;
  const close = () => router.replace(closeHref, { scroll: false });
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" aria-describedby="confirm-intro" onClose={close}>
      <form action={submit}>
        <header>
          <div>
            <h2 id="confirm-title">{texts.title}</h2>
            <p className="muted" id="confirm-intro">
              {texts.intro}
            </p>
          </div>
          <button className="iconbtn" type="button" aria-label={texts.close} onClick={() => dialog.current?.close()}>
            <Icon name="x" />
          </button>
        </header>
        <div className="body">
          <HiddenFields values={hidden} />
          {children}
          {message ? (
            <div className="mt-4">
              <FormMessage>{message}</FormMessage>
            </div>
          ) : null}
        </div>
        <footer>
          <button
            className="btn"
            type="button"
            data-initial-focus={isCautious || undefined}
            onClick={() => dialog.current?.close()}
          >
            {texts.cancel}
          </button>
          {isOpenAct ? (
            <SubmitButton
              look={verb === "stop" ? "danger-solid" : "primary"}
              busyLabel={texts.busy}
              isPending={isPending}
            >
              {texts.confirm}
            </SubmitButton>
          ) : null}
        </footer>
      </form>
    </dialog>
  );
}
