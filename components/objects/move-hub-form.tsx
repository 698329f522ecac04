"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
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
      <fieldset id="toObjectId" tabIndex={-1} className="mb-5">
        <legend className="mb-2 font-semibold">{labels.to}</legend>
        {error ? (
          <p className="err">
            <Icon name="octa" />
            {error}
          </p>
        ) : null}
        {choices.map(({ id, name, about }) => (
          <label className="choice" key={id}>
            <input className="radio" type="radio" name="toObjectId" value={id} defaultChecked={id === defaultValue} />
            <span>
              <b>{name}</b>
              <small>{about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
