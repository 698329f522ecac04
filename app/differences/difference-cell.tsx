import { getTranslations } from "next-intl/server";
import type { Differences } from "@/lib/server/queries/differences";
import { differenceFacts } from "./difference-facts";

type Props = { item: Pick<Differences["items"][number], "kind" | "data" | "currency"> };

/** The cell of a table that says what disagrees, and what each of the two records holds as far as the reader may know it. */
export async function DifferenceCell({ item }: Props) {
  const t = await getTranslations("statements.differences");
  const facts = await differenceFacts(item);
  return (
    <td className="col-span-full">
      <b>{t(`kinds.${item.kind}`)}</b>
      {facts.length > 0 ? <small>{facts.join(", ")}</small> : null}
    </td>
  );
}
