import type { Client } from "pg";
import { elapsedMs } from "@/lib/clock";
import { connect } from "../connect";
import { writeNumber } from "../fleet/write-number";
import { openApp } from "./bench-app";
import { signIn, type Visitor } from "./bench-visitor";
import { type Bench, makeWorld, measureIn, type World } from "./bench-world";
import { addAccounts, type Billed, passMonth } from "./billed-accounts";
import { figure, median, type Section } from "./figures";
import { statementsMeasurement } from "./measure-statements";
import { type Page, timeInTurn } from "./page-section";

const mostTimesSmall = 1.5;
const mostTimesCopy = 6;
const csvRounds = 5;
const smallAccounts = 1_000;

const large = { dealer: "kiwi", reseller: "meridian" };
const small = { dealer: "sicura", reseller: "harbor" };

/** Statements: their page by size, and their CSV against COPY of the same rows. */
export async function benchStatements(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_statements");
  const month = await closeWith(bench, world, [
    { ...large, accounts: bench.hubs },
    { ...small, accounts: smallAccounts },
  ]);
  const app = await openApp(bench, world);
  const [ofLarge, ofSmall] = [await signIn(app, ownerOf(large)), await signIn(app, ownerOf(small))];
  const pages = await timePages(ofLarge, ofSmall, month);
  const csv = await withOwner(world, (owner) => timeCsv(owner, ofLarge, month));
  return [
    {
      key: "statement",
      title: "A statement's first page of accounts, and its CSV",
      figures: [
        figure(`${writeNumber(bench.hubs)} accounts`, pages.large, "ms"),
        figure(`${writeNumber(smallAccounts)} accounts`, pages.small, "ms"),
        figure("large statement to small statement", pages.large / pages.small, "×", mostTimesSmall),
        figure(`CSV of ${writeNumber(bench.hubs)} lines`, csv.csv, "ms"),
        figure("Postgres COPY of the same rows", csv.copy, "ms"),
        figure("CSV to COPY", csv.csv / csv.copy, "×", mostTimesCopy),
      ],
    },
  ];
}

const ownerOf = ({ reseller }: Pick<Billed, "reseller">) => `owner@${reseller}.example`;

/** Closes all that is past, adds the accounts, and closes their month. Returns it. */
async function closeWith(bench: Bench, world: World, billed: Billed[]): Promise<string> {
  await measureIn(bench, world, statementsMeasurement);
  const month = await withOwner(world, async (owner) => {
    const months = [];
    for (const each of billed) months.push(await addAccounts(owner, each));
    await passMonth(owner, large.dealer);
    return months[0] ?? "";
  });
  await measureIn(bench, world, statementsMeasurement);
  return month;
}

async function timePages(ofLarge: Visitor, ofSmall: Visitor, month: string): Promise<{ large: number; small: number }> {
  const pageOf = (visitor: Visitor, { reseller }: Pick<Billed, "reseller">): Page => ({
    visitor,
    path: `/r/${reseller}/statements/${month}?view=accounts`,
    times: [],
  });
  const pages = [pageOf(ofLarge, large), pageOf(ofSmall, small)] as const;
  await timeInTurn([...pages]);
  return { large: median(pages[0].times), small: median(pages[1].times) };
}

async function timeCsv(owner: Client, visitor: Visitor, month: string): Promise<{ csv: number; copy: number }> {
  const times = { csv: [] as number[], copy: [] as number[] };
  for (let round = 0; round < csvRounds; round++) {
    await owner.query("truncate rate_limit");
    times.csv.push(await visitor.time(`/r/${large.reseller}/statements/${month}/export`));
    const begun = elapsedMs();
    await owner.query(copyOf(large.reseller, month));
    times.copy.push(elapsedMs() - begun);
  }
  return { csv: median(times.csv), copy: median(times.copy) };
}

/** The rows of the CSV as Postgres itself writes them. Both names are constants of this file and a month. */
const copyOf = (reseller: string, month: string) => `
  copy (select s.reference, s.month, d.name, d.dealer_number, l.hub_number, o.code, l.kind, l.month, l.zone, l.from_at, l.to_at,
      l.live_days, l.trial_days, l.billed_days, l.policy, l.price_minor, l.fee_minor, l.dealer_fee_minor, s.currency, l.reason,
      l.package_ids
    from statement s join reseller r on r.id = s.reseller_id join company c on c.id = r.company_id
    join statement_line l on l.statement_id = s.id join package_offer o on o.id = l.offer_id
    join statement_dealer d on d.statement_id = s.id and d.company_id = l.company_id
    where c.slug = '${reseller}' and s.month = '${month}' order by d.name, l.company_id, l.hub_number, l.id)
  to stdout with (format csv, header)`;

async function withOwner<Result>(world: World, work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = await connect(world.addresses.databaseOwnerUrl);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
