import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountMenu } from "@/components/shell/account-menu";
import { Menu } from "@/components/shell/menu";
import { Switcher } from "@/components/shell/switcher";
import { setAppearanceAction, signOutAction } from "@/lib/server/actions/account";
import { setHomeAppearanceAction, signOutHomeAction } from "@/lib/server/actions/home";
import type { Viewer } from "@/lib/server/queries/account";

type Props = { viewer: Viewer; currentHref: string | null; subtitle: string };

async function readTheme(): Promise<"light" | "dark" | "system"> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** The switcher of every frame, with the viewer's companies and the account's own menu. */
export async function ViewerSwitcher({ viewer, currentHref, subtitle }: Props) {
  const current = viewer.contexts.find(({ href }) => href === currentHref);
  return (
    <Switcher
      title={current?.name ?? viewer.name}
      subtitle={subtitle}
      entries={viewer.contexts.map((entry) => ({ ...entry, isCurrent: entry.href === currentHref }))}
      isPlatformAdmin={viewer.isPlatformAdmin}
      inviting={viewer.inviting}
      foot={
        <AccountMenu {...(await menuProps())} setAppearanceAction={setAppearanceAction} signOutAction={signOutAction} />
      }
    />
  );
}

/** The menu of whoever is signed in to My home, where there is nothing to switch between. */
export async function ResidentMenu({ name, email }: { name: string; email: string }) {
  const t = await getTranslations("home.password");
  const menu = await getTranslations("shell.menu");
  return (
    <Menu label={menu("label")} title={name} subtitle={email}>
      <ul>
        <li>
          <a href="/home/password">
            <b>{t("title")}</b>
          </a>
        </li>
      </ul>
      <AccountMenu
        {...(await menuProps())}
        setAppearanceAction={setHomeAppearanceAction}
        signOutAction={signOutHomeAction}
      />
    </Menu>
  );
}

async function menuProps() {
  const t = await getTranslations("shell.menu");
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
  return { texts, locale: await getLocale(), theme: await readTheme() };
}
