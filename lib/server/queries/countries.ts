import "server-only";
import { countries } from "@/lib/domain/country";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import { countDealers, listAvailability } from "../store/countries";

export type CountryLine = {
  code: string;
  state: "AVAILABLE" | "CLOSED" | "NOT_OFFERED";
  /** `YYYY-MM-DD`; null while open. */
  closedOn: string | null;
  dealers: number;
  /** Companies that want to hear when it opens. */
  waiting: number;
};

/** Reads for the platform admin what holds for each country. One that nothing is said of is not offered. */
export async function getCountries(): Promise<CountryLine[]> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const known = new Map((await listAvailability(tx)).map((row) => [row.code, row]));
    const dealers = await countDealers(tx);
    const waiting = await tx.countryInterest.groupBy({ by: ["country"], _count: true });
    const asked = new Map(waiting.map(({ country, _count }) => [country, _count]));
    return countries.map(({ code }) => ({
      code,
      state: known.get(code)?.state ?? "NOT_OFFERED",
      closedOn: known.get(code)?.closedOn ?? null,
      dealers: dealers.get(code) ?? 0,
      waiting: asked.get(code) ?? 0,
    }));
  });
}
