import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Brand } from "@/components/shell/brand";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** A page that is not there, or not for this reader: cause, next step, and the reference under which the log has it. */
export async function StatusPage({ kind }: { kind: "notFound" | "forbidden" }) {
  const t = await getTranslations("errors");
  const asked = await headers();
  const id = asked.get("x-request-id")?.slice(0, 8) ?? "";
  const slug = asked.get("x-path")?.match(/^\/[cr]\/([a-z0-9-]+)/)?.[1];
  return (
    <>
      <header className="bar">
        <Brand href="/" />
      </header>
      <main className="page">
        <h1 className="sr">{t(`${kind}.title`)}</h1>
        <EmptyState
          icon="octa"
          title={t(`${kind}.title`)}
          act={
            <span className="flex flex-wrap gap-2">
              <ButtonLink href="/">{t(`${kind}.act`)}</ButtonLink>
              {kind === "forbidden" && slug ? (
                <ButtonLink href={`/c/${slug}/company`}>{t("forbidden.company")}</ButtonLink>
              ) : null}
            </span>
          }
        >
          {t(`${kind}.text`)} {t("reference", { id })}.
        </EmptyState>
      </main>
    </>
  );
}
