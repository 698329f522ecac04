import type { ReactNode } from "react";
import { Icon } from "./icon";
import { roleClass } from "./tag";

export type NoteKind = "info" | "warning" | "danger" | "done";

const kinds = {
  info: { role: "way", icon: "info" },
  warning: { role: "ends", icon: "alert" },
  danger: { role: "bad", icon: "octa" },
  done: { role: "on", icon: "ok" },
} as const;

/** A tinted remark that stays until its cause is gone. `isAlert` makes it speak at once. */
export function Note({ kind, isAlert, children }: { kind: NoteKind; isAlert?: boolean; children: ReactNode }) {
  const { role, icon } = kinds[kind];
  return (
    <div className={`note ${roleClass(role)}`} role={isAlert ? "alert" : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
