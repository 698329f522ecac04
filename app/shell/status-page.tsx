import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Brand } from "@/components/shell/brand";
import { NeedHelp } from "@/components/shell/need-help";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type Props = { kind: "notFound" | "forbidden" };

/** Of a page that is not there, or not for this reader: cause, next step, and the reference under which the log has it. */
export async function StatusText({ kind }: Props) {
  const t = await getTranslations("errors");
  const asked = await headers();
  const id = asked.get("x-request-id")?.slice(0, 8) ?? "";
  const start = /^\/home(?:[/?]|$)/.test(asked.get("x-path") ?? "") ? "/home" : "/";
  const slug = asked.get("x-path")?.match(/^\/[cr]\/([a-z0-9-]+)/)?.[1];
  return (
    <>
      <h1 className="sr">{t(`${kind}.title`)}</h1>
      <EmptyState
        icon="octa"
        title={t(`${kind}.title`)}
        act={
          <span className="flex flex-wrap gap-2">
            <ButtonLink href={start}>{t(`${kind}.act`)}</ButtonLink>
            {kind === "forbidden" && slug ? (
              <ButtonLink href={`/c/${slug}/company`}>{t("forbidden.company")}</ButtonLink>
            ) : null}
          </span>
        }
      >
        {t(`${kind}.text`)} {t("reference", { id })}.
      </EmptyState>
    </>
  );
}

/** The same where there is no frame around it. */
export function StatusPage({ kind }: Props) {
  return (
    <>
      <header className="bar">
        <Brand href="/" />
      </header>
      <main className="page">
        <StatusText kind={kind} />
      </main>
      <NeedHelp />
    </>
  );
}
