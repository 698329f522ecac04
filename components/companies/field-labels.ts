import type { useTranslations } from "next-intl";
import type { CompanyKind } from "@/lib/domain/company-kind";
import type { DetailLabels } from "./detail-fields";
import type { PlaceLabels } from "./place-fields";

type Texts = ReturnType<typeof useTranslations<"companies">>;

const kinds: readonly CompanyKind[] = ["INSTALLATION", "MONITORING", "MIXED"];

/** Makes the labels of a company's own data from the area `companies`. */
export function detailLabels(t: Texts): DetailLabels {
  return {
    name: t("fields.name"),
    kind: t("fields.kind"),
    kinds: kinds.map((value) => ({ value, label: t(`kinds.${value}`), hint: t(`kindHints.${value}`) })),
    registrationNumber: t("fields.registrationNumber"),
    taxNumber: t("fields.taxNumber"),
    taxHint: t("fields.taxHint"),
  };
}

/** Makes the labels of where a company is. */
export function placeLabels(t: Texts): PlaceLabels {
  return {
    country: t("fields.country"),
    choose: t("fields.choose"),
    timeZone: t("fields.timeZone"),
    zoneHint: t("fields.zoneHint"),
    address: t("fields.address"),
    phone: t("fields.phone"),
    phoneHint: t("fields.phoneHint"),
  };
}
