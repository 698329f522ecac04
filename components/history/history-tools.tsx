import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FilterBox, FilterSelect, filterOptions } from "@/components/ui/filter-box";
import type { HistoryParams } from "@/lib/schemas/history";

export type Choice = { value: string; label: string };
export type ChoiceGroup = { label: string; choices: readonly Choice[] };

type Props = {
  base: string;
  params: HistoryParams;
  people: readonly Choice[];
  acts: readonly ChoiceGroup[];
  city: string;
};

/** The log's filters as one form whose answer is an address. Days are those of the company's zone. */
export function HistoryTools({ base, params, people, acts, city }: Props) {
  const t = useTranslations("activity.filters");
  const isOpen = Boolean(params.person || params.act || params.from || params.to);
  return (
    <Form action={base} prefetch={false} className="list-tools" aria-label={t("label")}>
      <FilterBox title={t("title")} isOpen={isOpen}>
        <FilterSelect name="person" label={t("person")} value={params.person} any={t("anyone")}>
          {filterOptions(people)}
        </FilterSelect>
        <FilterSelect name="act" label={t("act")} value={params.act} any={t("any")}>
          {acts.map(({ label, choices }) => (
            <optgroup key={label} label={label}>
              {filterOptions(choices)}
            </optgroup>
          ))}
        </FilterSelect>
        <Day name="from" label={t("from")} value={params.from} />
        <Day name="to" label={t("to")} value={params.to} />
        <Button type="submit">{t("apply")}</Button>
        <span className="muted" id="log-days">
          {t("days", { zone: city })}
        </span>
      </FilterBox>
    </Form>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input" type="date" name={name} defaultValue={value ?? ""} aria-describedby="log-days" />
    </label>
  );
}
