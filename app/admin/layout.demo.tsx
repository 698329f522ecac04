import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PersonalFrame } from "@/app/shell/personal-frame";

/** The frame of the platform's area, in the demo alone; each page proves the admin anew. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell.nav");
  const sections = [
    { href: "/admin/clock", label: t("clock"), icon: "clock" as const },
    { href: "/admin/rollover", label: t("rollover"), short: t("rolloverShort"), icon: "cal" as const },
    { href: "/admin/hubs", label: t("simulatedHubs"), short: t("simulatedHubsShort"), icon: "hub" as const },
    { href: "/admin/payments", label: t("payments"), icon: "pay" as const },
    { href: "/admin/differences", label: t("differences"), icon: "list" as const },
    { href: "/admin/countries", label: t("countries"), icon: "filter" as const },
    { href: "/admin/resellers", label: t("resellers"), icon: "people" as const },
    { href: "/mailbox", label: t("mailbox"), icon: "dl" as const },
  ];
  return <PersonalFrame sections={sections}>{children}</PersonalFrame>;
}
