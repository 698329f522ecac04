import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { SignInForm } from "@/components/accounts/sign-in-form";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { readNextPath } from "@/lib/schemas/account";
import { findAccount } from "@/lib/server/gate";
import { AuthHead } from "../auth-head";

type Parameters = { searchParams: Promise<{ next?: string | string[]; done?: string | string[] }> };

const dones = ["confirmed", "reset", "email", "ended", "deleted"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: Parameters) {
  const given = await searchParams;
  const next = readNextPath(given.next);
  const done = dones.find((known) => known === given.done);
  if (await findAccount()) redirect(next);
  const t = await getTranslations("accounts.signIn");
  const refusals = await getTranslations("refusals");
  return (
    <>
      <AuthHead title={t("title")}>{next === "/" ? t("intro") : refusals("UNAUTHENTICATED")}</AuthHead>
      {done ? (
        <div className="mb-4">
          <Note kind="done">{t(`done.${done}`)}</Note>
        </div>
      ) : null}
      <SignInForm
        next={next}
        locale={await getLocale()}
        texts={await formTexts()}
        labels={{
          email: t("email"),
          password: t("password"),
          code: t("code"),
          codeHint: t("codeHint"),
          submit: t("submit"),
          busy: t("busy"),
          unreachable: t("unreachable"),
          sendAgain: t("sendAgain"),
          show: t("show"),
          hide: t("hide"),
        }}
        sentences={{
          BAD_CREDENTIALS: refusals("BAD_CREDENTIALS"),
          EMAIL_NOT_CONFIRMED: refusals("EMAIL_NOT_CONFIRMED"),
          CODE_WRONG: t("codeWrong"),
          CODE_NEEDED: t("codeNeeded"),
          RATE_LIMITED: t.raw("tooMany"),
          UNAVAILABLE: refusals.raw("UNAVAILABLE"),
        }}
        forgot={<NavLink href="/forgot-password">{t("forgot")}</NavLink>}
      />
      <p className="below-form">
        {t("noAccount")} <NavLink href="/register">{t("register")}</NavLink>
      </p>
      <p className="below-form">
        {t("atHome")} <NavLink href="/home/sign-in">{t("toHome")}</NavLink>
      </p>
    </>
  );
}
