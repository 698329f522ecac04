import Form from "next/form";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
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
      <details className="filters" open={isOpen}>
        <summary>
          <Icon name="filter" isSmall />
          {t("title")}
        </summary>
        <div className="filter-row">
          <Select name="person" label={t("person")} value={params.person} any={t("anyone")}>
            {people.map((person) => (
              <option key={person.value} value={person.value}>
                {person.label}
              </option>
            ))}
          </Select>
          <Select name="act" label={t("act")} value={params.act} any={t("any")}>
            {acts.map(({ label, choices }) => (
              <optgroup key={label} label={label}>
                {choices.map((act) => (
                  <option key={act.value} value={act.value}>
                    {act.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
          <Day name="from" label={t("from")} value={params.from} />
          <Day name="to" label={t("to")} value={params.to} />
          <Button type="submit">{t("apply")}</Button>
          <span className="muted" id="log-days">
            {t("days", { zone: city })}
          </span>
        </div>
      </details>
    </Form>
  );
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

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input" type="date" name={name} defaultValue={value ?? ""} aria-describedby="log-days" />
    </label>
  );
}
