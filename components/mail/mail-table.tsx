import { useTranslations } from "next-intl";
import { NavLink } from "@/components/ui/nav-link";
import { ScrollBox } from "@/components/ui/scroll-box";

/** `at` is finished text. The subject is null until the mail has been rendered. */
export type MailTableRow = { id: string; recipient: string; subject: string | null; at: string };

/** Mails, newest first, each leading to itself. */
export function MailTable({ rows }: { rows: MailTableRow[] }) {
  const t = useTranslations("mailbox.table");
  return (
    <ScrollBox label={t("caption")}>
      <table className="t">
        <caption className="sr">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("subject")}</th>
            <th scope="col">{t("at")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, recipient, subject, at }) => (
            <tr key={id}>
              <td>
                <NavLink className="name" href={`/mailbox/${id}`}>
                  {subject ?? t("unsent")}
                </NavLink>
                <small>{recipient}</small>
              </td>
              <td className="num nowrap">{at}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
