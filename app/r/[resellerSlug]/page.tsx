import { redirect } from "next/navigation";

type Props = { params: Promise<{ resellerSlug: string }> };

/** A reseller's side opens with its dealers. */
export default async function ResellerPage({ params }: Props) {
  redirect(`/r/${(await params).resellerSlug}/dealers`);
}
