import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FinanceForm } from "@/components/employees/finance-form";
import { Panel } from "@/components/ui/panel";
import type { RightsChange } from "@/lib/domain/employee-rights";
import type { EmployeePage } from "@/lib/server/queries/employees";
import { rightWords } from "../role-texts";

type Props = { employee: EmployeePage["employee"]; money: RightsChange; companySlug: string };

/** The owner's choice whether a manager sees money. Source: PRODUCT, section 5, "f". */
export async function FinancePanel({ employee, money, companySlug }: Props) {
  const t = await getTranslations("employees.finance");
  const role = await getTranslations("employees.role");
  const word = await rightWords();
  const { id: employeeId, name, version, isFinanceGranted } = employee;
  const labels = {
    submit: t(isFinanceGranted ? "take" : "give"),
    lost: role("lost"),
    won: role("won"),
    none: role("none"),
  };
  const granted = isFinanceGranted ? "0" : "1";
  return (
    <Panel id="finance-panel" title={t("title")} fact={role("fact")}>
      <p className="mb-4">{t(isFinanceGranted ? "on" : "off", { name })}</p>
      <FinanceForm
        key={version}
        texts={await formTexts()}
        labels={labels}
        moved={{ lost: money.lost.map(word), won: money.won.map(word) }}
        hidden={{ companySlug, submissionId: randomUUID(), employeeId, version, granted }}
      />
    </Panel>
  );
}
