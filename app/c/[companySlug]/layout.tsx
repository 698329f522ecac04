import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CompanyFrame } from "@/app/shell/company-frame";
import type { Section } from "@/components/shell/section-nav";
import { notePlace } from "@/lib/server/gate";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { getCompanyClock } from "@/lib/server/queries/clock";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The frame of a company: it decorates, and each page proves its reader anew. */
export default async function CompanyLayout({ params, children }: Props) {
  const { companySlug } = await params;
  const clock = await forPage(getCompanyClock(companySlug));
  await forPage(notePlace(`/c/${companySlug}/objects`));
  const t = await getTranslations("shell.nav");
  const home = `/c/${companySlug}/objects`;
  const base = `/c/${companySlug}`;
  const entry = (await forPage(getViewer())).contexts.find(({ href }) => href === home);
  const hasServices = entry?.isDealer && entry.role !== "INSTALLER";
  const sections: Section[] = [
    { href: home, label: t("objects"), icon: "list" },
    { href: `${home}?sim=problem`, label: t("simProblems"), icon: "simx" },
    ...(hasServices ? [{ href: `${base}/services`, label: t("services"), icon: "cal" as const }] : []),
    { href: `${base}/company`, label: t("company"), icon: "other" },
  ];
  return (
    <CompanyFrame home={home} clock={clock} sections={sections}>
      {children}
    </CompanyFrame>
  );
}
