"use client";

import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import type { CompanySide } from "@/lib/domain/roles";
import { setAsideAsDealerAction, setAsideAsResellerAction } from "@/lib/server/actions/connections";

const actions = { dealer: setAsideAsDealerAction, reseller: setAsideAsResellerAction };

type Props = {
  side: CompanySide;
  label: string;
  texts: FormTexts;
  hidden: Record<string, string | number>;
};

/** Sets a manager's proposal aside with one press. */
export function SetAsideForm({ side, label, texts, hidden }: Props) {
  const form = useActionForm(actions[side], texts);
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} />;
}
