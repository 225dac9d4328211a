-- The roles of an instance: schalter_owner owns the tables and migrates, schalter is the program and only reads and writes rows.
-- Run once by a superuser in the empty database "schalter". Neither role can sign in before it has a password (passwords.sh), or
-- whatever pg_hba.conf asks for.
CREATE ROLE schalter_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE schalter LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
REVOKE ALL ON DATABASE schalter FROM PUBLIC;
GRANT CONNECT ON DATABASE schalter TO schalter_owner, schalter;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO schalter_owner;
GRANT USAGE ON SCHEMA public TO schalter;
ALTER DEFAULT PRIVILEGES FOR ROLE schalter_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO schalter;
ALTER DEFAULT PRIVILEGES FOR ROLE schalter_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO schalter;
