import type { ReactNode } from "react";
import { PersonalFrame } from "@/app/shell/personal-frame";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <PersonalFrame>{children}</PersonalFrame>;
}
