import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import type { ObjectListParams } from "@/lib/schemas/object-list";

const runs: readonly NonNullable<ObjectListParams["run"]>[] = ["never", "started", "ending", "ended"];

type Named = { id: string; name: string };
type Props = { base: string; params: ObjectListParams; resellers: readonly Named[]; installers: readonly Named[] };

/** Search and filters as one form whose answer is an address: going back or pasting it elsewhere restores the view. */
export function ListTools({ base, params, resellers, installers }: Props) {
  const t = useTranslations("objects");
  const isOpen = Boolean(params.reseller || params.installer || params.run || params.offline || params.sim);
  const order = { sort: params.sort === "name" ? null : params.sort, dir: params.dir === "asc" ? null : params.dir };
  return (
    <Form action={base} prefetch={false} className="list-tools">
      <HiddenFields values={{ tile: params.tile, ...order }} />
      <div className="tools">
        <span className="search">
          <label className="sr" htmlFor="q">
            {t("search.label")}
          </label>
          <Icon name="search" isSmall />
          <input
            className="input"
            id="q"
            name="q"
            type="search"
            defaultValue={params.q ?? ""}
            maxLength={80}
            aria-describedby="q-hint"
          />
        </span>
        <Button type="submit">{t("search.go")}</Button>
        <span className="muted desk" id="q-hint">
          {t("search.hint")}
        </span>
      </div>
      <details className="filters" open={isOpen}>
        <summary>
          <Icon name="filter" isSmall />
          {t("filters.title")}
        </summary>
        <div className="filter-row">
          <Choice name="reseller" label={t("filters.reseller")} value={params.reseller} options={resellers} />
          <Choice name="installer" label={t("filters.installer")} value={params.installer} options={installers} />
          <Choice
            name="run"
            label={t("filters.run")}
            value={params.run}
            options={runs.map((run) => ({ id: run, name: t(`filters.chipRun.${run}`) }))}
          />
          <label className="check">
            <input className="tick" type="checkbox" name="offline" value="1" defaultChecked={params.offline === "1"} />
            {t("filters.offline")}
          </label>
          <label className="check">
            <input className="tick" type="checkbox" name="sim" value="problem" defaultChecked={Boolean(params.sim)} />
            {t("filters.sim")}
          </label>
          <Button type="submit">{t("filters.apply")}</Button>
        </div>
      </details>
    </Form>
  );
}

type ChoiceProps = { name: string; label: string; value: string | undefined; options: readonly Named[] };

function Choice({ name, label, value, options }: ChoiceProps) {
  const t = useTranslations("objects.filters");
  return (
    <label className="field">
      <span>{label}</span>
      <span className="sel">
        <select className="input" name={name} defaultValue={value ?? ""}>
          <option value="">{t("any")}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </select>
        <Icon name="down" isSmall />
      </span>
    </label>
  );
}
