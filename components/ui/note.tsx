import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { type Tone, toneClass } from "./tag";

const icons: Record<"way" | "ends" | "bad" | "on", IconName> = { way: "info", ends: "alert", bad: "octa", on: "ok" };

type Props = { tone?: Extract<Tone, "way" | "ends" | "bad" | "on">; icon?: IconName; id?: string; children: ReactNode };

/** A tinted sentence with an icon: a remark, a warning, a fault or a success. */
export function Note({ tone = "way", icon, id, children }: Props) {
  return (
    <div className={`note ${toneClass(tone)}`} id={id}>
      <Icon name={icon ?? icons[tone]} />
      <div>{children}</div>
    </div>
  );
}
