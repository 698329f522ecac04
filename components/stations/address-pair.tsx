"use client";

import type { ActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";

type Props = {
  form: ActionForm;
  /** Names of the two fields. */
  names: { address: string; port: string };
  labels: { address: string; port: string; hint?: string };
  initial: { address: string; port: number } | undefined;
};

/** A host and its port, side by side. */
export function AddressPair({ form, names, labels, initial }: Props) {
  return (
    <div className="grid items-end gap-x-4 sm:grid-cols-[minmax(0,1fr)_9rem]">
      <Field
        id={names.address}
        name={names.address}
        label={labels.address}
        hint={labels.hint}
        className="mono"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={253}
        {...form.field(names.address, initial?.address)}
      />
      <Field
        id={names.port}
        name={names.port}
        label={labels.port}
        className="mono"
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        {...form.field(names.port, initial && String(initial.port))}
      />
    </div>
  );
}
