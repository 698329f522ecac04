import type { ReactNode } from "react";
import { Icon } from "./icon";

type Props = { tone?: "bad" | "ends" | "on"; id?: string; children: ReactNode };

/** Why a form was not accepted, beside its button; announced at once and there until the next try. */
export function FormMessage({ tone = "bad", id, children }: Props) {
  return (
    <div role="alert" className={`note st st-${tone} mb-4`} id={id}>
      <Icon name={tone === "on" ? "ok" : "octa"} />
      <div>{children}</div>
    </div>
  );
}
