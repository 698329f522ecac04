import { z } from "zod";

const modes = ["demo", "production"] as const;
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && ["postgres:", "postgresql:"].includes(new URL(value).protocol);
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

const postgresUrl = (name: string) =>
  z
    .string({ error: `${name} is not set: give it a postgres:// address.` })
    .refine(isPostgresUrl, { error: `${name} must look like postgres://user:password@host:5432/database.` });

const workError = "DATABASE_WORK_MS must be a whole number of milliseconds from 1000 to 60000.";

const waitError = "DATABASE_WAIT_MS must be a whole number of milliseconds from 100 to 60000.";

const lifetimeError = "ACCESS_TOKEN_MINUTES must be a whole number of minutes from 15 to 1440.";

const environmentSchema = z
  .object({
    DATABASE_URL: postgresUrl("DATABASE_URL"),
    DATABASE_OWNER_URL: postgresUrl("DATABASE_OWNER_URL").optional(),
    PORTAL_MODE: z.enum(modes, { error: "PORTAL_MODE must be demo or production." }).default("production"),
    PORTAL_ORIGIN: z
      .string({ error: "PORTAL_ORIGIN is not set: give the address people open, as https://portal.example.com." })
      .refine(isOrigin, { error: "PORTAL_ORIGIN must be scheme, host and port alone, as https://portal.example.com." }),
    AUTH_SECRET: z
      .string({ error: "AUTH_SECRET is not set: give at least 32 random characters." })
      .min(32, { error: "AUTH_SECRET is too short: give at least 32 random characters." }),
    DATABASE_WAIT_MS: z.coerce
      .number({ error: waitError })
      .int({ error: waitError })
      .min(100, { error: waitError })
      .max(60_000, { error: waitError })
      .default(2_000),
    DATABASE_WORK_MS: z.coerce
      .number({ error: workError })
      .int({ error: workError })
      .min(1_000, { error: workError })
      .max(60_000, { error: workError })
      .default(5_000),
    SMTP_URL: z
      .string()
      .refine((value) => URL.canParse(value) && ["smtp:", "smtps:"].includes(new URL(value).protocol), {
        error: "SMTP_URL must look like smtps://user:password@mail.example.com:465.",
      })
      .optional(),
    MAIL_FROM: z.string().max(200, { error: "MAIL_FROM is longer than 200 characters." }).optional(),
    ACCESS_TOKEN_MINUTES: z.coerce
      .number({ error: lifetimeError })
      .int({ error: lifetimeError })
      .min(15, { error: lifetimeError })
      .max(24 * 60, { error: lifetimeError })
      .default(120),
    REPORTING_ADDRESS: z.email({ error: "REPORTING_ADDRESS must be an email address." }).default("ajax@jeedom.com"),
    CLOUD_API_URL: z
      .string()
      .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
        error: "CLOUD_API_URL must look like https://portal.example.com/api.",
      })
      .optional(),
    ALLOW_LOCAL_PUSH: z.enum(["true", "false"], { error: "ALLOW_LOCAL_PUSH must be true or false." }).optional(),
    NODE_ENV: z.string().default("production"),
    LOG_LEVEL: z.enum(logLevels, { error: `LOG_LEVEL must be one of ${logLevels.join(", ")}.` }).default("info"),
  })
  .refine((values) => values.PORTAL_MODE === "demo" || values.PORTAL_ORIGIN.startsWith("https://"), {
    error: "PORTAL_ORIGIN must start with https:// in production mode.",
  })
  .refine((values) => values.PORTAL_MODE === "demo" || values.ALLOW_LOCAL_PUSH !== "true", {
    error: "ALLOW_LOCAL_PUSH is refused in production mode.",
  });

export type PortalMode = (typeof modes)[number];

export type Environment = {
  databaseUrl: string;
  databaseOwnerUrl: string | null;
  portalMode: PortalMode;
  portalOrigin: string;
  authSecret: string;
  /** How long a command or a read waits for a free connection to the database before it is told to come again. */
  databaseWaitMs: number;
  /** How long the work of a command or a read may take once it has its connection, before nothing of it stays. */
  databaseWorkMs: number;
  /** Where mail is handed in; null: mails are only kept, for the demo's mailbox. */
  smtpUrl: string | null;
  /** Sender, as "Partner portal <no-reply@portal.example>". */
  mailFrom: string | null;
  /** How long an access token of the hub cloud lasts. */
  accessTokenMinutes: number;
  /** The mailbox that, invited to a hub, switches its event reporting on. */
  reportingAddress: string;
  /** Base address at which the relay finds the hub cloud. */
  cloudApiUrl: string;
  /** Whether events may be pushed to plain or private addresses; the demo's boxes stand on the same machine. */
  allowsLocalPush: boolean;
  /** True only under the framework's own development server. */
  isDevelopment: boolean;
  logLevel: (typeof logLevels)[number];
};

/** Parses a set of variables. Throws one Error that names every missing or wrong variable and its fix, never a value. */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(" "));

  return {
    databaseUrl: parsed.data.DATABASE_URL,
    databaseOwnerUrl: parsed.data.DATABASE_OWNER_URL ?? null,
    portalMode: parsed.data.PORTAL_MODE,
    portalOrigin: parsed.data.PORTAL_ORIGIN,
    authSecret: parsed.data.AUTH_SECRET,
    databaseWaitMs: parsed.data.DATABASE_WAIT_MS,
    databaseWorkMs: parsed.data.DATABASE_WORK_MS,
    smtpUrl: parsed.data.SMTP_URL ?? null,
    mailFrom: parsed.data.MAIL_FROM ?? null,
    accessTokenMinutes: parsed.data.ACCESS_TOKEN_MINUTES,
    reportingAddress: parsed.data.REPORTING_ADDRESS,
    cloudApiUrl: (parsed.data.CLOUD_API_URL ?? `${parsed.data.PORTAL_ORIGIN}/api`).replace(/\/$/, ""),
    allowsLocalPush: parsed.data.PORTAL_MODE === "demo" && parsed.data.ALLOW_LOCAL_PUSH !== "false",
    isDevelopment: parsed.data.NODE_ENV === "development",
    logLevel: parsed.data.LOG_LEVEL,
  };
}

let cached: Environment | undefined;

/** Returns the environment of this process, parsed once at the first call. Throws as {@link parseEnvironment} does. */
export function env(): Environment {
  cached ??= parseEnvironment(process.env);
  return cached;
}
