import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { EndDialog } from "@/components/employees/end-dialog";
import { ButtonLink } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import type { EmployeePage } from "@/lib/server/queries/employees";

type Traces = NonNullable<EmployeePage["traces"]>;

type Props = {
  page: EmployeePage;
  traces: Traces;
  address: { companySlug: string; base: string };
  /** The confirmation the address asks for. */
  confirm: "remove" | "leave" | undefined;
};

/** The end of an employment: the owner's removal or the person's own leaving, with what stays behind. */
export async function EndPanel({ page, traces, address, confirm }: Props) {
  const { employee, isSelf, companyName } = page;
  const verb = isSelf ? "leave" : "remove";
  const t = await getTranslations(`employees.${verb}`);
  const common = await getTranslations("common");
  const here = `${address.base}/${employee.id}`;
  const names = { name: employee.name, company: companyName };
  const own = { companySlug: address.companySlug, submissionId: randomUUID(), version: employee.version };
  const list = <TraceList traces={traces} accountId={employee.accountId} companySlug={address.companySlug} />;
  return (
    <Panel id="end" title={t("panel")}>
      <p>{t("lead", names)}</p>
      <div className="mt-4">{list}</div>
      <div className="mt-4">
        <ButtonLink look="danger" href={`${here}?confirm=${verb}`} scroll={false} prefetch={false}>
          {t("open")}
        </ButtonLink>
      </div>
      {confirm === verb ? (
        <EndDialog
          verb={verb}
          texts={await formTexts()}
          labels={{
            title: t("title", names),
            intro: t("lead", names),
            confirm: t("confirm"),
            cancel: common("cancel"),
            close: common("close"),
          }}
          hidden={verb === "leave" ? own : { ...own, employeeId: employee.id }}
          closeHref={here}
        >
          {list}
        </EndDialog>
      ) : null}
    </Panel>
  );
}

const icons: Record<keyof Traces, IconName> = { scheduledEnds: "ends", openRequests: "right", installedHubs: "hub" };

/** What is left behind, each with the list that shows it. */
async function TraceList({
  traces,
  accountId,
  companySlug,
}: {
  traces: Traces;
  accountId: string;
  companySlug: string;
}) {
  const t = await getTranslations("employees.traces");
  const objects = `/c/${companySlug}/objects`;
  const links: Record<keyof Traces, string> = {
    scheduledEnds: `${objects}?tile=expires-soon`,
    openRequests: `/c/${companySlug}/services/resellers`,
    installedHubs: `${objects}?installer=${accountId}`,
  };
  const kinds = Object.keys(icons) as (keyof Traces)[];
  return (
    <>
      <h3 className="mb-2 font-semibold">{t("title")}</h3>
      <ul className="grid gap-2">
        {kinds.map((kind) => (
          <li className="row" key={kind}>
            <Icon name={icons[kind]} isSmall />
            <span>{t(kind, { n: traces[kind] })}</span>
            {traces[kind] > 0 ? <NavLink href={links[kind]}>{t("see")}</NavLink> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
