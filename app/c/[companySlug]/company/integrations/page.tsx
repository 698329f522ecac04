import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { dialogTexts } from "@/app/shell/dialog-texts";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { KeyForm } from "@/components/integrations/key-form";
import { KeyTable } from "@/components/integrations/key-table";
import { RevokeDialog } from "@/components/integrations/revoke-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { integrationsViewSchema } from "@/lib/schemas/integrations";
import { forPage } from "@/lib/server/pages";
import { type CompanyKeyView, getIntegrationsPage, type KeysPage } from "@/lib/server/queries/integrations";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("integrations"))("title") };
}

/** The keys and tokens by which the company's programs reach the hub cloud. */
export default async function IntegrationsPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const { revoke, done } = integrationsViewSchema.parse(await searchParams);
  const page = await forPage(getIntegrationsPage(companySlug));
  const { keys, timeZone } = page;
  const chosen = keys.find(({ id, state }) => id === revoke && state !== "REVOKED");
  const t = await getTranslations("integrations");
  const base = `/c/${companySlug}/company/integrations`;
  const standing = keys.filter(({ state }) => state === "LIVE").length;
  return (
    <>
      <LivePage topics={["key"]} />
      <PageHeader title={t("title")} fact={t("fact", { n: standing })} />
      <div className="stack">
        {done && !chosen ? (
          <Note kind="done" isAlert>
            {t("done.revoked")}
          </Note>
        ) : null}
        <section className="panel" aria-label={t("table.caption")}>
          {keys.length === 0 ? (
            <EmptyState icon="key" title={t("none.title")}>
              {t("none.text")}
            </EmptyState>
          ) : (
            <KeyTable keys={keys} base={base} timeZone={timeZone} />
          )}
        </section>
        <Making companySlug={companySlug} page={page} />
      </div>
      {chosen ? <Revoking chosen={chosen} companySlug={companySlug} base={base} /> : null}
    </>
  );
}

async function Making({
  companySlug,
  page: { companyId, kinds, rights, lives },
}: {
  companySlug: string;
  page: KeysPage;
}) {
  const t = await getTranslations("integrations");
  return (
    <Panel id="make" title={t("form.title")}>
      <p>{t("form.text")}</p>
      <p>
        {t("form.companyId")} <span className="mono wrap-anywhere">{companyId}</span>
      </p>
      <KeyForm
        texts={await formTexts()}
        labels={{
          name: t("form.name"),
          nameHint: t("form.nameHint"),
          kind: t("form.kind"),
          rights: t("form.rights"),
          rightsHint: t("form.rightsHint"),
          life: t("form.life"),
          submit: t("form.submit"),
          once: t("form.once"),
          copy: t("form.copy"),
          copied: t("form.copied"),
          gone: t("form.gone"),
        }}
        kinds={kinds.map((kind) => ({ value: kind, label: t(`choices.${kind}`) }))}
        rights={rights.map((step) => ({ value: step, label: t(`rights.${step}`) }))}
        lives={lives.map((life) => ({
          value: life,
          label: life === "NEVER" ? t("lives.NEVER") : t("lives.days", { days: Number(life) }),
        }))}
        hidden={{ companySlug, submissionId: randomUUID() }}
      />
    </Panel>
  );
}

type RevokingProps = { chosen: CompanyKeyView; companySlug: string; base: string };

async function Revoking({ chosen: { id, kind, name }, companySlug, base }: RevokingProps) {
  const t = await getTranslations("integrations.revoking");
  const own = { title: t("question", { name }), intro: t("intro"), confirm: t("confirm") };
  return (
    <RevokeDialog
      {...(await dialogTexts(own))}
      hidden={{ companySlug, submissionId: randomUUID(), id, kind }}
      closeHref={base}
    >
      <p>{t("text")}</p>
    </RevokeDialog>
  );
}
