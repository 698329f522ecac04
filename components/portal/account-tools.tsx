import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FilterBox, FilterSelect, filterOptions } from "@/components/ui/filter-box";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SearchBox } from "@/components/ui/search-box";
import type { AccountListParams } from "@/lib/schemas/billed-accounts";

type Option = { value: string; label: string };
type Props = {
  base: string;
  params: AccountListParams;
  /** Null where there are too many to choose from. */
  dealers: readonly Option[] | null;
  months: readonly Option[];
};

/** Search and filters of the accounts as one form whose answer is an address. */
export function AccountTools({ base, params, dealers, months }: Props) {
  const t = useTranslations("portal.accounts");
  const { state, last, zone, package: offer } = params;
  return (
    <Form action={base} prefetch={false} className="list-tools" aria-label={t("filters.label")}>
      <HiddenFields values={{ state, last, zone, package: offer, ...(dealers ? {} : { dealer: params.dealer }) }} />
      <SearchBox
        label={t("search.label")}
        go={t("search.go")}
        value={params.q}
        hint={t("search.hint")}
        isMono
        maxLength={20}
        autoCapitalize="characters"
        spellCheck={false}
      />
      <FilterBox title={t("filters.title")} isOpen={Boolean(params.dealer || params.month)}>
        {dealers ? (
          <FilterSelect name="dealer" label={t("filters.dealer")} value={params.dealer} any={t("filters.anyDealer")}>
            {filterOptions(dealers)}
          </FilterSelect>
        ) : null}
        <FilterSelect name="month" label={t("filters.month")} value={params.month} any={t("filters.anyMonth")}>
          {filterOptions(months)}
        </FilterSelect>
        <Button type="submit">{t("filters.apply")}</Button>
        {dealers ? null : <span className="muted">{t("filters.manyDealers")}</span>}
      </FilterBox>
    </Form>
  );
}
