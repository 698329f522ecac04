import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { EmployeeRole } from "@/lib/domain/roles";

export type SwitcherEntry = { href: string; name: string; role: EmployeeRole; isCurrent: boolean };

type Props = {
  /** Company and role, or the person in the personal context. */
  title: string;
  subtitle: string;
  entries: SwitcherEntry[];
  isPlatformAdmin: boolean;
  /** Open invitations to further companies. */
  invitations: number;
  /** Language, theme and sign-out, below the list. */
  foot: ReactNode;
};

/** The cap icon: personal account first, then every company with the role there. Switching is following a link. */
export function Switcher({ title, subtitle, entries, isPlatformAdmin, invitations, foot }: Props) {
  const t = useTranslations("shell.switcher");
  const roles = useTranslations("roles");
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
      <div className="menu">
        <ul>
          <li>
            <a href="/account">
              <b>{t("personal")}</b>
            </a>
          </li>
          {entries.map(({ href, name, role, isCurrent }) => (
            <li key={href}>
              <a href={href} aria-current={isCurrent ? "true" : undefined}>
                <b>{name}</b>
                <small>{roles(role)}</small>
              </a>
            </li>
          ))}
          {invitations > 0 ? (
            <li>
              <a href="/account/invitations">
                <b>{t("invited", { n: invitations })}</b>
              </a>
            </li>
          ) : null}
          {isPlatformAdmin ? (
            <li>
              <a href="/admin/clock">
                <b>{t("platform")}</b>
              </a>
            </li>
          ) : null}
        </ul>
        {foot}
      </div>
    </details>
  );
}
