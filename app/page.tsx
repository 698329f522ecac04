import { redirect } from "next/navigation";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";

/** Leads to the one company a person works in, or to the personal account where there is a choice. */
export default async function LandingPage() {
  const viewer = await forPage(getViewer());
  const only = viewer.contexts.length === 1 ? viewer.contexts[0] : undefined;
  redirect(only?.href ?? (viewer.isPlatformAdmin && viewer.contexts.length === 0 ? "/admin/clock" : "/account"));
}
