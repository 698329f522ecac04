import { getTranslations } from "next-intl/server";
import { Brand } from "@/components/shell/brand";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** A page that is not there, or not for this reader: cause and next step. */
export async function StatusPage({ kind }: { kind: "notFound" | "forbidden" }) {
  const t = await getTranslations(`errors.${kind}`);
  return (
    <>
      <header className="bar">
        <Brand href="/" />
      </header>
      <main className="page">
        <h1 className="sr">{t("title")}</h1>
        <EmptyState icon="octa" title={t("title")} act={<ButtonLink href="/">{t("act")}</ButtonLink>}>
          {t("text")}
        </EmptyState>
      </main>
    </>
  );
}
