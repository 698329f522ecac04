import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Props = { icon: IconName; title: ReactNode; children: ReactNode; act?: ReactNode; isHeading1?: boolean };

/** What would stand here in two sentences, and one act. None yet, no match and did not load are three different texts. */
export function EmptyState({ icon, title, children, act, isHeading1 = false }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} />
      {isHeading1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{children}</p>
      {act}
    </div>
  );
}
