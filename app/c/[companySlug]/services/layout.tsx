import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SectionNav } from "@/components/shell/section-nav";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The parts of the Services tab. */
export default async function ServicesLayout({ params, children }: Props) {
  const base = `/c/${(await params).companySlug}/services`;
  const t = await getTranslations("shell.nav");
  const sections = [
    { href: base, label: t("dashboard"), icon: "list" as const },
    { href: `${base}/resellers`, label: t("yourResellers"), icon: "pay" as const },
    { href: `${base}/upcoming`, label: t("upcoming"), icon: "cal" as const },
  ];
  return (
    <>
      <SectionNav className="subnav" label={t("services")} sections={sections} />
      {children}
    </>
  );
}
