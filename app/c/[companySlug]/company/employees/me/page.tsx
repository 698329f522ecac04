import { redirect } from "next/navigation";
import { forPage } from "@/lib/server/pages";
import { getOwnEmployeeId } from "@/lib/server/queries/employees";

type Props = { params: Promise<{ companySlug: string }> };

/** Leads everybody to the own employment. */
export default async function OwnEmploymentPage({ params }: Props) {
  const { companySlug } = await params;
  redirect(`/c/${companySlug}/company/employees/${await forPage(getOwnEmployeeId(companySlug))}`);
}
