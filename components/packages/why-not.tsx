import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";

type Reason = { sentence: string; fix: string; link: { label: string; href: string } | null };
type Props = { id: string; title: string; reasons: Reason[] };

/** Everything that stands in the way of an act, before it: the rule, what is missing, who can fix it and where. */
export function WhyNot({ id, title, reasons }: Props) {
  return (
    <div className="why mb-4" id={id}>
      <h3>{title}</h3>
      <ul>
        {reasons.map(({ sentence, fix, link }) => (
          <li key={sentence}>
            <Icon name="alert" />
            <div>
              <p>{sentence}</p>
              <p className="muted">{fix}</p>
              {link ? (
                <p>
                  <NavLink href={link.href}>{link.label}</NavLink>
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
