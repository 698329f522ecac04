import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Props = { icon: IconName; title: string; children: ReactNode; act?: ReactNode };

/** Nothing to show: what this is in two sentences and one act. */
export function EmptyState({ icon, title, children, act }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{children}</p>
      {act}
    </div>
  );
}
