import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/**
 * Guides and Technical Support, in the same corner of every page. The guides say the manual's other words for an act,
 * which may be what somebody looks for (PRODUCT, section 2.3). `guides` are those of another area than a company's.
 */
export function NeedHelp({ guides }: { guides?: readonly string[] | undefined }) {
  const t = useTranslations("shell.help");
  const shown = guides ?? [t("activate"), t("deactivate"), t("resume"), t("stop")];
  return (
    <aside aria-label={t("label")}>
      <details className="need-help">
        <summary className="help always">
          <Icon name="help" isSmall />
          {t("label")}
        </summary>
        <div className="panel">
          <h2>{t("title")}</h2>
          <ol>
            {shown.map((guide) => (
              <li key={guide}>{guide}</li>
            ))}
          </ol>
          <h3>{t("support")}</h3>
          <p>{t("supportText")}</p>
          <p>
            <a href={`mailto:${t("supportMail")}`}>{t("supportMail")}</a>
          </p>
        </div>
      </details>
    </aside>
  );
}
