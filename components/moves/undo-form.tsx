"use client";

import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { cancelChangeAction, withdrawMoveAction } from "@/lib/server/actions/moves";
import { cancelStartAction } from "@/lib/server/actions/packages";

const actions = { request: withdrawMoveAction, change: cancelChangeAction, start: cancelStartAction };

type Props = {
  /** A whole request, one hub's change, or a planned activation from the hub's own page. */
  act: keyof typeof actions;
  label: string;
  /** The label with what it is about, for a list of such buttons. */
  spoken: string;
  texts: FormTexts;
  hidden: Record<string, string>;
};

/** Takes a planned change back with one press; a refusal is told beside it. */
export function UndoForm({ act, label, spoken, texts, hidden }: Props) {
  const form = useActionForm(actions[act], texts);
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} spoken={spoken} className="relative z-1" />;
}
