import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** `objectId` is of an object that waits for its hub; undefined where there is none. */
type Props = { base: string; isFiltered: boolean; objectId: string | undefined };

/** No objects yet, objects without a hub, and no hub that matches are three different pages, each with its one act. */
export function EmptyList({ base, isFiltered, objectId }: Props) {
  const t = useTranslations("objects");
  if (isFiltered) {
    const clear = <ButtonLink href={base}>{t("noMatch.act")}</ButtonLink>;
    return (
      <EmptyState icon="search" title={t("noMatch.title")} act={clear}>
        {t("noMatch.text")}
      </EmptyState>
    );
  }
  const href = objectId ? `${base}/${objectId}/hubs/new` : `${base}/new`;
  const act = (
    <ButtonLink look="primary" icon="plus" href={href}>
      {objectId ? t("addHub.title") : t("new.title")}
    </ButtonLink>
  );
  return (
    <EmptyState icon="list" title={objectId ? t("noHubs.title") : t("empty.title")} act={act}>
      {objectId ? t("noHubs.text") : t("empty.text")}
    </EmptyState>
  );
}
