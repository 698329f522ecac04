import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { FormHead } from "./form-head";
import type { ActionForm, FormTexts } from "./use-action-form";

type Props = {
  form: ActionForm;
  texts: FormTexts;
  hidden: Record<string, string | number>;
  label: string;
  /** The label with what it is about, for a list of such buttons. */
  spoken?: string;
  className?: string;
};

/** An act that needs no more than a press; a refusal is told beside it. */
export function PressForm({ form, texts, hidden, label, spoken, className }: Props) {
  return (
    <form action={form.submit} className={className}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton
        look="plain"
        isSmall
        busyLabel={texts.busy}
        isPending={form.isPending}
        {...(spoken ? { label: spoken } : {})}
      >
        {label}
      </SubmitButton>
    </form>
  );
}
