import { redirect } from "next/navigation";

type Props = { params: Promise<{ companySlug: string }> };

/** A company opens with its objects. */
export default async function CompanyPage({ params }: Props) {
  redirect(`/c/${(await params).companySlug}/objects`);
}
