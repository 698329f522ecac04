import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import type { AccountState } from "@/lib/domain/billed-account";
import { AccountTag } from "./account-tag";

/** An instant as the table tells it; `local` is the same one in the account's own zone, where that is another. */
export type Instant = { text: string; iso: string; local: string | null };

/** One account. Texts come formatted in the reader's language and the reseller's zone. */
export type AccountLine = {
  id: string;
  hubNumber: string;
  href: string;
  dealer: { name: string; number: string | null; href: string };
  offer: string;
  state: AccountState;
  from: Instant | null;
  to: Instant | null;
  endReason: string | null;
};

/** The hubs a reseller is or was billed for: a table on wide screens, cards on narrow ones. */
export function AccountTable({ lines, city }: { lines: readonly AccountLine[]; city: string }) {
  const t = useTranslations("portal.accounts.table");
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("hubId"), t("state"), t("dealer"), t("package"), t("from", { zone: city }), t("to", { zone: city })]}
      isCards
      isDense
    >
      <tbody>
        {lines.map((line) => (
          <AccountRow key={line.id} line={line} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function AccountRow({ line, city }: { line: AccountLine; city: string }) {
  const t = useTranslations("portal.accounts.table");
  const { dealer } = line;
  return (
    <tr>
      <td>
        <NavLink className="name mono" href={line.href}>
          {line.hubNumber}
        </NavLink>
        <small className="phone">{dealer.name}</small>
      </td>
      <td>
        <AccountTag state={line.state} />
      </td>
      <td className="desk">
        <NavLink href={dealer.href}>{dealer.name}</NavLink>
        {dealer.number ? <small className="mono">{dealer.number}</small> : null}
      </td>
      <td className="desk nowrap">{line.offer}</td>
      <td className={line.from ? "full num max-sm:ps-0" : "desk"}>
        <span className="phone">{t("fromShort")} </span>
        <When instant={line.from} city={city} />
      </td>
      <td className={line.to ? "full num max-sm:ps-0" : "desk"}>
        <span className="phone">{t("toShort")} </span>
        <When instant={line.to} city={city} />
        {line.endReason ? <small>{line.endReason}</small> : null}
      </td>
    </tr>
  );
}

/** An instant, and under it the same one where the account's months end. On cards, `city` stands in for the column's head. */
export function When({ instant, city }: { instant: Instant | null; city?: string }) {
  if (!instant) return <span className="muted">–</span>;
  return (
    <>
      <time dateTime={instant.iso} className="nowrap">
        {instant.text}
        {city ? <span className="phone"> {city}</span> : null}
      </time>
      {instant.local ? <small className="nowrap">{instant.local}</small> : null}
    </>
  );
}
