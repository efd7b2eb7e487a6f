#!/bin/sh
# Writes the password where PgBouncer reads it, then becomes PgBouncer.
set -eu
umask 077
folder=$(mktemp -d)
sed "s|@PASSWORD@|$(printf '%s' "$POSTGRES_PASSWORD" | sed "s/'/''/g; s/[&|\\\\]/\\\\&/g")|" /etc/ai-sessions/pgbouncer.ini >"$folder/pgbouncer.ini"
exec pgbouncer "$folder/pgbouncer.ini"
