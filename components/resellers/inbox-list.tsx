import { NavLink } from "@/components/ui/nav-link";

/** One request of the inbox. Texts come formatted. */
export type InboxLine = {
  id: string;
  href: string;
  dealer: string;
  place: string;
  age: string;
  detail: string;
  isCurrent: boolean;
};

/** Names a request's row on the page. */
export const rowId = (requestId: string) => `row-${requestId}`;

/** A reseller's requests as rows: who asks, from where, since when, and how long it still waits. */
export function InboxList({ lines, label }: { lines: readonly InboxLine[]; label: string }) {
  return (
    <ul aria-label={label}>
      {lines.map(({ id, href, dealer, place, age, detail, isCurrent }) => (
        <li key={id}>
          <NavLink id={rowId(id)} className="req" href={href} aria-current={isCurrent ? "true" : undefined}>
            <b className="min-w-0 wrap-anywhere">{dealer}</b>
            <span className="num nowrap text-end">{age}</span>
            <small>{place}</small>
            <small className="nowrap text-end">{detail}</small>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
