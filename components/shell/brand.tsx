import { useTranslations } from "next-intl";

/** The mark with the product's name in the reader's language, or with that of a part which has a door of its own. */
export function Brand({ href, product }: { href: string; product?: string }) {
  const t = useTranslations("shell");
  return <BrandMark href={href} product={product ?? t("product")} />;
}

/** The mark: a month with its last days in hi-vis, and the line where services end. */
export function BrandMark({ href, product }: { href: string; product: string }) {
  return (
    <a className="brand" href={href} aria-label={product}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M1 4h22v16H1z" fill="#f1f4f6" />
        <path d="M5 20v-5M9 20v-5M13 20v-5" stroke="#141c23" strokeWidth="1.6" />
        <path d="M16 4h7v16h-7z" fill="#ffd21f" />
        <path d="M16 1v22" stroke="#141c23" strokeWidth="2.4" />
      </svg>
      <span>{product}</span>
    </a>
  );
}
