"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Choice, ChoiceSet } from "@/components/ui/choice";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { moveHubAction } from "@/lib/server/actions/objects";

type Props = {
  texts: FormTexts;
  labels: Record<"to" | "submit" | "cancel", string>;
  choices: readonly { id: string; name: string; about: string }[];
  hidden: { companySlug: string; submissionId: string; objectId: string; hubId: string };
  cancelHref: string;
};

/** One object among those that were found, and the move itself. */
export function MoveHubForm({ texts, labels, choices, hidden, cancelHref }: Props) {
  const form = useActionForm(moveHubAction, texts);
  const { error, defaultValue } = form.field("toObjectId");
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <ChoiceSet id="toObjectId" legend={labels.to} error={error}>
        {choices.map(({ id, name, about }) => (
          <Choice
            key={id}
            name="toObjectId"
            value={id}
            title={name}
            about={about}
            defaultChecked={id === defaultValue}
          />
        ))}
      </ChoiceSet>
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
