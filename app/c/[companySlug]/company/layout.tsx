import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The parts of the Company tab; employees and history are the office's, keys of programs the owner's. */
export default async function CompanyTabLayout({ params, children }: Props) {
  const { companySlug } = await params;
  const base = `/c/${companySlug}/company`;
  const t = await getTranslations("shell.nav");
  const viewer = await forPage(getViewer());
  const role = viewer.contexts.find(({ slug }) => slug === companySlug)?.role;
  const isOffice = role !== undefined && role !== "INSTALLER";
  const sections = [
    { href: base, label: t("profile"), icon: "other" as const },
    ...(isOffice ? [{ href: `${base}/employees`, label: t("employees"), icon: "people" as const }] : []),
    { href: `${base}/services`, label: t("servicesSettings"), icon: "filter" as const },
    ...(role === "OWNER" ? [{ href: `${base}/integrations`, label: t("integrations"), icon: "key" as const }] : []),
    ...(isOffice ? [{ href: `${base}/history`, label: t("history"), icon: "clock" as const }] : []),
  ];
  return (
    <>
      <SectionNav className="subnav" label={t("company")} sections={sections} />
      {children}
    </>
  );
}
