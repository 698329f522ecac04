import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { RequestTag } from "@/components/resellers/request-tag";
import { NavLink } from "@/components/ui/nav-link";
import { countryName } from "@/lib/i18n/country-name";
import type { ListedReseller } from "@/lib/server/queries/add-reseller";
import type { RequestView } from "@/lib/server/queries/request-view";

type Props = {
  resellers: readonly ListedReseller[];
  base: string;
  chosen: string | undefined;
  /** Where a reseller's details are shown. */
  address: (resellerId: string) => string;
};

/** Resellers to choose from. One that was asked, or is connected, says so and leads to where the two stand. */
export async function ResellerRows({ resellers, base, chosen, address }: Props) {
  const t = await getTranslations("resellers.add");
  const locale = await getLocale();
  return (
    <ul className="border-t border-line">
      {resellers.map(({ resellerId, name, countries, last }) => (
        <li key={resellerId}>
          <NavLink
            className="req"
            href={last && isAsked(last) ? `${base}/${last.id}` : address(resellerId)}
            aria-current={chosen === resellerId ? "true" : undefined}
          >
            <span className="min-w-0">
              <b>{name}</b>
              <small className="block">
                {t("serves", { countries: countries.map((code) => countryName(code, locale)).join(", ") })}
              </small>
            </span>
            <span className="self-center">{last ? <Standing last={last} /> : null}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** A request that waits or has led to a connection in force stands in the way of another one. */
function isAsked({ status, connection }: RequestView): boolean {
  return status === "PENDING" || (connection !== null && connection.state !== "CLOSED");
}

function Standing({ last }: { last: RequestView }) {
  return last.connection ? <ConnectionTag state={last.connection.state} /> : <RequestTag status={last.status} />;
}
