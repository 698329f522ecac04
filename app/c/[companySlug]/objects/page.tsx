import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { OnboardingChecklist } from "@/components/onboarding/checklist";
import { objectListSchema } from "@/lib/schemas/object-list";
import { forPage } from "@/lib/server/pages";
import { getObjectsPage } from "@/lib/server/queries/objects";
import { getOnboarding } from "@/lib/server/queries/onboarding";
import { ObjectsView } from "./objects-view";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What changes counts, filters, order and names; of what hubs say of themselves, only the rows on the page matter. */
const listTopics = ["package", "object", "hub.added", "hub.moved", "hub.transferred", "sim.installed", "sim.removed"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("title") };
}

/** All hubs of a company with their services; while nothing runs yet, the way to the first activation comes first. */
export default async function ObjectsPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = objectListSchema.parse(await searchParams);
  const page = await forPage(getObjectsPage(companySlug, asked));
  const { active, activating, expiring } = page.counts;
  const onboarding = active + activating + expiring === 0 ? await forPage(getOnboarding(companySlug)) : null;
  return (
    <>
      <LivePage topics={[...listTopics, ...page.items.map(({ hubId }) => `hub:${hubId}`)]} />
      {onboarding ? <OnboardingChecklist onboarding={onboarding} /> : null}
      <ObjectsView asked={asked} page={page} />
    </>
  );
}
