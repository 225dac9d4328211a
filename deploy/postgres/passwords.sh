#!/bin/sh
# Gives the roles of roles.sql their passwords; the container of PostgreSQL runs it once, after roles.sql.
set -eu
for role in schalter_owner schalter; do
  psql -v ON_ERROR_STOP=1 -v role="$role" -v password="$(cat "/run/secrets/${role}_password")" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
