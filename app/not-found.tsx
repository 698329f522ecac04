import { StatusPage } from "@/app/shell/status-page";

export default function NotFoundPage() {
  return <StatusPage kind="notFound" />;
}
