"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { leaveCompanyAction, removeEmployeeAction } from "@/lib/server/actions/employees";

const actions = { remove: removeEmployeeAction, leave: leaveCompanyAction };

type Label = "title" | "intro" | "confirm" | "cancel" | "close" | "successor" | "successorHint";

type Props = {
  verb: keyof typeof actions;
  texts: FormTexts;
  labels: Record<Label, string>;
  hidden: Record<string, string | number>;
  /** Who can take over; null where nobody is to be chosen. */
  successors: SelectOption[] | null;
  /** The address without the pop-up; after success the server leads on. */
  closeHref: string;
  /** What ends, and what is handed over. */
  children: ReactNode;
};

/** Confirms the end of an employment, open because its address says so. It starts on Cancel: there is no way back. */
export function EndDialog({ verb, texts, labels, hidden, successors, closeHref, children }: Props) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useActionForm(actions[verb], texts);

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    element.showModal();
    element.querySelector<HTMLElement>("[data-initial-focus]")?.focus();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="end-title"
      aria-describedby="end-intro"
      onClose={() => router.replace(closeHref, { scroll: false })}
    >
      <form action={form.submit} noValidate>
        <header>
          <div>
            <h2 id="end-title">{labels.title}</h2>
            <p className="muted" id="end-intro">
              {labels.intro}
            </p>
          </div>
          <button className="iconbtn" type="button" aria-label={labels.close} onClick={() => dialog.current?.close()}>
            <Icon name="x" />
          </button>
        </header>
        <div className="body">
          <FormHead form={form} texts={texts} />
          <HiddenFields values={hidden} />
          {children}
          {successors ? (
            <div className="mt-4">
              <SelectField
                id="successorId"
                name="successorId"
                label={labels.successor}
                hint={labels.successorHint}
                options={successors}
                {...form.field("successorId")}
              />
            </div>
          ) : null}
        </div>
        <footer>
          <button className="btn" type="button" data-initial-focus onClick={() => dialog.current?.close()}>
            {labels.cancel}
          </button>
          <SubmitButton look="danger-solid" busyLabel={texts.busy} isPending={form.isPending}>
            {labels.confirm}
          </SubmitButton>
        </footer>
      </form>
    </dialog>
  );
}
