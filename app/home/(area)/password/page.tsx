import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { changeHomePasswordAction } from "@/lib/server/actions/home";
import { forPage } from "@/lib/server/pages";
import { getResident } from "@/lib/server/queries/home";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.password"))("title") };
}

/** A new password for a home's account, which ends whatever was made with the old one (INTEGRATION 10.17). */
export default async function HomePasswordPage({ searchParams }: Props) {
  await forPage(getResident());
  const isDone = (await searchParams).done === "1";
  const t = await getTranslations("home.password");
  const form = await getTranslations("security.form");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <div className="panel">
        <div className="pad">
          <div className="max-w-form">
            {isDone ? (
              <div className="mb-4">
                <Note kind="done">{t("done")}</Note>
              </div>
            ) : null}
            <FieldsForm
              action={changeHomePasswordAction}
              texts={await formTexts("/home/sign-in")}
              fields={[
                {
                  name: "currentPassword",
                  label: form("currentPassword"),
                  type: "password",
                  autoComplete: "current-password",
                },
                {
                  name: "newPassword",
                  label: form("newPassword"),
                  hint: t("hint"),
                  type: "password",
                  autoComplete: "new-password",
                },
              ]}
              submit={{ label: t("submit") }}
              cancel={{ href: "/home", label: t("cancel") }}
            />
          </div>
        </div>
      </div>
    </>
  );
}
