import Link from "next/link";

export type Figure = { label: string; value: string; note?: string; href?: string };

/** Figures joined into one strip; one with an address opens the list that makes it. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <div className="figs">
      {figures.map(({ label, value, note, href }) => {
        const content = (
          <>
            <span>{label}</span>
            <b>{value}</b>
            {note ? <small>{note}</small> : null}
          </>
        );
        return href ? (
          <Link key={label} href={href}>
            {content}
          </Link>
        ) : (
          <div key={label}>{content}</div>
        );
      })}
    </div>
  );
}
