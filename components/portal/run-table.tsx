import { useTranslations } from "next-intl";
import { NavLink } from "@/components/ui/nav-link";
import { ScrollBox } from "@/components/ui/scroll-box";
import { type AccountLine, type Instant, When } from "./account-table";
import { AccountTag } from "./account-tag";

/** One run of an account; `zone` is the city whose months count for it. */
export type RunLine = AccountLine & { activatedAt: Instant | null; zone: string };

/** The runs of one account, the latest first. */
export function RunTable({ lines, city }: { lines: readonly RunLine[]; city: string }) {
  const t = useTranslations("portal.account.runs");
  const caption = t("caption", { zone: city });
  return (
    <ScrollBox label={caption}>
      <table className="t">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("from", { zone: city })}</th>
            <th scope="col">{t("to", { zone: city })}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("package")}</th>
            <th scope="col">{t("dealer")}</th>
            <th scope="col">{t("activated", { zone: city })}</th>
            <th scope="col">{t("months")}</th>
          </tr>
        </thead>
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
      </table>
    </ScrollBox>
  );
}
