import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Tag } from "@/components/ui/tag";
import type { CompanyKind } from "@/lib/domain/company-kind";
import type { EmployeeRole } from "@/lib/domain/roles";
import { Menu } from "./menu";
import type { Target } from "./same-section";
import { SwitchLink } from "./switch-link";

export type SwitcherEntry = Target & { name: string; kind: CompanyKind; isCurrent: boolean };

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
 * Switching is following a link that stays in the section. Source: services manual, "Creating a Service Manager role", step 8; PRODUCT J2.
 */
export function Switcher({ title, subtitle, entries, isPlatformAdmin, inviting, foot }: Props) {
  const t = useTranslations("shell.switcher");
  const roles = useTranslations("roles");
  const kinds = useTranslations("companies.kinds");
  return (
    <Menu label={t("label")} title={title} subtitle={subtitle}>
      <ul>
        <li>
          <a href="/account">
            <b>{t("personal")}</b>
          </a>
        </li>
        {entries.map((entry) => (
          <li key={entry.href}>
            <SwitchLink target={entry} isCurrent={entry.isCurrent}>
              <b>{entry.name}</b>
              <small>
                {roles(entry.role)}, {entry.side === "reseller" ? t("reseller") : kinds(entry.kind)}
              </small>
            </SwitchLink>
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
    </Menu>
  );
}
