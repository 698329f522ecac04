const daysPerLongTick = 5;

type Props = {
  place: string;
  /** Weekday, date and time there. */
  time: string;
  left: string;
  days: number;
  /** What is over of the month, from 0 to 1. */
  share: number;
};

/** One zone's month as a strip of day ticks with a lamp where the day is. The words say the same. */
export function MonthStanding({ place, time, left, days, share }: Props) {
  const ticks = Array.from(
    { length: days + 1 },
    (_, day) => `M${(day / days) * 100} 8v${day % daysPerLongTick ? -4 : -8}`,
  );
  return (
    <li>
      <b>{place}</b>
      <span className="num">{time}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <path className="ticks" d={ticks.join("")} vectorEffect="non-scaling-stroke" />
        <path className="lamp" d={`M${share * 100} 0v8`} vectorEffect="non-scaling-stroke" />
      </svg>
      <small>{left}</small>
    </li>
  );
}
