import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { EndDialog } from "@/components/employees/end-dialog";
import { ButtonLink } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import type { EmployeePage, Leaving } from "@/lib/server/queries/employees";

type Props = {
  page: EmployeePage;
  leaving: Leaving;
  address: { companySlug: string; base: string };
  /** The confirmation the address asks for. */
  confirm: "remove" | "leave" | undefined;
};

/** The end of an employment: the owner's removal or the person's own leaving, with what it settles and hands over. */
export async function EndPanel({ page, leaving, address, confirm }: Props) {
  const { employee, isSelf, companyName } = page;
  const verb = isSelf ? "leave" : "remove";
  const t = await getTranslations(`employees.${verb}`);
  const here = `${address.base}/${employee.id}`;
  const names = { name: employee.name, company: companyName };
  const list = <Checklist leaving={leaving} accountId={employee.accountId} companySlug={address.companySlug} />;
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
        <Confirmation page={page} leaving={leaving} address={address} confirm={verb}>
          {list}
        </Confirmation>
      ) : null}
    </Panel>
  );
}

type ConfirmationProps = Props & { confirm: "remove" | "leave"; children: React.ReactNode };

async function Confirmation({ page, leaving, address, confirm: verb, children }: ConfirmationProps) {
  const { employee, companyName, ownerName } = page;
  const t = await getTranslations(`employees.${verb}`);
  const common = await getTranslations("common");
  const successor = await getTranslations("employees.successor");
  const roles = await getTranslations("roles");
  const names = { name: employee.name, company: companyName };
  const own = { companySlug: address.companySlug, submissionId: randomUUID(), version: employee.version };
  const options = leaving.successors.map(({ employeeId, name, role }) => ({
    value: employeeId,
    label: successor("option", { name, role: roles(role) }),
  }));
  return (
    <EndDialog
      verb={verb}
      texts={await formTexts()}
      labels={{
        title: t("title", names),
        intro: t("lead", names),
        confirm: t("confirm"),
        cancel: common("cancel"),
        close: common("close"),
        successor: successor("label"),
        successorHint: successor("hint", { owner: ownerName }),
      }}
      hidden={verb === "leave" ? own : { ...own, employeeId: employee.id }}
      successors={verb === "leave" ? null : options}
      closeHref={`${address.base}/${employee.id}`}
    >
      {children}
    </EndDialog>
  );
}

type Kind = Exclude<keyof Leaving, "successors">;

const icons: Record<Kind, IconName> = {
  signIns: "lock",
  installedHubs: "hub",
  assignedObjects: "list",
  upcomingChanges: "ends",
  openRequests: "right",
};

type ListProps = { leaving: Leaving; accountId: string; companySlug: string };

/** What ends at once and what is handed over, each with the list that shows it. */
async function Checklist({ leaving, accountId, companySlug }: ListProps) {
  const t = await getTranslations("employees.leaving");
  const links: Record<Kind, string | null> = {
    signIns: null,
    installedHubs: `/c/${companySlug}/objects?installer=${accountId}`,
    assignedObjects: null,
    upcomingChanges: `/c/${companySlug}/services/upcoming`,
    openRequests: `/c/${companySlug}/services/resellers`,
  };
  const kinds = Object.keys(icons) as Kind[];
  return (
    <>
      <h3 className="mb-2 font-semibold">{t("title")}</h3>
      <ul className="grid gap-2">
        {kinds.map((kind) => {
          const href = leaving[kind] > 0 ? links[kind] : null;
          return (
            <li className="row" key={kind}>
              <Icon name={icons[kind]} isSmall />
              <span>{t(kind, { n: leaving[kind] })}</span>
              {href ? <NavLink href={href}>{t("see")}</NavLink> : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
