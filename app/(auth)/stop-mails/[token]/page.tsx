import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FieldsForm } from "@/components/accounts/fields-form";
import { ButtonLink } from "@/components/ui/button";
import { stopMailsAction } from "@/lib/server/actions/notifications";
import { findStoppable } from "@/lib/server/queries/stop-mails";
import { AuthHead } from "../../auth-head";

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ done?: string | string[] }> };

const settings = "/account/notifications/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications.stop"))("title") };
}

/** Where the foot of a mail leads, signed in or not. Opening it changes nothing: a mail scanner opens it too. */
export default async function StopMailsPage({ params, searchParams }: Props) {
  const { token } = await params;
  const found = await findStoppable(token);
  const t = await getTranslations("notifications.stop");
  const isDone = (await searchParams).done === "1";
  if (!found || isDone) {
    const kind = found ? "stopped" : "spent";
    return (
      <>
        <AuthHead title={t(`${kind}Title`)}>{t(`${kind}Text`)}</AuthHead>
        <ButtonLink href={settings}>{t("settings")}</ButtonLink>
      </>
    );
  }
  const words = await getTranslations("notifications.topics");
  return (
    <>
      <AuthHead title={t("title")}>{t("text", { email: found.email })}</AuthHead>
      <h2 className="mb-1 font-semibold text-base">{t("what")}</h2>
      <ul className="mb-6 list-disc ps-5">
        {found.topics.map((topic) => (
          <li key={topic}>{words(topic.replace(".", "_"))}</li>
        ))}
      </ul>
      <FieldsForm
        action={stopMailsAction}
        texts={await formTexts()}
        hidden={{ token }}
        submit={{ label: t("submit") }}
        cancel={{ href: settings, label: t("settings") }}
      />
    </>
  );
}
