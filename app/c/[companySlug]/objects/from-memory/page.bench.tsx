import { getTranslations } from "next-intl/server";
import { objectListSchema } from "@/lib/schemas/object-list";
import { requireActor } from "@/lib/server/gate";
import { forPage } from "@/lib/server/pages";
import { getObjectsPage, type ObjectsPage } from "@/lib/server/queries/objects";
import { ObjectsView } from "../objects-view";

type Props = { params: Promise<{ companySlug: string }> };

/** What each company's objects page showed when it was first asked for. */
const remembered = new Map<string, ObjectsPage>();

export async function generateMetadata() {
  return { title: (await getTranslations("objects"))("title") };
}

/** The objects page as it would be if its rows cost nothing: same session read, same drawing, no reading. Bench alone. */
export default async function RememberedObjectsPage({ params }: Props) {
  const { companySlug } = await params;
  const asked = objectListSchema.parse({});
  await forPage(requireActor(companySlug, "object:view"));
  const page = remembered.get(companySlug) ?? (await forPage(getObjectsPage(companySlug, asked)));
  remembered.set(companySlug, page);
  return <ObjectsView asked={asked} page={page} />;
}
