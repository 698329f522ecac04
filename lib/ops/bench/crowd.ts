import { say } from "../command";
import { connect } from "../connect";
import type { World } from "./bench-world";

/** Employees of the large company, beside those of the demo world. */
export const crowd = 2_000;

/** Where each person of the crowd receives mail; all have the password of the demo's accounts. */
export const crowdEmail = (n: number) => `crowd-${n}@bench.example`;

/** Gives one company of a world the crowd as installers. */
export async function hireCrowd({ addresses }: World): Promise<void> {
  say(`Hiring ${crowd} people …`);
  const owner = await connect(addresses.databaseOwnerUrl);
  try {
    await owner.query(
      `with people as (
         insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
         select gen_random_uuid(), 'crowd-' || n || '@bench.example', 'Crowd ' || n, a.password_hash, now(), now()
         from generate_series(1, $1::int) n, pro_account a where a.email = 'owner@kiwi.example' returning id)
       insert into employee (id, company_id, account_id, role, joined_at)
       select gen_random_uuid(), c.id, p.id, 'INSTALLER', now() from people p, company c where c.slug = 'kiwi'`,
      [crowd],
    );
    await owner.query("vacuum (analyze) employee, pro_account");
  } finally {
    await owner.end();
  }
}
