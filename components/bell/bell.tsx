import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";

const shownLimit = 99;

/** The bell in the ink bar: how many lines are open, and the way to them. */
export function Bell({ open }: { open: number }) {
  const t = useTranslations("bell");
  return (
    <NavLink className="iconbtn" href="/account/notifications" aria-label={t("open", { n: open })}>
      <Icon name="bell" />
      {open > 0 ? (
        <span className="count" aria-hidden="true">
          {open > shownLimit ? t("many") : open}
        </span>
      ) : null}
    </NavLink>
  );
}
