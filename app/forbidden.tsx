import { StatusPage } from "@/app/shell/status-page";

export default function ForbiddenPage() {
  return <StatusPage kind="forbidden" />;
}
