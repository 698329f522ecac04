import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

/** What this part of the portal is called to whoever lives with a hub: its own product, with its own door. */
export async function homeName(): Promise<string> {
  return (await getTranslations("home"))("title");
}

/** Names every page of My home in the browser's tab. */
export async function homeMetadata(): Promise<Metadata> {
  const name = await homeName();
  return { title: { default: name, template: `%s · ${name}` } };
}
