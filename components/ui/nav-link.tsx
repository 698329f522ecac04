import Link from "next/link";
import type { ComponentProps } from "react";

/** A link within the portal. It fetches nothing before it is followed: every page is drawn for one reader and moment. */
export function NavLink(props: ComponentProps<typeof Link>) {
  return <Link prefetch={false} {...props} />;
}
