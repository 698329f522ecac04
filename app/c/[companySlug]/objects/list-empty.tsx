import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** No hubs yet, and no hub that matches, are two different pages, each with its one act. */
export function EmptyList({ base, isFiltered }: { base: string; isFiltered: boolean }) {
  const t = useTranslations("objects");
  return isFiltered ? (
    <EmptyState icon="search" title={t("noMatch.title")} act={<ButtonLink href={base}>{t("noMatch.act")}</ButtonLink>}>
      {t("noMatch.text")}
    </EmptyState>
  ) : (
    <EmptyState
      icon="list"
      title={t("empty.title")}
      act={<ButtonLink href={`${base}/new`}>{t("new.title")}</ButtonLink>}
    >
      {t("empty.text")}
    </EmptyState>
  );
}
