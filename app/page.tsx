import { redirect } from "next/navigation";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";

/** Leads to the company a person looked at last, or the only one, else to the personal account, where there is a choice. */
export default async function LandingPage() {
  const viewer = await forPage(getViewer());
  const { contexts, lastContext, isPlatformAdmin } = viewer;
  const last = contexts.find(({ href }) => href === lastContext) ?? (contexts.length === 1 ? contexts[0] : undefined);
  redirect(last?.href ?? (isPlatformAdmin && contexts.length === 0 ? "/admin/clock" : "/account"));
}
