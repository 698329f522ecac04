import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/** What is the matter with a hub, as its red count promises. One that this version has no word for is named by its code. */
export function MalfunctionList({ malfunctions }: { malfunctions: readonly string[] }) {
  const t = useTranslations("hubs.malfunctionNames");
  return (
    <ul className="plain">
      {malfunctions.map((code) => (
        <li key={code} className="row fault">
          <Icon name="octa" isSmall />
          {t.has(code) ? t(code) : code}
        </li>
      ))}
    </ul>
  );
}
