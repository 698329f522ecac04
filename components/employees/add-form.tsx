"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { NavLink } from "@/components/ui/nav-link";
import { SubmitButton } from "@/components/ui/submit-button";
import { addEmployeeAction } from "@/lib/server/actions/employees";
import { RoleChoices, type RoleOption } from "./role-choices";

type Label = "email" | "emailHint" | "role" | "submit" | "keep" | "keepHint" | "cancel";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  /** Why a role is missing among the options; null where none is. */
  roleHint: string | null;
  roles: RoleOption[];
  hidden: { companySlug: string; submissionId: string };
  cancelHref: string;
};

/** A new employee by email. An address without a PRO account can be kept, once the answer has said so. */
export function AddForm({ texts, labels, roleHint, roles, hidden, cancelHref }: Props) {
  const form = useActionForm(addEmployeeAction, texts);
  const { state } = form;
  const isUnknown = state !== null && !state.ok && state.code === "NO_PRO_ACCOUNT";
  const role = form.field("role", "SERVICE_MANAGER");
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        hint={labels.emailHint}
        autoComplete="off"
        {...form.field("email")}
      />
      <RoleChoices label={labels.role} hint={roleHint} roles={roles} chosen={role.defaultValue} error={role.error} />
      <div className="row mt-4 flex-wrap">
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
        {isUnknown ? (
          <button type="submit" className="btn" name="keep" value="1" aria-describedby="keep-hint">
            {labels.keep}
          </button>
        ) : null}
        <NavLink className="btn" href={cancelHref}>
          {labels.cancel}
        </NavLink>
      </div>
      {isUnknown ? (
        <p className="muted mt-2" id="keep-hint">
          {labels.keepHint}
        </p>
      ) : null}
    </form>
  );
}
