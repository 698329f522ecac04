/** Stands in a cell of a table that has nothing to tell. */
export function Nothing() {
  return <span className="muted">–</span>;
}
