import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import type { CompanyKind } from "@/lib/domain/company-kind";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";

export type SwitcherEntry = {
  href: string;
  name: string;
  kind: CompanyKind;
  role: EmployeeRole;
  side: CompanySide;
  isCurrent: boolean;
};

/** A company that waits for the person's answer; `id` is its offer's. */
export type InvitingEntry = { id: string; name: string; kind: CompanyKind; role: EmployeeRole };

type Props = {
  /** Company and role, or the person in the personal context. */
  title: string;
  subtitle: string;
  entries: SwitcherEntry[];
  isPlatformAdmin: boolean;
  inviting: InvitingEntry[];
  /** Language, theme and sign-out, below the list. */
  foot: ReactNode;
};

const invitedLook = { role: "way", icon: "people" } as const;

/**
 * The cap icon: personal account first, then every company with role and kind, then those that invite, with a badge.
 * Switching is following a link. Source: services manual, "Creating a Service Manager role", step 8; PRODUCT J2.
 */
export function Switcher({ title, subtitle, entries, isPlatformAdmin, inviting, foot }: Props) {
  const t = useTranslations("shell.switcher");
  const roles = useTranslations("roles");
  const kinds = useTranslations("companies.kinds");
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
          {entries.map(({ href, name, kind, role, side, isCurrent }) => (
            <li key={href}>
              <a href={href} aria-current={isCurrent ? "true" : undefined}>
                <b>{name}</b>
                <small>
                  {roles(role)}, {side === "reseller" ? t("reseller") : kinds(kind)}
                </small>
              </a>
            </li>
          ))}
          {inviting.map(({ id, name, kind, role }) => (
            <li key={id}>
              <a href={`/account/invitations/${id}`}>
                <b>{name}</b>
                <small>
                  {roles(role)}, {kinds(kind)}
                </small>
                <Tag {...invitedLook}>{t("invited")}</Tag>
              </a>
            </li>
          ))}
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
