import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { languageOptions } from "@/app/shell/language-options";
import { RegisterForm } from "@/components/accounts/register-form";
import { NavLink } from "@/components/ui/nav-link";
import { countries } from "@/lib/domain/country";
import { findAccount } from "@/lib/server/gate";
import { AuthHead } from "../auth-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("register.title") };
}

function countryOptions(locale: string, choose: string) {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const named = countries.map(({ code }) => ({ value: code, label: names.of(code) ?? code }));
  named.sort((a, b) => a.label.localeCompare(b.label, locale));
  return [{ value: "", label: choose }, ...named];
}

export default async function RegisterPage() {
  if (await findAccount()) redirect("/account");
  const t = await getTranslations("accounts.register");
  const locale = await getLocale();
  return (
    <>
      <AuthHead title={t("title")}>{t("intro")}</AuthHead>
      <RegisterForm
        texts={await formTexts()}
        labels={{
          firstName: t("firstName"),
          lastName: t("lastName"),
          email: t("email"),
          password: t("password"),
          passwordHint: t("passwordHint"),
          country: t("country"),
          language: t("language"),
          terms: t("terms"),
          submit: t("submit"),
        }}
        countries={countryOptions(locale, t("chooseCountry"))}
        languages={languageOptions}
        locale={locale}
      />
      <p className="mt-6">
        {t("haveAccount")} <NavLink href="/sign-in">{t("signIn")}</NavLink>
      </p>
    </>
  );
}
