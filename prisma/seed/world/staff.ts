import { clockNow } from "@/lib/clock";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { CompanyContext } from "@/lib/server/context";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";
import { type DealerKey, demoCompanies } from "../companies";
import type { Random } from "../random";
import type { Account, CompanyIds } from "./people-rows";

/** Who may be sent: installers in the field, managers in the office, or the owner alone. */
export type Duty = "FIELD" | "OFFICE" | "OWNER";

const rolesOf: Record<Duty, EmployeeRole[]> = {
  FIELD: ["INSTALLER"],
  OFFICE: ["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"],
  OWNER: ["OWNER"],
};

export type Staff = {
  /** Lists the accounts of a company's present installers. */
  installersOf: (dealer: DealerKey) => string[];
  /** Makes the context of somebody with that duty, as the gate would after signing in. */
  send: (dealer: DealerKey, duty: Duty) => CompanyContext;
};

type Employers = { accounts: Account[]; companyIds: CompanyIds; clockId: string };

/** Gathers the employees that act in the history. Services read clock and role anew under their own transaction. */
export function gatherStaff(random: Random, { accounts, companyIds, clockId }: Employers): Staff {
  const holding = (dealer: DealerKey, duty: Duty) =>
    accounts.flatMap((account) =>
      account.jobs
        .filter(({ company, role, isRemoved }) => company === dealer && !isRemoved && rolesOf[duty].includes(role))
        .map(({ role }) => ({ account, role })),
    );
  return {
    installersOf: (dealer) => holding(dealer, "FIELD").map(({ account }) => account.id),
    send: (dealer, duty) => {
      const [first, ...others] = holding(dealer, duty);
      if (!first) throw new Error(`Nobody at ${dealer} has the duty ${duty}.`);
      const { account, role } = random.pick([first, ...others]);
      const { name, timeZone } = demoCompanies[dealer];
      return {
        companyId: proveCompanyId(companyIds[dealer]),
        companySlug: dealer,
        companyName: name,
        timeZone,
        side: "dealer",
        role,
        isFinanceGranted: false,
        account: {
          id: proveAccountId(account.id),
          name: account.name,
          email: account.email,
          timeZone: account.timeZone,
        },
        now: clockNow(0),
        clockId,
        clockOffsetMs: 0n,
        origin: duty === "FIELD" ? "PHONE" : "DESKTOP",
        requestId: random.uuid(),
        assignedOnly: null,
        command: null,
      };
    },
  };
}
