import Form from "next/form";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
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
      <div className="tools">
        <span className="search">
          <label className="sr" htmlFor="q">
            {t("search.label")}
          </label>
          <Icon name="search" isSmall />
          <input
            className="input mono"
            id="q"
            name="q"
            type="search"
            defaultValue={params.q ?? ""}
            maxLength={20}
            aria-describedby="q-hint"
            autoCapitalize="characters"
            spellCheck={false}
          />
        </span>
        <Button type="submit">{t("search.go")}</Button>
        <span className="muted desk" id="q-hint">
          {t("search.hint")}
        </span>
      </div>
      <details className="filters" open={Boolean(params.dealer || params.month)}>
        <summary>
          <Icon name="filter" isSmall />
          {t("filters.title")}
        </summary>
        <div className="filter-row">
          {dealers ? (
            <Select name="dealer" label={t("filters.dealer")} value={params.dealer} any={t("filters.anyDealer")}>
              {toOptions(dealers)}
            </Select>
          ) : null}
          <Select name="month" label={t("filters.month")} value={params.month} any={t("filters.anyMonth")}>
            {toOptions(months)}
          </Select>
          <Button type="submit">{t("filters.apply")}</Button>
          {dealers ? null : <span className="muted">{t("filters.manyDealers")}</span>}
        </div>
      </details>
    </Form>
  );
}

function toOptions(options: readonly Option[]): ReactNode {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

type SelectProps = { name: string; label: string; value: string | undefined; any: string; children: ReactNode };

function Select({ name, label, value, any, children }: SelectProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <span className="sel">
        <select className="input" name={name} defaultValue={value ?? ""}>
          <option value="">{any}</option>
          {children}
        </select>
        <Icon name="down" isSmall />
      </span>
    </label>
  );
}
