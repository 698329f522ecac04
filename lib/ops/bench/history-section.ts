import { say } from "../command";
import { connect } from "../connect";
import type { BenchApp } from "./bench-app";
import { signIn } from "./bench-visitor";
import type { World } from "./bench-world";
import { figure, median, type Section } from "./figures";
import { type Page, timeInTurn } from "./page-section";

const mostTimesSmall = 1.5;

/** Entries of the long history. */
export const longHistory = 1_000_000;

/** Fills up the large dealer's history with ends of packages, from the month before the fleet's first one back. */
export async function fillHistory(world: World): Promise<void> {
  say(`Writing ${longHistory} entries of history …`);
  const owner = await connect(world.addresses.databaseOwnerUrl);
  try {
    const { rows } = await owner.query<{ id: string }>("select id from company where slug = 'kiwi'");
    const kiwi = rows[0]?.id;
    await owner.query(
      `insert into audit_entry (id, company_id, actor_kind, actor_name, action, subject_id, subject_version, hub_id,
         before, after, origin, at, effective_at)
       select gen_random_uuid(), h.company_id, 'JOB', 'Month rollover', 'package.expired', h.id, 1, h.id,
         '{"status": "EXPIRING"}', '{"status": "INACTIVE", "endReason": "EXPIRED"}', 'JOB', at, at
       from (select n % (select count(*) from hub where company_id = $2) as place,
               timestamptz '2000-01-01' + n / 2000 * interval '1 hour' as at from generate_series(1, $1::int) n) e
       join (select id, company_id, row_number() over () - 1 as place from hub where company_id = $2) h using (place)`,
      [longHistory, kiwi],
    );
    await owner.query("vacuum (analyze) audit_entry");
  } finally {
    await owner.end();
  }
}

/** The activity log of a dealer with a long history against that of one with a short one, and the Services tab beside it. */
export async function benchHistory(app: BenchApp): Promise<Section> {
  const kiwi = await signIn(app, "owner@kiwi.example");
  const dnipro = await signIn(app, "owner@dnipro.example");
  const long: Page = { visitor: kiwi, path: "/c/kiwi/company/history", times: [] };
  const short: Page = { visitor: dnipro, path: "/c/dnipro/company/history", times: [] };
  const services: Page = { visitor: kiwi, path: "/c/kiwi/services", times: [] };
  await timeInTurn([long, short, services]);
  const [longMs, shortMs] = [median(long.times), median(short.times)];
  return {
    key: "history",
    title: "The activity log, its first page, read like the objects page",
    figures: [
      figure(`more than ${longHistory} entries`, longMs, "ms"),
      figure("some thousand entries", shortMs, "ms"),
      figure("long history to short history", longMs / shortMs, "×", mostTimesSmall),
      figure("the large dealer's dashboard, every figure counted anew", median(services.times), "ms"),
    ],
  };
}
