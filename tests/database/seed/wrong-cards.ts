import type { Client } from "pg";
import { dayTrafficKb } from "@/lib/domain/sim-card";

/**
 * Lists SIM cards without an access point, a balance number or a beginning of their count, and those whose traffic does
 * not follow from service: none before the first day of it, and no less than its days have cost.
 */
export async function wrongCards(owner: Client, now: Temporal.Instant): Promise<string[]> {
  const { rows } = await owner.query<{ iccid: string }>(
    `select s.iccid from ajax_sim s, lateral (
       select coalesce(floor(sum(extract(epoch from coalesce(p.ended_at, $1) - p.confirmed_at)) / 86400), 0)::int as days
       from hub_package p where p.sim_id = s.id and p.confirmed_at is not null
     ) served
     where s.apn = '' or s.balance_number = '' or s.traffic_reset_at is null or (s.kind = 'AJAX' and s.apn_username = '')
       or s.traffic_tx_kb < served.days * $2::int or s.traffic_rx_kb < served.days * $3::int
       or (served.days = 0 and s.traffic_tx_kb >= $2::int)`,
    [now.toString(), dayTrafficKb.tx, dayTrafficKb.rx],
  );
  return rows.map(({ iccid }) => iccid);
}
