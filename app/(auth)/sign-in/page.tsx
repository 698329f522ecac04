import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { Brand } from "@/components/shell/brand";
import { findAccount } from "@/lib/server/gate";

type Parameters = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("signIn.title") };
}

/** Only addresses of our own are followed after a sign-in. */
function safePath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}

export default async function SignInPage({ searchParams }: Parameters) {
  const next = safePath((await searchParams).next);
  if (await findAccount()) redirect(next);
  const t = await getTranslations("accounts.signIn");
  const refusals = await getTranslations("refusals");
  return (
    <>
      <header className="bar">
        <Brand href="/sign-in" />
      </header>
      <main className="page signin">
        <div className="mx-auto max-w-form">
          <h1 className="mb-1 text-2xl">{t("title")}</h1>
          <p className="muted mb-6">{next === "/" ? t("intro") : refusals("UNAUTHENTICATED")}</p>
          <SignInForm
            next={next}
            texts={{
              email: t("email"),
              password: t("password"),
              submit: t("submit"),
              busy: t("busy"),
              unreachable: t("unreachable"),
              sentences: {
                BAD_CREDENTIALS: refusals("BAD_CREDENTIALS"),
                EMAIL_NOT_CONFIRMED: refusals("EMAIL_NOT_CONFIRMED"),
                RATE_LIMITED: t("tooMany"),
              },
            }}
          />
        </div>
      </main>
    </>
  );
}
