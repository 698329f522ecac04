import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const isDemo = process.env.PORTAL_MODE === "demo";
const isBench = process.env.PORTAL_BENCH === "1";
const origin = URL.parse(process.env.PORTAL_ORIGIN ?? "");

/** Sent with every answer, pages, API and files alike; the content policy with its nonce is added by proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), geolocation=(), microphone=()" },
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
];

const nextConfig: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // Files named *.demo.tsx are routes of the demo alone, *.bench.tsx of the bench; a production build has neither.
  pageExtensions: [...(isBench ? ["bench.tsx"] : []), ...(isDemo ? ["demo.tsx", "demo.ts"] : []), "tsx", "ts"],
  serverExternalPackages: ["@node-rs/argon2", "pino", "graphile-worker", "pg"],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "1mb", allowedOrigins: origin ? [origin.host] : [] },
  },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(nextConfig);
