import { StatusText } from "@/app/shell/status-page";

export default function ForbiddenPage() {
  return <StatusText kind="forbidden" />;
}
