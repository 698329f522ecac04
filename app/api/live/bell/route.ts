import { getTranslations } from "next-intl/server";
import { getBell } from "@/lib/server/queries/bell";
import { answerPage } from "../answer";

export const dynamic = "force-dynamic";

/** What the bell shows now, in the reader's language. */
export function GET(): Promise<Response> {
  return answerPage(async () => {
    const { open } = await getBell();
    const t = await getTranslations("bell");
    return Response.json({ open, label: t("open", { n: open }) });
  });
}
