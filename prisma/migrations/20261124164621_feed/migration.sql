-- CreateEnum
CREATE TYPE "DigestKind" AS ENUM ('DAY', 'DEALERS_DAY', 'ENDED', 'DEALERS_ENDED', 'MONTH_END');

-- CreateTable
CREATE TABLE "feed_cursor" (
    "reader" TEXT NOT NULL,
    "xid" xid8 NOT NULL DEFAULT '0'::xid8,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "feed_cursor_pkey" PRIMARY KEY ("reader")
);

-- CreateTable
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "kind" "DigestKind" NOT NULL,
    "period" TEXT NOT NULL,
    "part" INTEGER NOT NULL DEFAULT 1,
    "due_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_line" (
    "digest_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "digest_line_pkey" PRIMARY KEY ("digest_id","event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "digest_company_id_kind_period_part_key" ON "digest"("company_id", "kind", "period", "part");

-- AddForeignKey
ALTER TABLE "digest_line" ADD CONSTRAINT "digest_line_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: rules a schema file cannot say.

-- Readers page by position.
CREATE INDEX outbox_position ON outbox (xid, seq);

-- One digest of a kind and period takes lines at a time; the worker looks for those that wait.
CREATE UNIQUE INDEX digest_one_open ON digest (company_id, kind, period) WHERE sent_at IS NULL;
CREATE INDEX digest_waiting ON digest (due_at) WHERE sent_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON feed_cursor, digest, digest_line TO portal_app;

-- Nobody wants to hear now of what was there before the bell.
INSERT INTO feed_cursor (reader, xid, seq)
SELECT 'bell', coalesce(last.xid, '0'), coalesce(last.seq, 0)
FROM (SELECT) one LEFT JOIN (SELECT xid, seq FROM outbox ORDER BY xid DESC, seq DESC LIMIT 1) last ON true;
