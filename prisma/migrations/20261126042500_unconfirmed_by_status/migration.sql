-- The count of packages that wait for their SIM asks for their state as well: with it in the index no row is read.
DROP INDEX hub_package_unconfirmed;
CREATE INDEX hub_package_unconfirmed ON hub_package (company_id, confirm_by, status)
  WHERE status <> 'INACTIVE' AND confirmed_at IS NULL;
