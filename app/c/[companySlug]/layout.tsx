import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CompanyFrame } from "@/app/shell/company-frame";
import { forPage } from "@/lib/server/pages";
import { getCompanyClock } from "@/lib/server/queries/clock";

type Props = { params: Promise<{ companySlug: string }>; children: ReactNode };

/** The frame of a company: it decorates, and each page proves its reader anew. */
export default async function CompanyLayout({ params, children }: Props) {
  const { companySlug } = await params;
  const clock = await forPage(getCompanyClock(companySlug));
  const t = await getTranslations("shell.nav");
  const home = `/c/${companySlug}/objects`;
  const sections = [
    { href: home, label: t("objects"), icon: "list" as const },
    { href: `${home}?sim=problem`, label: t("simProblems"), icon: "simx" as const },
  ];
  return (
    <CompanyFrame home={home} clock={clock} sections={sections}>
      {children}
    </CompanyFrame>
  );
}
