import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { type AccountLine, type Instant, When } from "./account-table";
import { AccountTag } from "./account-tag";

/** One run of an account; `zone` is the city whose months count for it. */
export type RunLine = AccountLine & { activatedAt: Instant | null; zone: string };

/** The runs of one account, the latest first. */
export function RunTable({ lines, city }: { lines: readonly RunLine[]; city: string }) {
  const t = useTranslations("portal.account.runs");
  const caption = t("caption", { zone: city });
  return (
    <DataTable
      caption={caption}
      heads={[
        t("from", { zone: city }),
        t("to", { zone: city }),
        t("state"),
        t("package"),
        t("dealer"),
        t("activated", { zone: city }),
        t("months"),
      ]}
    >
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="num">
              <When instant={line.from} />
            </td>
            <td className="num">
              <When instant={line.to} />
              {line.endReason ? <small>{line.endReason}</small> : null}
            </td>
            <td>
              <AccountTag state={line.state} />
            </td>
            <td className="nowrap">{line.offer}</td>
            <td className="nowrap">
              <NavLink href={line.dealer.href}>{line.dealer.name}</NavLink>
            </td>
            <td className="num">
              <When instant={line.activatedAt} />
            </td>
            <td className="nowrap">{line.zone}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
