"use client";

import { useEffect, useState } from "react";
import { onSignals } from "@/components/live/store";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";

/** What the bell shows: how many lines are open, and the words for it. */
export type BellNow = { open: number; label: string };

const shownLimit = 99;

/** The bell in the ink bar: how many lines are open, and the way to them. It follows by itself. */
export function Bell({ open, label, many }: BellNow & { many: string }) {
  const [now, setNow] = useState<BellNow>({ open, label });
  useEffect(() => setNow({ open, label }), [open, label]);
  useEffect(
    () =>
      onSignals((signals) => {
        if (signals.includes("bell")) void read().then((found) => found && setNow(found));
      }),
    [],
  );
  return (
    <NavLink className="iconbtn" href="/account/notifications" aria-label={now.label}>
      <Icon name="bell" />
      {now.open > 0 ? (
        <span className="count" aria-hidden="true">
          {now.open > shownLimit ? many : now.open}
        </span>
      ) : null}
    </NavLink>
  );
}

/** Asks what the bell shows now. Null where that cannot be had: the frame says so itself, and the next signal asks again. */
async function read(): Promise<BellNow | null> {
  const answer = await fetch("/api/live/bell", { cache: "no-store" }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
