import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Tag } from "@/components/ui/tag";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import type { KeyRights } from "@/lib/domain/cloud/key-rights";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";

/** A key as the list shows it. Instants are ISO text. */
export type KeyLine = {
  id: string;
  kind: KeyKind;
  name: string;
  lastFour: string;
  createdByName: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  rights: KeyRights;
  state: "LIVE" | "EXPIRED" | "REVOKED";
};

const looks = {
  LIVE: { role: "on", icon: "ok" },
  EXPIRED: { role: "neutral", icon: "clock" },
  REVOKED: { role: "neutral", icon: "stop" },
} as const;

type Props = { keys: readonly KeyLine[]; base: string; timeZone: string };

/** What a company made for its programs: a table on wide screens, cards on narrow ones. */
export function KeyTable({ keys, base, timeZone }: Props) {
  const t = useTranslations("integrations");
  const locale = useLocale();
  const at = (instant: string) => formatShortInstant(instant, { locale, timeZone });
  const zone = formatCity(timeZone);
  return (
    <DataTable
      caption={t("table.caption")}
      heads={[t("table.name"), t("table.made", { zone }), t("table.used", { zone }), t("table.state"), t("table.acts")]}
      isCards
    >
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>
              <span className="name wrap-anywhere">{key.name}</span>
              <small>
                {t(`kinds.${key.kind}`)}, <span className="mono">…{key.lastFour}</span>
              </small>
              <small>{t(`rights.${key.rights}`)}</small>
            </td>
            <td className="full max-sm:ps-0">
              <small className="phone">{t("table.made", { zone })}</small>
              {at(key.createdAt)}
              {key.createdByName ? <small>{t("table.by", { name: key.createdByName })}</small> : null}
            </td>
            <td className="full max-sm:ps-0">
              <small className="phone">{t("table.used", { zone })}</small>
              {t("table.usedAt", { at: key.lastUsedAt ? at(key.lastUsedAt) : "", isUsed: String(!!key.lastUsedAt) })}
            </td>
            <td className="fee">
              <Tag {...looks[key.state]}>{t(`states.${key.state}`)}</Tag>
              {key.state === "LIVE" && key.expiresAt ? (
                <small>{t("table.until", { at: at(key.expiresAt) })}</small>
              ) : null}
            </td>
            <td>
              {key.state === "REVOKED" ? null : (
                <ButtonLink
                  isSmall
                  look="danger"
                  href={`${base}?revoke=${key.id}`}
                  scroll={false}
                  prefetch={false}
                  aria-label={t("revokeOf", { name: key.name })}
                >
                  {t("revoke")}
                </ButtonLink>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
