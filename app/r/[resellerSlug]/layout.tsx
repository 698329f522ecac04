import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CompanyFrame } from "@/app/shell/company-frame";
import { forPage } from "@/lib/server/pages";
import { getResellerClock } from "@/lib/server/queries/clock";

type Props = { params: Promise<{ resellerSlug: string }>; children: ReactNode };

/** The frame of a reseller's side: it decorates, and each page proves its reader anew. */
export default async function ResellerLayout({ params, children }: Props) {
  const { resellerSlug } = await params;
  const clock = await forPage(getResellerClock(resellerSlug));
  const t = await getTranslations("shell.nav");
  const home = `/r/${resellerSlug}`;
  return (
    <CompanyFrame
      home={home}
      clock={clock}
      sections={[
        { href: `${home}/requests`, label: t("requests"), icon: "bell" },
        { href: home, label: t("dealers"), icon: "people" },
      ]}
    >
      {children}
    </CompanyFrame>
  );
}
