"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon, type IconName } from "@/components/ui/icon";
import { armHomeAction } from "@/lib/server/actions/home";

export type ArmingPress = { press: string; label: string; icon: IconName; look: ButtonLook; spoken?: string };

type Props = {
  hubId: string;
  /** The group's number; empty for the hub. */
  group: number | "";
  label: string;
  presses: readonly ArmingPress[];
  /** The same order once more, past what prevents it. */
  anyway: string;
  texts: FormTexts;
};

/** Orders to a hub or a group. What prevents one is named, and the order can be given all the same. */
export function ArmingForm({ hubId, group, label, presses, anyway, texts }: Props) {
  const form = useActionForm(armHomeAction, texts, label);
  const { state, isPending } = form;
  const isPrevented = state?.ok === false && state.code === "ARMING_PREVENTED";
  const tried = isPrevented ? state.values?.press : undefined;
  return (
    <form action={form.submit} aria-label={label} className="arming">
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ hubId, group }} />
      <div className="row flex-wrap">
        {presses.map(({ press, label: word, icon, look, spoken }) => (
          <button
            key={press}
            type="submit"
            name="press"
            value={press}
            aria-label={spoken}
            aria-disabled={isPending || undefined}
            className={buttonClass({ look }, isPending ? "busy" : "")}
          >
            <Icon name={icon} isSmall />
            {word}
          </button>
        ))}
        {tried ? (
          <button type="submit" name="press" value={`${tried}_ANYWAY`} className={buttonClass({ look: "danger" })}>
            {anyway}
          </button>
        ) : null}
      </div>
      <span className="sr" role="status">
        {isPending ? texts.busy : ""}
      </span>
    </form>
  );
}
