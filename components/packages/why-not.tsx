import { Icon } from "@/components/ui/icon";

type Props = { id: string; title: string; reasons: { code: string; sentence: string; fix: string }[] };

/** Everything that stands in the way of an act, before it: the rule, what is missing, who can fix it. */
export function WhyNot({ id, title, reasons }: Props) {
  return (
    <div className="why mb-4" id={id}>
      <h3>{title}</h3>
      <ul>
        {reasons.map(({ code, sentence, fix }) => (
          <li key={code}>
            <Icon name="alert" />
            <div>
              <p>{sentence}</p>
              <p className="muted">{fix}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
