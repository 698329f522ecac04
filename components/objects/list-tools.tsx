import Form from "next/form";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FilterBox, FilterSelect, filterOptions } from "@/components/ui/filter-box";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SearchBox } from "@/components/ui/search-box";
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
      <SearchBox label={t("search.label")} go={t("search.go")} value={params.q} hint={t("search.hint")} />
      <FilterBox title={t("filters.title")} isOpen={isOpen}>
        <FilterSelect name="reseller" label={t("filters.reseller")} value={params.reseller} any={t("filters.any")}>
          {filterOptions(resellers.map(toOption))}
        </FilterSelect>
        <FilterSelect name="installer" label={t("filters.installer")} value={params.installer} any={t("filters.any")}>
          {filterOptions(installers.map(toOption))}
        </FilterSelect>
        <FilterSelect name="run" label={t("filters.run")} value={params.run} any={t("filters.any")}>
          {filterOptions(runs.map((run) => ({ value: run, label: t(`filters.chipRun.${run}`) })))}
        </FilterSelect>
        <label className="check">
          <input className="tick" type="checkbox" name="offline" value="1" defaultChecked={params.offline === "1"} />
          {t("filters.offline")}
        </label>
        <label className="check">
          <input className="tick" type="checkbox" name="sim" value="problem" defaultChecked={Boolean(params.sim)} />
          {t("filters.sim")}
        </label>
        <Button type="submit">{t("filters.apply")}</Button>
      </FilterBox>
    </Form>
  );
}

function toOption({ id, name }: Named) {
  return { value: id, label: name };
}
