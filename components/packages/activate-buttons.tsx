"use client";

import { useRef } from "react";
import { buttonClass, ForbiddenButton } from "@/components/ui/button";
import type { StartDays } from "@/lib/domain/planned-start";

type Props = {
  labels: { activate: string; plan: string; day: string; schedule: string };
  /** Names the list of reasons; null while activating is open. */
  reasonId: string | null;
  /** Whether it may be planned for when the hub comes online. */
  mayPlan: boolean;
  /** The days for which it may be planned; null where it may not. */
  days: StartDays | null;
  /** The day chosen so far, as `YYYY-MM-DD`. */
  day: string | undefined;
};

/** The ways to go on from an activation's form: now, once the hub comes online, or on a day. Each opens its own confirmation. */
export function ActivateButtons({ labels, reasonId, mayPlan, days, day }: Props) {
  const confirm = useRef<HTMLInputElement>(null);
  // The router's forms leave out which button was pressed; before the script has come the button itself says it.
  const ask = (verb: "activate" | "plan" | "schedule") => () => {
    if (confirm.current) Object.assign(confirm.current, { name: "confirm", value: verb });
  };
  return (
    <>
      <input ref={confirm} type="hidden" />
      {reasonId ? (
        <ForbiddenButton reasonId={reasonId} isWide>
          {labels.activate}
        </ForbiddenButton>
      ) : (
        <button
          type="submit"
          name="confirm"
          value="activate"
          className={buttonClass({ look: "primary", isWide: true })}
          onClick={ask("activate")}
        >
          {labels.activate}
        </button>
      )}
      {mayPlan ? (
        <button
          type="submit"
          name="confirm"
          value="plan"
          className={buttonClass({ isWide: true }, "mt-2")}
          onClick={ask("plan")}
        >
          {labels.plan}
        </button>
      ) : null}
      {days ? (
        <div className="field mt-4">
          <label htmlFor="start-day">{labels.day}</label>
          <div className="row flex-wrap gap-2">
            <input
              id="start-day"
              className="input w-auto"
              type="date"
              name="on"
              min={days.first}
              max={days.last}
              defaultValue={day}
            />
            <button type="submit" name="confirm" value="schedule" className={buttonClass({})} onClick={ask("schedule")}>
              {labels.schedule}
            </button>
          </div>
        </div>
      ) : null}
    </>
  );
}
