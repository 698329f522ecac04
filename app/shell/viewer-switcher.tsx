import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountMenu } from "@/components/shell/account-menu";
import { Switcher } from "@/components/shell/switcher";
import type { Viewer } from "@/lib/server/queries/account";

type Props = { viewer: Viewer; currentHref: string | null; subtitle: string };

async function readTheme(): Promise<"light" | "dark" | "system"> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** The switcher of every frame, with the viewer's companies and the account's own menu. */
export async function ViewerSwitcher({ viewer, currentHref, subtitle }: Props) {
  const t = await getTranslations("shell.menu");
  const current = viewer.contexts.find(({ href }) => href === currentHref);
  const texts = {
    language: t("language"),
    theme: t("theme"),
    light: t("light"),
    dark: t("dark"),
    system: t("system"),
    signOut: t("signOut"),
    busy: t("busy"),
    failed: t("failed"),
  };
  return (
    <Switcher
      title={current?.name ?? viewer.name}
      subtitle={subtitle}
      entries={viewer.contexts.map((entry) => ({ ...entry, isCurrent: entry.href === currentHref }))}
      isPlatformAdmin={viewer.isPlatformAdmin}
      inviting={viewer.inviting}
      foot={<AccountMenu texts={texts} locale={await getLocale()} theme={await readTheme()} />}
    />
  );
}
