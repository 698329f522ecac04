import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type Props = { title: string; subtitle: string; children: ReactNode };

/** The account's own menu behind its name, for frames in which there is one place to be. */
export function Menu({ title, subtitle, children }: Props) {
  const t = useTranslations("shell.menu");
  return (
    <details className="switcher relative">
      <summary className="who" aria-label={`${t("label")}: ${title}, ${subtitle}`}>
        <Icon name="cap" />
        <span>
          <b>{title}</b>
          <small>{subtitle}</small>
        </span>
        <Icon name="down" isSmall />
      </summary>
      <div className="menu">{children}</div>
    </details>
  );
}
