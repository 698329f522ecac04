"use client";

import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { setAssignedOnlyAction } from "@/lib/server/actions/assignments";

type Props = { texts: FormTexts; label: string; hidden: Record<string, string> };

/** Switches with one press whether installers reach assigned objects only. */
export function AssignedOnlyForm({ texts, label, hidden }: Props) {
  const form = useActionForm(setAssignedOnlyAction, texts);
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} />;
}
