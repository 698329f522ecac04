import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";

/** A page under Security with one form: the way back, its title and what the form does. */
export async function FormPage({ title, fact, children }: { title: string; fact: string; children: ReactNode }) {
  const t = await getTranslations("security");
  return (
    <>
      <Crumbs label={t("title")} entries={[{ label: t("back"), href: "/account/security" }, { label: title }]} />
      <PageHeader title={title} fact={fact} />
      <div className="panel">
        <div className="pad">
          <div className="max-w-form">{children}</div>
        </div>
      </div>
    </>
  );
}
