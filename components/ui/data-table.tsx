import type { ReactNode } from "react";
import { type SortHead, SortLink } from "./sort-link";

/**
 * The head of a column: its words, or more about it. `isNumber` sets it to the line's end, as figures stand;
 * `isSpoken` leaves its words to a screen reader; `sort` makes it a link; `isDesk` leaves the column out on phones.
 */
export type Head =
  | string
  | {
      label: string;
      isNumber?: boolean;
      isSpoken?: boolean;
      isDesk?: boolean;
      sort?: SortHead;
      order?: "ascending" | "descending";
    };

type Props = {
  /** What a screen reader says the table holds. */
  caption: string;
  /** In order; a column that this reader does not get is `null` or `false`. */
  heads: readonly (Head | null | false)[];
  /** On phones each row becomes a card; otherwise the table scrolls there, and the page does not. */
  isCards?: boolean;
  isDense?: boolean;
  /** The table's body, and its foot. */
  children: ReactNode;
};

/** A table of the portal with its caption and heads. Every list of rows with columns is drawn by this piece. */
export function DataTable({ caption, heads, isCards, isDense, children }: Props) {
  const table = (
    <table className={isCards ? "t cards" : "t"} data-density={isDense ? "compact" : undefined}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>{heads.map((head) => (head ? <HeadCell key={labelOf(head)} head={head} /> : null))}</tr>
      </thead>
      {children}
    </table>
  );
  return isCards ? <div className="scroll">{table}</div> : <ScrollBox label={caption}>{table}</ScrollBox>;
}

function HeadCell({ head }: { head: Head }) {
  if (typeof head === "string") return <th scope="col">{head}</th>;
  const { label, isNumber, isSpoken, isDesk, sort, order } = head;
  const classes = [isNumber ? "r" : "", isDesk ? "desk" : ""].filter(Boolean).join(" ");
  return (
    <th scope="col" className={classes || undefined} aria-sort={sort?.direction ?? order}>
      {sort ? <SortLink label={label} sort={sort} /> : isSpoken ? <span className="sr">{label}</span> : label}
    </th>
  );
}

function labelOf(head: Head): string {
  return typeof head === "string" ? head : head.label;
}

/** A column of figures. */
export function numberHead(label: string): Head {
  return { label, isNumber: true };
}

/**
 * Holds a wide table: on narrow screens it scrolls, the page does not. It takes the focus, so that a keyboard can move
 * it (WCAG 2.1.1), as a group and not as one more landmark. `label` names what is in it.
 */
function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  const reachable = { role: "group", tabIndex: 0, "aria-label": label };
  return (
    <div className="scroll" {...reachable}>
      {children}
    </div>
  );
}
