import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Section, SectionNav } from "@/components/shell/section-nav";
import { can } from "@/lib/domain/permissions";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The Services tab's own sections, for those who have the tab: it decorates, and each page proves its reader anew. */
export default async function ServicesLayout({ params, children }: Props) {
  const { companySlug } = await params;
  const base = `/c/${companySlug}/services`;
  const { contexts } = await forPage(getViewer());
  const entry = contexts.find(({ slug, side }) => slug === companySlug && side === "dealer");
  const t = await getTranslations("dashboard.nav");
  const sections: Section[] = [
    { href: base, label: t("dashboard"), icon: "list" },
    { href: `${base}/upcoming`, label: t("upcoming"), icon: "ends" },
    { href: `${base}/resellers`, label: t("resellers"), icon: "pay" },
    ...(entry && can(entry, "billed-account:view")
      ? [{ href: `${base}/accounts`, label: t("accounts"), icon: "cols" as const }]
      : []),
  ];
  return (
    <>
      {entry?.isDealer && entry.role !== "INSTALLER" ? (
        <SectionNav className="subnav" label={t("label")} sections={sections} />
      ) : null}
      {children}
    </>
  );
}
