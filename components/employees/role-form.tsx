"use client";

import { useState } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeInvitedRoleAction, changeRoleAction } from "@/lib/server/actions/employees";
import { type MovedRights, type MovedRightsLabel, RightsMoved } from "./rights-moved";
import { RoleChoices, type RoleOption } from "./role-choices";

const actions = { employee: changeRoleAction, invitation: changeInvitedRoleAction };

type Label = "choose" | "submit" | "same" | "unchanged" | MovedRightsLabel;

/** A role with the rights that choosing it takes and gives, in words. */
export type ComparedRole = RoleOption & MovedRights;

type Props = {
  subject: keyof typeof actions;
  texts: FormTexts;
  labels: Record<Label, string>;
  hint: string | null;
  current: string;
  roles: ComparedRole[];
  hidden: Record<string, string | number>;
};

/** Another role for a person or an offer. What it takes and gives stands beside the choice before it is made. */
export function RoleForm({ subject, texts, labels, hint, current, roles, hidden }: Props) {
  const form = useActionForm(actions[subject], texts);
  const [chosen, choose] = useState(current);
  const field = form.field("role", current);
  const compared = roles.find(({ role }) => role === chosen);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <RoleChoices
        label={labels.choose}
        hint={hint}
        roles={roles}
        chosen={field.defaultValue}
        error={field.error}
        onChoose={choose}
      />
      {subject === "employee" ? (
        <div aria-live="polite" className="mt-4">
          <Comparison labels={labels} compared={chosen === current ? null : compared} />
        </div>
      ) : null}
      <div className="mt-4">
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}

function Comparison({
  labels,
  compared,
}: {
  labels: Record<Label, string>;
  compared: ComparedRole | null | undefined;
}) {
  if (!compared) return <p className="muted">{labels.unchanged}</p>;
  if (compared.lost.length + compared.won.length === 0) return <p className="muted">{labels.same}</p>;
  return <RightsMoved labels={labels} moved={compared} />;
}
