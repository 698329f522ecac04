import { useLocale, useTranslations } from "next-intl";
import { countryName } from "@/lib/i18n/country-name";
import { formatSpan } from "@/lib/i18n/format";

/** What a dealer sees of a reseller before asking it. `usualReactionMs` is null where it has answered nobody yet. */
type Props = {
  reseller: {
    email: string;
    phone: string | null;
    countries: readonly string[];
    policy: "FULL_MONTH" | "DAILY";
    usualReactionMs: number | null;
  };
};

/** A reseller's card: how to reach it, where it serves, its terms, and how fast it usually answers. */
export function ResellerFacts({ reseller }: Props) {
  const t = useTranslations("resellers.card");
  const locale = useLocale();
  const { email, phone, countries, policy, usualReactionMs } = reseller;
  return (
    <dl className="kv">
      <dt>{t("countries")}</dt>
      <dd>{countries.map((code) => countryName(code, locale)).join(", ")}</dd>
      <dt>{t("contact")}</dt>
      <dd>
        {email}
        {phone ? <span className="block num">{phone}</span> : null}
      </dd>
      <dt>{t("terms")}</dt>
      <dd>{t(`policies.${policy}`)}</dd>
      <dt>{t("reaction")}</dt>
      <dd>
        {usualReactionMs === null ? t("noReaction") : t("usually", { span: formatSpan(usualReactionMs, locale) })}
      </dd>
    </dl>
  );
}
