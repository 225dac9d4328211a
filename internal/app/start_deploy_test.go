//go:build demo

package app

import (
	"database/sql"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

// deployed are the settings that a file of deploy sets, by the form that its lines have.
func deployed(t *testing.T, path string, form *regexp.Regexp) settings {
	t.Helper()
	s := settings{}
	content := sourceOf(t, path)
	if form != ofWholeEnv {
		content = comment.ReplaceAllString(content, "")
	}
	for _, m := range form.FindAllStringSubmatch(content, -1) {
		s[m[1]] = strings.Trim(m[2], `"`)
	}
	if len(s) == 0 {
		t.Fatalf("%s sets nothing", path)
	}
	return s
}

var (
	ofCompose = regexp.MustCompile(`(?m)^ +(SCHALTER_[A-Z_]+): (.+)$`)
	ofSystemd = regexp.MustCompile(`(SCHALTER_[A-Z_]+)=([^ \n]+)`)
	comment   = regexp.MustCompile(`(?m)^#.*$`)
	ofEnv     = regexp.MustCompile(`(?m)^(SCHALTER_[A-Z_]+)=(.*)$`)
	// Everything that the example names, also what it leaves out.
	ofWholeEnv = regexp.MustCompile(`(?m)^(?:# )?(SCHALTER_[A-Z_]+)=(.*)$`)
)

// The examples in deploy start as they are, after the steps that they name; and with everything set that they leave out.
func TestExamplesOfDeployStart(t *testing.T) {
	t.Parallel()
	f := makeFiles(t)
	for name, tt := range map[string]struct {
		program, env settings
		want         string
	}{
		"compose":            {deployed(t, "deploy/compose.yaml", ofCompose), deployed(t, "deploy/example.env", ofEnv), noGateway},
		"compose, all of it": {deployed(t, "deploy/compose.yaml", ofCompose), deployed(t, "deploy/example.env", ofWholeEnv), allWell},
		"systemd":            {deployed(t, "deploy/schalter.service", ofSystemd), deployed(t, "deploy/example.env", ofEnv), noGateway},
		"systemd, all of it": {deployed(t, "deploy/schalter.service", ofSystemd), deployed(t, "deploy/example.env", ofWholeEnv), allWell},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			ownerURL, databaseURL := deployedRoles(t, testkit.EmptyPostgresURL(t))
			s := tt.env.with(tt.program)
			here := settings{
				"SCHALTER_DATA_DIR": dir, "SCHALTER_DATABASE_URL_FILE": write(t, dir, "database_url", databaseURL),
				"SCHALTER_KEYS_FILE": f.keys, "SCHALTER_SMTP_URL_FILE": f.smtpURL, "SCHALTER_DKIM_KEY_FILE": f.key,
				"SCHALTER_TSA_ROOTS": f.cert, "SCHALTER_LMTP_ADDR": "127.0.0.1:0",
			}
			for setting := range s {
				if path, ok := here[setting]; ok {
					s[setting] = path
				}
			}
			if s["SCHALTER_DKIM_SELECTOR"] != "" {
				// The secret that the example's selector belongs to (docs/operations.md).
				s["SCHALTER_DKIM_KEY_FILE"] = f.key
			}
			if _, err := start(t, s); err == nil || !strings.Contains(err.Error(), "schalter migrate") {
				t.Errorf("before the migration: got %v", err)
			}
			if err := Run(t.Context(), []string{"migrate"}, s.environ(), io.Discard, io.Discard); err == nil {
				t.Error("the program's own role migrates")
			}
			owner := s.with(settings{"SCHALTER_DATABASE_URL_FILE": write(t, dir, "owner_database_url", ownerURL)})
			if err := Run(t.Context(), []string{"migrate"}, owner.environ(), io.Discard, io.Discard); err != nil {
				t.Fatal(err)
			}
			mayOnlyWork(t, databaseURL)
			got, err := start(t, s)
			if err != nil || !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

// deployedRoles makes the roles of deploy/postgres/roles.sql for an empty database, under names of its own, because roles are
// the server's. It returns the addresses for the one that migrates and for the program.
func deployedRoles(t *testing.T, databaseURL string) (owner, program string) {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	db, err := sql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	script := regexp.MustCompile(`\bschalter(_owner)?\b`).ReplaceAllString(comment.ReplaceAllString(sourceOf(t, "deploy/postgres/roles.sql"), ""), name+"$1")
	script = regexp.MustCompile(`(?m)^--.*$`).ReplaceAllString(script, "")
	if _, err := db.Exec(script); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin, err := sql.Open("postgres", databaseURL)
		if err != nil {
			t.Fatal(err)
		}
		defer admin.Close()
		if _, err := admin.Exec("REASSIGN OWNED BY " + name + "_owner TO CURRENT_USER; DROP OWNED BY " + name + ", " + name + "_owner; DROP ROLE " + name + ", " + name + "_owner"); err != nil {
			t.Error(err)
		}
	})
	u.User = url.User(name + "_owner")
	owner = u.String()
	u.User = url.User(name)
	return owner, u.String()
}

// mayOnlyWork fails if the program's role may do more than read and write rows.
func mayOnlyWork(t *testing.T, databaseURL string) {
	t.Helper()
	db, err := sql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var mighty bool
	err = db.QueryRow("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = current_user").Scan(&mighty)
	if err != nil || mighty {
		t.Errorf("the program's role is mighty: %v, %v", mighty, err)
	}
	for _, statement := range []string{
		"CREATE TABLE public.x (i int)", "DROP TABLE account", "ALTER TABLE account ADD COLUMN x int", "TRUNCATE account", "CREATE SCHEMA x",
		"CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE TRIGGER x BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("the program's role may %s", statement)
		}
	}
}

// The examples of deploy keep migrations and the superuser's password away from the program.
func TestExamplesOfDeployGiveTheProgramItsOwnRole(t *testing.T) {
	t.Parallel()
	compose := sourceOf(t, "deploy/compose.yaml")
	_, rest, _ := strings.Cut(compose, "\n  schalter:\n")
	program, rest, _ := strings.Cut(rest, "\n  migrate:\n")
	migration, _, _ := strings.Cut(rest, "\n  db:\n")
	if strings.Contains(program, "owner") || strings.Contains(program, "postgres_password") || !strings.Contains(migration, "source: owner_database_url, target: database_url") {
		t.Errorf("compose:\n%s\n%s", program, migration)
	}
	unit := sourceOf(t, "deploy/schalter.service")
	if strings.Contains(unit, "ExecStartPre") || strings.Contains(unit, "owner_database_url") || !strings.Contains(unit, "\nRequires=schalter-migrate.service\n") {
		t.Errorf("systemd:\n%s", unit)
	}
	if !strings.Contains(sourceOf(t, "deploy/schalter-migrate.service"), "LoadCredential=database_url:/etc/schalter/secrets/owner_database_url") {
		t.Error("the migration of systemd has not the owner's address")
	}
	// A folder of state that two units share belongs to the one that started last: systemd changes the owner of all that is in it.
	for _, line := range []string{"DynamicUser=yes", "User=schalter", "StateDirectory=schalter"} {
		for _, file := range []string{"deploy/schalter.service", "deploy/schalter-migrate.service"} {
			if !strings.Contains(sourceOf(t, file), "\n"+line+"\n") {
				t.Errorf("%s has no %s", file, line)
			}
		}
	}
}
