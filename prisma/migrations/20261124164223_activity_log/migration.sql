-- DropIndex
DROP INDEX "audit_entry_company_id_at_idx";

-- CreateIndex
CREATE INDEX "audit_entry_company_id_at_id_idx" ON "audit_entry"("company_id", "at", "id");


-- Hand-written from here on.

-- What others did to a company. A dealer's package acts stay out of its reseller's log, and out of this index.
CREATE INDEX audit_entry_about ON audit_entry (counterpart_id, at, id) WHERE action NOT LIKE 'package.%';
-- Packages make most of a long history; everything else is found without reading past them.
CREATE INDEX audit_entry_rare ON audit_entry (company_id, at, id) WHERE action NOT LIKE 'package.%';
-- What one person did; jobs, which write most entries, are not in it.
CREATE INDEX audit_entry_by_person ON audit_entry (company_id, actor_id, at, id) WHERE actor_id IS NOT NULL;
