"use client";

import { useRef } from "react";
import { buttonClass, ForbiddenButton } from "@/components/ui/button";

type Props = {
  labels: { activate: string; plan: string };
  /** Names the list of reasons; null while activating is open. */
  reasonId: string | null;
  /** Whether it may be planned for when the hub comes online. */
  mayPlan: boolean;
};

/** The ways to go on from an activation's form: now, or once the hub comes online. Each opens its own confirmation. */
export function ActivateButtons({ labels, reasonId, mayPlan }: Props) {
  const confirm = useRef<HTMLInputElement>(null);
  const ask = (verb: "activate" | "plan") => () => {
    if (confirm.current) confirm.current.value = verb;
  };
  return (
    <>
      <input ref={confirm} type="hidden" name="confirm" defaultValue={reasonId ? "plan" : "activate"} />
      {reasonId ? (
        <ForbiddenButton reasonId={reasonId} isWide>
          {labels.activate}
        </ForbiddenButton>
      ) : (
        <button type="submit" className={buttonClass({ look: "primary", isWide: true })} onClick={ask("activate")}>
          {labels.activate}
        </button>
      )}
      {mayPlan ? (
        <button type="submit" className={buttonClass({ isWide: true }, "mt-2")} onClick={ask("plan")}>
          {labels.plan}
        </button>
      ) : null}
    </>
  );
}
