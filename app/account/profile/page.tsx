import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { languageOptions } from "@/app/shell/language-options";
import { ProfileForm } from "@/components/accounts/profile-form";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getProfile } from "@/lib/server/queries/account-security";

type Parameters = { searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("profilePage.title") };
}

/** Every zone by its IANA name; the present one is there even under a former name. */
function zoneOptions(present: string) {
  const names = new Set(["UTC", present, ...Intl.supportedValuesOf("timeZone")]);
  return [...names].sort().map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}

export default async function ProfilePage({ searchParams }: Parameters) {
  const { name, locale, timeZone } = await forPage(getProfile());
  const profile = { name, locale, timeZone };
  const isSaved = (await searchParams).done === "saved";
  const t = await getTranslations("security");
  return (
    <>
      <PageHeader title={t("profilePage.title")} fact={t("profilePage.fact")} />
      {isSaved ? (
        <div className="mb-4">
          <Note kind="done">{t("done.saved")}</Note>
        </div>
      ) : null}
      <div className="panel">
        <div className="pad">
          <div className="max-w-form">
            <ProfileForm
              key={JSON.stringify(profile)}
              texts={await formTexts()}
              labels={{
                name: t("profilePage.name"),
                language: t("profilePage.language"),
                zone: t("profilePage.zone"),
                submit: t("profilePage.submit"),
              }}
              profile={profile}
              languages={languageOptions}
              zones={zoneOptions(profile.timeZone)}
            />
          </div>
        </div>
      </div>
    </>
  );
}
