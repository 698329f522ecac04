import type { Client } from "pg";
import { expect, test } from "vitest";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { keepConnection } from "@/lib/server/services/connections/keep-connection";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { contextOf } from "../support/dealer";
import { addLiveHub, showInstant } from "../support/fleet";
import { activatedAt, april, withPartners } from "../support/partner-world";
import { connectionRef, type Partners } from "../support/partners";

let owner: Client;
let partners: Partners;

withPartners((world) => {
  ({ owner, partners } = world);
});

const ref = () => connectionRef(owner, partners.connectionId);
const end = async () => endConnection(contextOf(partners, partners.owner), { ...(await ref()), endMonth: "2040-04" });

/** Lets so many hours be left until the end, twice at once, and reads what was told since the last time. */
async function toldBefore(hours: number): Promise<string[]> {
  await showInstant(owner, partners.clockId, april.subtract({ hours }));
  await Promise.all([runEverythingDue(), runEverythingDue()]);
  await runEverythingDue();
  const { rows } = await owner.query<{ line: string }>(
    `with mails as (
       delete from mail_message where template = 'connection-ending-soon' and company_id = any($1)
       returning 'mail ' || recipient || ' ' || locale || ' ' || (data ->> 'days') || ' ' || (data ->> 'linkPath') as line
     ), bells as (
       delete from notification n using pro_account a
       where n.kind = 'connection.ending_soon' and n.company_id = any($1) and a.id = n.account_id
       returning 'bell ' || a.email || ' ' || (n.data ->> 'days') as line
     )
     select line from mails union all select line from bells order by line`,
    [[partners.id, partners.first.id, partners.second.id]],
  );
  return rows.map(({ line }) => line);
}

/** What owner and managers of both companies are told, and nobody else. */
function warning(days: number, locales: ReadonlyMap<string, string>): string[] {
  const { slug, first, connectionId } = partners;
  const sides = [
    { office: partners, path: `/c/${slug}/services/resellers/${connectionId}` },
    { office: first, path: `/r/${first.slug}/dealers/${connectionId}` },
  ];
  const lines = sides.flatMap(({ office, path }) =>
    [office.owner, office.senior, office.manager].flatMap(({ email }) => [
      `bell ${email} ${days}`,
      `mail ${email} ${locales.get(email) ?? "en"} ${days} ${path}`,
    ]),
  );
  return lines.sort();
}

test("both sides are warned 14 and 3 days before their connection's end, once each, in their own language", async () => {
  const ukrainian = [partners.manager, partners.first.owner].map(({ email }) => email);
  await owner.query("update pro_account set locale = 'uk' where email = any($1)", [ukrainian]);
  const locales = new Map(ukrainian.map((email) => [email, "uk"]));
  await addLiveHub(owner, partners, { activatedAt });
  await end();

  expect(await toldBefore(24 * 14 + 1)).toEqual([]);
  expect((await toldBefore(24 * 14 - 1)).sort()).toEqual(warning(14, locales));
  expect(await toldBefore(24 * 4)).toEqual([]);
  expect((await toldBefore(24 * 3 - 1)).sort()).toEqual(warning(3, locales));
  expect(await toldBefore(1)).toEqual([]);
});

test("nobody is warned of an end that was taken back, and of the next one everybody anew", async () => {
  await end();
  expect(await toldBefore(24 * 14 - 1)).toHaveLength(12);
  await keepConnection(contextOf(partners, partners.owner), await ref());
  expect(await toldBefore(24 * 3 - 1)).toEqual([]);
  await end();
  expect((await toldBefore(24 * 3 - 2)).sort()).toEqual(warning(3, new Map()));
});
