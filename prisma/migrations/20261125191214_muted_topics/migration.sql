-- CreateEnum
CREATE TYPE "NotificationChannel" AS ENUM ('BELL', 'MAIL', 'DIGEST');

-- CreateTable
CREATE TABLE "muted_topic" (
    "account_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "channel" "NotificationChannel" NOT NULL,
    "muted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "muted_topic_pkey" PRIMARY KEY ("account_id","topic","channel")
);

-- AddForeignKey
ALTER TABLE "muted_topic" ADD CONSTRAINT "muted_topic_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Hand-written: rules a schema file cannot say.

-- What a person must know of the own account and employment always comes.
ALTER TABLE muted_topic ADD CONSTRAINT muted_topic_never_account CHECK (topic NOT LIKE 'account.%');

GRANT SELECT, INSERT, DELETE ON muted_topic TO portal_app;
