import { useTranslations } from "next-intl";
import { NavLink } from "@/components/ui/nav-link";
import { Tag } from "@/components/ui/tag";
import { Tile } from "@/components/ui/tile";
import type { PackageTile } from "@/lib/domain/package-tile";
import { tileLooks } from "./tile-look";

/** The tile under a hub, with the manual's exact words; it opens the acts of its state. */
export function ServiceTile({ tile, href }: { tile: PackageTile; href?: string }) {
  const t = useTranslations("packages.tile");
  const look = tileLooks[tile];
  const content = (
    <Tile {...look} word={t(tile)}>
      {tile === "EXPIRES_SOON" ? t("secondLine") : null}
    </Tile>
  );
  return href ? (
    <NavLink className="tile-link" href={href}>
      {content}
    </NavLink>
  ) : (
    content
  );
}

/** The same state in a row of a list. */
export function TileTag({ tile }: { tile: PackageTile }) {
  const t = useTranslations("packages.tile");
  return <Tag {...tileLooks[tile]}>{t(tile)}</Tag>;
}
