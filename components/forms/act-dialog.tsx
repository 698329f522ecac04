"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, type RefObject, useActionState, useEffect, useRef, useState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/action-state";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import { withAnswer } from "./no-answer";

/** `title` asks about the act, `intro` says what happens today, `confirm` is the verb. */
export type ActDialogTexts = {
  title: string;
  intro: string;
  confirm: string;
  cancel: string;
  close: string;
  busy: string;
  fault: string;
  again: string;
  offline: string;
};

type Version = string | number | null | undefined;

type Props = {
  action: (state: ActionState, form: FormData) => Promise<ActionState>;
  texts: ActDialogTexts;
  sentences: Sentences;
  /** With a `version`, where the act is on one thing that others may change meanwhile. */
  hidden: Record<string, string | number | null>;
  /** False where the act is refused already: the reason stands in place of the card, and there is nothing to press. */
  isOpenAct: boolean;
  /** There is no way back: the dialog starts on Cancel, and its verb looks dangerous. */
  isFinal?: boolean;
  /** What to say once that thing is of another version than the dialog was opened on: who changed it, and when. */
  lastAct?: string;
  /** The address without the pop-up; after success the server leads on. */
  closeHref: string;
  children: ReactNode;
};

/**
 * The confirmation of one act, open because its address says so: reloading keeps it, Esc and Cancel lead back.
 *
 * It confirms what it was opened for, and nothing else. When somebody changes the thing meanwhile, it says so, shows
 * what the act would do now, and refuses until the person has looked again (PRODUCT HUB-7). A refusal of the server is
 * told beside the button while card and page are drawn afresh.
 */
export function ActDialog(props: Props) {
  const { action, texts, sentences, hidden, isOpenAct, isFinal = false, lastAct, closeHref, children } = props;
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, submit, isPending] = useActionState(withAnswer(action), null);
  const [seen, setSeen] = useState<{ version: Version; answer: ActionState }>({
    version: hidden.version,
    answer: null,
  });
  const [isOffline, setIsOffline] = useState(false);
  const isStale = !isPending && seen.version !== hidden.version;
  const answered = state === seen.answer ? null : sentenceOf(state, sentences, texts.fault);
  const message = isOffline ? texts.offline : isStale ? lastAct : answered;

  useOpening(dialog, isStale);
  const told = useInSight(message);
  useEffect(() => {
    // Without a connection a page that is drawn afresh is lost; with the connection its changes come by themselves.
    if (state && !state.ok && state.code !== "NO_ANSWER") router.refresh();
  }, [state, router]);

  const lookAgain = () => setSeen({ version: hidden.version, answer: state });
  const guard = (event: FormEvent) => {
    setIsOffline(!navigator.onLine);
    if (isStale || !navigator.onLine) event.preventDefault();
  };
  // What has no way back starts on Cancel; whatever else starts on its verb.
  const isCautious = isFinal || !isOpenAct;
  const close = () => router.replace(closeHref, { scroll: false });
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" aria-describedby="confirm-intro" onClose={close}>
      <form action={submit} onSubmit={guard}>
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
          <HiddenFields values={{ ...hidden, ...(seen.version == null ? {} : { version: seen.version }) }} />
          {children}
          {message ? (
            <div className="mt-4" ref={told}>
              <FormMessage tone={isStale ? "ends" : "bad"}>{message}</FormMessage>
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
          {isOpenAct && isStale ? (
            <button className="btn primary" type="button" onClick={lookAgain}>
              {texts.again}
            </button>
          ) : null}
          {isOpenAct && !isStale ? (
            <SubmitButton look={isFinal ? "danger-solid" : "primary"} busyLabel={texts.busy} isPending={isPending}>
              {texts.confirm}
            </SubmitButton>
          ) : null}
        </footer>
      </form>
    </dialog>
  );
}

/** Brings a sentence into sight when it comes: on a phone it stands below what can be seen of the card. */
function useInSight(message: string | null | undefined): RefObject<HTMLDivElement | null> {
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message) told.current?.scrollIntoView({ block: "nearest" });
  }, [message]);
  return told;
}

/** Opens the pop-up, and gives the focus a new place within it where the button that held it has gone. */
function useOpening(dialog: RefObject<HTMLDialogElement | null>, isStale: boolean): void {
  const wasStale = useRef(isStale);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const hasChanged = wasStale.current !== isStale;
    wasStale.current = isStale;
    const isLost = hasChanged && !element.contains(document.activeElement);
    if (element.open && !isLost) return;
    if (!element.open) element.showModal();
    const first = element.querySelector<HTMLElement>("[data-initial-focus]");
    const other = element.querySelector<HTMLElement>(isStale ? "footer .btn" : "[type=submit]");
    (first ?? other)?.focus();
  }, [dialog, isStale]);
}
