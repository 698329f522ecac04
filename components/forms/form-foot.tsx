import { NavLink } from "@/components/ui/nav-link";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionForm, FormTexts } from "./use-action-form";

type Props = {
  form: ActionForm;
  texts: FormTexts;
  labels: { submit: string; cancel: string };
  cancelHref: string;
};

/** The end of a form on a page of its own: its act, and the way back without it. */
export function FormFoot({ form, texts, labels, cancelHref }: Props) {
  return (
    <div className="row">
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
      <NavLink className="btn" href={cancelHref}>
        {labels.cancel}
      </NavLink>
    </div>
  );
}
