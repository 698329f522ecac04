import { useTranslations } from "next-intl";

/** The mark: a month with its last days in hi-vis, and the line where services end. */
export function Brand({ href }: { href: string }) {
  const t = useTranslations("shell");
  return (
    <a className="brand" href={href} aria-label={t("product")}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M1 4h22v16H1z" fill="#f1f4f6" />
        <path d="M5 20v-5M9 20v-5M13 20v-5" stroke="#141c23" strokeWidth="1.6" />
        <path d="M16 4h7v16h-7z" fill="#ffd21f" />
        <path d="M16 1v22" stroke="#141c23" strokeWidth="2.4" />
      </svg>
      <span>{t("product")}</span>
    </a>
  );
}
