import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Tag } from "@/components/ui/tag";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
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
  isRevoked: boolean;
};

const liveLook = { role: "on", icon: "ok" } as const;
const revokedLook = { role: "neutral", icon: "stop" } as const;

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
              {key.isRevoked ? (
                <Tag {...revokedLook}>{t("states.revoked")}</Tag>
              ) : (
                <Tag {...liveLook}>{t("states.live")}</Tag>
              )}
            </td>
            <td>
              {key.isRevoked ? null : (
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
