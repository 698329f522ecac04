type Mark = "NONE" | "FREE" | "BILLED";

/** A month's dates side by side: billed ones filled, free ones hatched, the others empty; the sentence says the same. */
export function DayStrip({ marks, sentence }: { marks: readonly Mark[]; sentence: string }) {
  const days = marks.map((mark, index) => ({ day: index + 1, mark }));
  return (
    <figure className="day-strip">
      <div className="cells" role="img" aria-label={sentence}>
        {days.map(({ day, mark }) => (
          <i key={day} className={mark.toLowerCase()} />
        ))}
      </div>
      <div className="marks num" aria-hidden="true">
        <span>{1}</span>
        <span>{days.length}</span>
      </div>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
