import { StatusText } from "@/app/shell/status-page";

export default function NotFoundPage() {
  return <StatusText kind="notFound" />;
}
