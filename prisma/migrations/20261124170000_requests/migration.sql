-- AlterTable
ALTER TABLE "connection_request" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "reopened_at" TIMESTAMPTZ(3);
