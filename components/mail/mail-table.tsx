import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";

/** `at` is finished text. The subject is null until the mail has been rendered. */
export type MailTableRow = { id: string; recipient: string; subject: string | null; at: string };

/** Mails, newest first, each leading to itself. */
export function MailTable({ rows }: { rows: MailTableRow[] }) {
  const t = useTranslations("mailbox.table");
  return (
    <DataTable caption={t("caption")} heads={[t("subject"), t("at")]} isCards>
      <tbody>
        {rows.map(({ id, recipient, subject, at }) => (
          <tr key={id}>
            <td className="max-sm:col-span-full">
              <NavLink className="name" href={`/mailbox/${id}`}>
                {subject ?? t("unsent")}
              </NavLink>
              <small>{recipient}</small>
            </td>
            <td className="num max-sm:text-sm max-sm:text-muted sm:whitespace-nowrap">
              <span className="phone">{t("at")}: </span>
              {at}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
