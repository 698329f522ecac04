import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClockBanner } from "@/app/shell/clock-banner";
import { Brand } from "@/components/shell/brand";
import { NeedHelp } from "@/components/shell/need-help";
import { NavLink } from "@/components/ui/nav-link";
import { getPublicClock } from "@/lib/server/queries/clock";

/** The frame of the demo's mailbox: open to everybody, so it knows no viewer. */
export default async function MailboxLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("mailbox");
  const shell = await getTranslations("shell");
  return (
    <>
      <a className="skip" href="#main">
        {shell("skip")}
      </a>
      <ClockBanner clock={await getPublicClock()} />
      <header className="bar">
        <Brand href="/" />
        <nav className="nav" aria-label={shell("sections")}>
          <NavLink href="/mailbox" aria-current="page">
            {t("title")}
          </NavLink>
        </nav>
      </header>
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
      <NeedHelp />
    </>
  );
}
