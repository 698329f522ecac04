"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { endShareAction, shareHubAction } from "@/lib/server/actions/hub-sharing";

type Hidden = { companySlug: string; submissionId: string; objectId: string; hubId: string };

type Props = {
  texts: FormTexts;
  labels: Record<"partner" | "partnerHint" | "submit" | "cancel", string>;
  hidden: Hidden;
  cancelHref: string;
};

/** The second company of a hub, by its name in the portal's address. */
export function ShareHubForm({ texts, labels, hidden, cancelHref }: Props) {
  const form = useActionForm(shareHubAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="partnerSlug"
        name="partnerSlug"
        label={labels.partner}
        hint={labels.partnerHint}
        className="mono"
        autoComplete="off"
        autoCapitalize="none"
        {...form.field("partnerSlug")}
      />
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}

/** Ends a share with one press; sharing again undoes it. */
export function EndShareForm({ texts, label, hidden }: { texts: FormTexts; label: string; hidden: Hidden }) {
  const form = useActionForm(endShareAction, texts);
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} />;
}
