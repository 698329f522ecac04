import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";

/** Says that records disagree, and leads to what they are; nothing where all agree. */
export async function DifferencesNote({ n, href }: { n: number; href: string }) {
  if (n === 0) return null;
  const t = await getTranslations("statements.differences.own");
  return (
    <div className="mb-4">
      <Note kind="warning">
        {t("note", { n })} <NavLink href={href}>{t("noteLink")}</NavLink>
      </Note>
    </div>
  );
}
