import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { HomeSignInForm } from "@/components/home/home-sign-in-form";
import { NavLink } from "@/components/ui/nav-link";
import { readHomePath } from "@/lib/schemas/home";
import { isResidentSignedIn } from "@/lib/server/queries/home";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.door"))("title") };
}

/** The door to My home, for accounts of people who live with a hub. */
export default async function HomeSignInPage({ searchParams }: Props) {
  const next = readHomePath((await searchParams).next);
  if (await isResidentSignedIn()) redirect(next);
  const t = await getTranslations("home.door");
  const signIn = await getTranslations("accounts.signIn");
  return (
    <>
      <h1 className="mb-1 text-2xl">{t("title")}</h1>
      <p className="muted mb-6">{t("intro")}</p>
      <HomeSignInForm
        next={next}
        texts={await formTexts("/home/sign-in")}
        labels={{
          email: signIn("email"),
          password: signIn("password"),
          code: signIn("code"),
          submit: signIn("submit"),
          show: signIn("show"),
          hide: signIn("hide"),
        }}
      />
      <p className="below-form">
        {t("isPro")} <NavLink href="/sign-in">{t("toPortal")}</NavLink>
      </p>
    </>
  );
}
