import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/ui/pager";
import type { Differences } from "@/lib/server/queries/differences";

type Props = Pick<Differences, "isFirst" | "nextCursor"> & { n: number };

/** The foot of a list of differences; nothing where one page holds them all. */
export async function DifferencePager({ n, isFirst, nextCursor }: Props) {
  if (isFirst && !nextCursor) return null;
  const t = await getTranslations("statements.differences.pager");
  return (
    <Pager
      label={t("label")}
      shown={t("shown", { n })}
      previous={isFirst ? undefined : { href: "?", label: t("first") }}
      next={nextCursor ? { href: `?${new URLSearchParams({ after: nextCursor })}`, label: t("next") } : undefined}
    />
  );
}
