#!/bin/sh
# Run once by the PostgreSQL image on an empty data folder: an owner for the tables, and a role
# without any right of its own that the application works with.
set -eu
psql -v ON_ERROR_STOP=1 -v owner_password="$EMDIA_OWNER_PASSWORD" -v app_password="$EMDIA_DB_PASSWORD" \
    --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role emdia_owner login password :'owner_password';
create role emdia_app login password :'app_password';
create database emdia owner emdia_owner;
\connect emdia
revoke all on schema public from public;
grant all on schema public to emdia_owner;
SQL
