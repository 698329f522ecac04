import type { Client } from "pg";
import { beforeEach, expect, test } from "vitest";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { endConnectionNow } from "@/lib/server/services/connections/end-connection-now";
import { keepConnection } from "@/lib/server/services/connections/keep-connection";
import { proposeEnd } from "@/lib/server/services/connections/propose-end";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { declineMove } from "@/lib/server/services/moves/decline-move";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { withdrawMove } from "@/lib/server/services/moves/withdraw-move";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { contextOf } from "../support/dealer";
import { addLiveHub, type FleetHub, showInstant } from "../support/fleet";
import { activatedAt, march, withPartners } from "../support/partner-world";
import { connectionRef, officeContextOf, type Partners } from "../support/partners";

const endMonth = "2040-04";

let owner: Client;
let partners: Partners;
let hub: FleetHub;

withPartners((world) => {
  ({ owner, partners } = world);
});
beforeEach(async () => {
  hub = await addLiveHub(owner, partners, { activatedAt });
});

const asOwner = () => contextOf(partners, partners.owner);
const asTaker = () => officeContextOf(partners.second, partners.second.manager);
const ref = (connectionId = partners.connectionId) => connectionRef(owner, connectionId);

/** Every mail and every line of the bell since the last look, each with the only place it leads to. */
async function news(): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(
    `with mails as (
       select distinct 'mail ' || template || ' ' || (data ->> 'linkPath') as line from mail_message where company_id = any($1)
     ), bells as (
       select distinct 'bell ' || kind || ' ' || href as line from notification where company_id = any($1)
     )
     select line from mails union select line from bells order by line`,
    [[partners.id, partners.first.id, partners.second.id]],
  );
  await owner.query("delete from notification");
  await owner.query("delete from mail_message");
  return rows.map(({ line }) => line);
}

const both = (event: string, mail: string) => {
  const { slug, first, connectionId } = partners;
  const pages = [`/c/${slug}/services/resellers/${connectionId}`, `/r/${first.slug}/dealers/${connectionId}`];
  return pages.flatMap((page) => [`bell ${event} ${page}`, `mail ${mail} ${page}`]).sort();
};

test("each step of an end leads either side to the connection's own page", async () => {
  await proposeEnd(contextOf(partners, partners.manager), { ...(await ref()), endMonth });
  const own = `/c/${partners.slug}/services/resellers/${partners.connectionId}`;
  expect(await news()).toEqual([`bell connection.end_proposed ${own}`, `mail connection-end-proposed ${own}`]);

  await endConnection(asOwner(), { ...(await ref()), endMonth });
  expect(await news()).toEqual(both("connection.ending", "connection-ending"));
  await keepConnection(asOwner(), await ref());
  expect(await news()).toEqual(both("connection.kept", "connection-kept"));
  await endConnectionNow(asOwner(), await ref(partners.secondConnectionId));
  expect((await news()).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "bell connection.ended",
    "bell connection.ended",
    "mail connection-ended",
    "mail connection-ended",
  ]);
});

test("each step of a move leads the reseller to the request, and the dealer to what is upcoming", async () => {
  const ask = async () => {
    const choice = { hubIds: [hub.hubId] };
    const outcome = await requestMove(asOwner(), { resellerId: partners.second.reseller.id, choice });
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value.moveRequestId;
  };
  const upcoming = `/c/${partners.slug}/services/upcoming`;
  const page = (moveRequestId: string) => `/r/${partners.second.slug}/moves/${moveRequestId}`;

  const declined = await ask();
  expect(await news()).toEqual([`bell move.requested ${page(declined)}`, `mail move-requested ${page(declined)}`]);
  await declineMove(asTaker(), { moveRequestId: declined, reason: "We are full." });
  expect(await news()).toEqual([`bell move.declined ${upcoming}`, `mail move-declined ${upcoming}`]);

  const withdrawn = await ask();
  await news();
  await withdrawMove(asOwner(), { moveRequestId: withdrawn });
  expect(await news()).toEqual([`bell move.withdrawn ${page(withdrawn)}`, `mail move-withdrawn ${page(withdrawn)}`]);

  const approved = await ask();
  await news();
  await approveMove(asTaker(), { moveRequestId: approved });
  const losing = `/r/${partners.first.slug}/dealers/${partners.connectionId}`;
  expect(await news()).toEqual([
    `bell move.approved ${upcoming}`,
    `bell move.leaving ${losing}`,
    `mail move-approved ${upcoming}`,
    `mail move-leaving ${losing}`,
  ]);
});

test("a request nobody answered is told to both once its boundary has passed", async () => {
  const choice = { hubIds: [hub.hubId] };
  await requestMove(asOwner(), { resellerId: partners.second.reseller.id, choice });
  await news();
  await showInstant(owner, partners.clockId, march.add({ minutes: 1 }));
  await runEverythingDue();
  await runEverythingDue();
  const told = (await news()).map((line) => line.split(" ").slice(0, 2).join(" "));
  expect(told.filter((line) => line.includes("move"))).toEqual([
    "bell move.expired",
    "bell move.expired",
    "mail move-expired",
    "mail move-expired",
  ]);
});

test("a move is not told to whom has switched it off, channel by channel, and to everybody else", async () => {
  const mute = (accountId: string, channel: "MAIL" | "BELL") =>
    owner.query(
      `insert into muted_topic (account_id, topic, channel, muted_at) values ($1, 'package.move', $2, now())`,
      [accountId, channel],
    );
  const { second } = partners;
  await mute(second.owner.id, "MAIL");
  await mute(second.senior.id, "BELL");
  await mute(partners.owner.id, "MAIL");
  await mute(partners.owner.id, "BELL");
  const choice = { hubIds: [hub.hubId] };
  const asked = await requestMove(contextOf(partners, partners.manager), { resellerId: second.reseller.id, choice });
  if (!asked.ok) throw new Error(asked.refusal);
  await approveMove(asTaker(), { moveRequestId: asked.value.moveRequestId });

  const told = async (sql: string, what: string) => {
    const { rows } = await owner.query<{ id: string }>(sql, [what, [partners.id, second.id]]);
    return rows.map(({ id }) => id).sort();
  };
  const mailed = (template: string) =>
    told("select account_id as id from mail_message where template = $1 and company_id = any($2)", template);
  const rung = (kind: string) =>
    told("select account_id as id from notification where kind = $1 and company_id = any($2)", kind);
  expect(await mailed("move-requested")).toEqual([second.senior.id, second.manager.id].sort());
  expect(await rung("move.requested")).toEqual([second.owner.id, second.manager.id].sort());
  expect(await mailed("move-approved")).toEqual([partners.senior.id, partners.manager.id].sort());
  expect(await rung("move.approved")).toEqual([partners.senior.id, partners.manager.id].sort());
});
