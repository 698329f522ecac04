import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { ButtonLink } from "@/components/ui/button";
import { joinHubAction } from "@/lib/server/actions/home";
import { getMailedInvitation } from "@/lib/server/queries/home-users";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.join"))("heading") };
}

/** Where the mail of a hub's invitation leads: whoever has no account makes one and accepts. Opening it changes nothing. */
export default async function JoinHubPage({ params }: Props) {
  const { token } = await params;
  const invitation = await getMailedInvitation(token);
  const t = await getTranslations("home.join");
  const register = await getTranslations("accounts.register");
  const words = await getTranslations("home.password");
  const names = {
    hub: invitation?.hubName ?? "",
    inviter: invitation?.invitedByName ?? "",
    email: invitation?.email ?? "",
  };
  if (!invitation || invitation.hasAccount) {
    return (
      <>
        <h1 className="mb-1 text-2xl">{invitation ? t("title", names) : t("overTitle")}</h1>
        <p className="muted mb-6">{invitation ? t("textKnown", names) : t("overText")}</p>
        <ButtonLink look="primary" href="/home/sign-in">
          {t("toDoor")}
        </ButtonLink>
      </>
    );
  }
  const password = { type: "password", autoComplete: "new-password", hint: words("hint") } as const;
  return (
    <>
      <h1 className="mb-1 text-2xl">{t("title", names)}</h1>
      <p className="muted mb-6">{t("text", names)}</p>
      <FieldsForm
        action={joinHubAction}
        texts={await formTexts("/home/sign-in")}
        hidden={{ token }}
        fields={[
          { name: "firstName", label: register("firstName"), autoComplete: "given-name" },
          { name: "lastName", label: register("lastName"), autoComplete: "family-name" },
          { name: "password", label: register("password"), ...password },
        ]}
        submit={{ label: t("submit"), isWide: true }}
      />
    </>
  );
}
