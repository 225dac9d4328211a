//go:build demo

package app

import (
	"crypto/tls"
	"database/sql"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

const (
	noMailServer = "no mail server: set SCHALTER_SMTP_URL"
	noGateway    = "ok\nwarning: SCHALTER_GATEWAY_ADDRESS is not set: nothing is sent or taken by S/MIME\n"
	noReturnPath = "ok\nwarning: neither SCHALTER_LMTP_ADDR nor SCHALTER_IMAP_URL is set"
	allWell      = "ok\n"
)

// The settings of an operator who has a mail server, and of one who has the gateway, too.
var (
	mailing = settings{
		"SCHALTER_SMTP_URL": "smtp://mail.example:587", "SCHALTER_MAIL_FROM": "schalter@schalter.example",
		"SCHALTER_OPERATOR_NAME": "Betrieb", "SCHALTER_OPERATOR_ADDRESS": "Straße 1;80331 München",
	}
	sealing = mailing.with(settings{"SCHALTER_GATEWAY_ADDRESS": "post@schalter.example"})
	taking  = sealing.with(settings{"SCHALTER_LMTP_ADDR": "127.0.0.1:0"})
)

// combinations are the settings of docs/operations.md as they go together, each with what the program says when it is asked
// whether it is ready. What has an address that nobody answers at starts all the same: it is needed later.
func combinations(f files) map[string]struct {
	settings settings
	want     string
} {
	byHand := settings{"SCHALTER_KEY_URL": "env:", "SCHALTER_KEYS_FILE": f.keys}
	return map[string]struct {
		settings settings
		want     string
	}{
		"nothing set":                     {settings{}, noMailServer},
		"a gateway without a mail server": {settings{"SCHALTER_GATEWAY_ADDRESS": "post@schalter.example"}, noMailServer},
		"mail server":                     {mailing, noGateway},
		"mail server over TLS": {
			mailing.with(settings{"SCHALTER_SMTP_URL": "smtps://user:password@mail.example"}), noGateway},
		"gateway without a return path": {sealing, noReturnPath},
		"gateway with LMTP":             {taking, allWell},
		"gateway with IMAP": {
			sealing.with(settings{"SCHALTER_IMAP_URL": "imap://user:password@127.0.0.1:1/INBOX?starttls=never"}), allWell},
		"all of the gateway": {taking.with(settings{
			"SCHALTER_DKIM_KEY_FILE": f.key, "SCHALTER_DKIM_SELECTOR": "schalter1", "SCHALTER_TSA_URL": "https://tsa.example/tsr",
			"SCHALTER_TSA_ROOTS": f.cert, "SCHALTER_CLAMD_ADDR": "127.0.0.1:1",
		}), allWell},
		"scanner and LMTP of another machine": {sealing.with(settings{
			"SCHALTER_CLAMD_ADDR": "10.0.0.1:3310", "SCHALTER_LMTP_ADDR": "0.0.0.0:0", "SCHALTER_INSECURE": "scanner,lmtp",
		}), allWell},
		"keys of the environment": {taking.with(byHand).with(settings{"SCHALTER_BACKUP_WINDOW_DAYS": "90", "SCHALTER_SEALED_FORMAT": "1"}), allWell},
		"limits of one's own": {mailing.with(settings{
			"SCHALTER_REQUESTS_PER_NETWORK": "300", "SCHALTER_SOCKETS_PER_NETWORK": "5000", "SCHALTER_ANONYMOUS_WORK": "4", "SCHALTER_MARKET_ACCOUNTS_PER_TAX_NUMBER": "50",
		}), noGateway},
		"sign-in by certificate": {mailing.with(settings{
			"SCHALTER_ORGANISATION_LOGINS": `[{"key":"elster","name":"Unternehmenskonto","issuer":"https://login.example","clientId":"schalter","clientSecret":"s"}]`,
		}), noGateway},
		"scanner by a socket":       {mailing.with(settings{"SCHALTER_CLAMD_ADDR": "unix:/nowhere/clamd"}), noGateway},
		"TLS in the program":        {mailing.with(settings{"SCHALTER_TLS_CERT": f.cert, "SCHALTER_TLS_KEY": f.key}), noGateway},
		"a folder of its own":       {mailing.with(settings{"SCHALTER_BLOB_URL": "file:" + filepath.Join(filepath.Dir(f.keys), "blobs"), "SCHALTER_DELETION_LEDGER": "file:" + filepath.Join(filepath.Dir(f.keys), "ledger")}), noGateway},
		"behind a proxy":            {mailing.with(settings{"SCHALTER_BASE_URL": "https://schalter.example", "SCHALTER_TRUSTED_PROXIES": "172.16.0.0/12,10.0.0.1/32"}), noGateway},
		"demo":                      {settings{"SCHALTER_DEMO": "true"}, allWell},
		"demo with a mail server":   {settings{"SCHALTER_DEMO": "true", "SCHALTER_SMTP_URL": "smtp://127.0.0.1:1"}, allWell},
		"PostgreSQL":                {taking.with(byHand).with(settings{"SCHALTER_DATABASE_URL": "here"}), allWell},
		"PostgreSQL by a socket":    {taking.with(byHand).with(settings{"SCHALTER_DATABASE_URL": "socket"}), allWell},
		"PostgreSQL, no gateway":    {mailing.with(byHand).with(settings{"SCHALTER_DATABASE_URL": "here"}), noGateway},
		"PostgreSQL, key in a file": {mailing.with(settings{"SCHALTER_DATABASE_URL": "here", "SCHALTER_KEY_URL": "file:here"}), noGateway},
	}
}

func TestEveryDocumentedCombinationStarts(t *testing.T) {
	t.Parallel()
	f := makeFiles(t)
	for name, tt := range combinations(f) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := maps.Clone(tt.settings)
			switch s["SCHALTER_DATABASE_URL"] {
			case "here":
				s["SCHALTER_DATABASE_URL"] = testkit.PostgresURL(t)
			case "socket":
				s["SCHALTER_DATABASE_URL"] = bySocket(t, testkit.PostgresURL(t))
			}
			if s["SCHALTER_KEY_URL"] == "file:here" {
				folder := filepath.Join(t.TempDir(), "keys")
				makeKeys(t, folder)
				s["SCHALTER_KEY_URL"] = "file:" + folder
			}
			got, err := start(t, s)
			if err != nil || !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

// bySocket is the address of the same database by the socket of its server.
func bySocket(t *testing.T, databaseURL string) string {
	t.Helper()
	db, err := sql.Open("postgres", databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var folder string
	if err := db.QueryRow("SHOW unix_socket_directories").Scan(&folder); err != nil || folder == "" {
		t.Fatalf("the server has no socket: %v", err)
	}
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	u.Host, u.RawQuery = "", "host="+folder
	return u.String()
}

var settingName = regexp.MustCompile(`SCHALTER_[A-Z_]+[A-Z]`)

// A setting that joins the table of docs/operations.md joins a combination.
func TestEveryDocumentedSettingIsInACombination(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"SCHALTER_ADDR": true, "SCHALTER_DATA_DIR": true}
	for _, tt := range combinations(files{}) {
		for name := range tt.settings {
			used[strings.TrimSuffix(name, "_FILE")] = true
		}
	}
	documented := 0
	for line := range strings.Lines(sourceOf(t, "docs/operations.md")) {
		if !strings.HasPrefix(line, "| `SCHALTER_") {
			continue
		}
		names, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), "|")
		for _, name := range settingName.FindAllString(names, -1) {
			documented++
			if !used[name] {
				t.Errorf("%s is documented and started by no combination", name)
			}
		}
	}
	if documented < 20 {
		t.Errorf("found %d settings in the table", documented)
	}
}

func sourceOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// What is allowed although it is not protected, and that no scanner is there, is said at each start.
func TestAStartSaysWhatIsNotProtected(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		settings settings
		output   []string
		not      string
	}{
		"no scanner": {mailing, []string{"there is no virus scanner"}, "SCHALTER_INSECURE"},
		"http":       {mailing.with(settings{"SCHALTER_BASE_URL": "http://schalter.example", "SCHALTER_INSECURE": "http"}), []string{"allowed=http"}, "no setting needs"},
		"a scanner in clear, and a permission that nothing needs": {
			mailing.with(settings{"SCHALTER_CLAMD_ADDR": "10.0.0.1:3310", "SCHALTER_INSECURE": "scanner,mail"}),
			[]string{"allowed=scanner", "no setting needs: take it out\" allowed=[mail]"}, "no virus scanner"},
		"demo": {settings{"SCHALTER_DEMO": "true"}, nil, "no virus scanner"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, output, err := startSaying(t, tt.settings)
			if err != nil || strings.Contains(output, tt.not) {
				t.Errorf("got %v and %s", err, output)
			}
			for _, want := range tt.output {
				if !strings.Contains(output, want) {
					t.Errorf("got %s, want %q in it", output, want)
				}
			}
		})
	}
}

// TLS of the program itself takes suites that encrypt and authenticate in one, and nothing before 1.2.
func TestTLSTakesAuthenticatedSuitesOnly(t *testing.T) {
	t.Parallel()
	f := makeFiles(t)
	_, _, err := startAsking(t, mailing.with(settings{"SCHALTER_TLS_CERT": f.cert, "SCHALTER_TLS_KEY": f.key}), func(addr string) {
		for suite, want := range map[uint16]bool{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: false, tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: false,
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: true, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: true,
		} {
			config := trusting(t, f.cert).TLSClientConfig
			config.MaxVersion, config.CipherSuites = tls.VersionTLS12, []uint16{suite}
			conn, err := tls.Dial("tcp", addr, config)
			if (err == nil) != want {
				t.Errorf("%s: got %v", tls.CipherSuiteName(suite), err)
			}
			if err == nil {
				_ = conn.Close()
			}
		}
		old := trusting(t, f.cert).TLSClientConfig
		old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		if conn, err := tls.Dial("tcp", addr, old); err == nil {
			_ = conn.Close()
			t.Error("TLS 1.1 is taken")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What cannot work does not start, and says in a sentence why.
func TestCombinationsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	f := makeFiles(t)
	dir := t.TempDir()
	for name, tt := range map[string]struct {
		settings settings
		want     string
	}{
		"misspelt":                 {settings{"SCHALTER_SMPT_URL": "smtp://mail.example"}, "SCHALTER_SMPT_URL is not a setting of this program"},
		"mail without an operator": {settings{"SCHALTER_SMTP_URL": "smtp://mail.example"}, "SCHALTER_OPERATOR_NAME is empty: letters, mails and legal texts name the operator"},
		"LMTP without an address":  {mailing.with(settings{"SCHALTER_LMTP_ADDR": "127.0.0.1:0"}), "SCHALTER_LMTP_ADDR has no effect without SCHALTER_GATEWAY_ADDRESS"},
		"IMAP without an address":  {mailing.with(settings{"SCHALTER_IMAP_URL": "imaps://u:p@mail.example/INBOX"}), "SCHALTER_IMAP_URL has no effect without SCHALTER_GATEWAY_ADDRESS"},
		"DKIM without an address":  {mailing.with(settings{"SCHALTER_DKIM_KEY_FILE": f.key, "SCHALTER_DKIM_SELECTOR": "x"}), "SCHALTER_DKIM_KEY has no effect without SCHALTER_GATEWAY_ADDRESS"},
		"a client key that is none": {mailing.with(settings{
			"SCHALTER_ORGANISATION_LOGINS": `[{"key":"elster","name":"Unternehmenskonto","issuer":"https://login.example","clientId":"schalter","privateKey":"secret"}]`,
		}), "SCHALTER_ORGANISATION_LOGINS: elster: openid: want a private key"},
		"half of DKIM":                {sealing.with(settings{"SCHALTER_DKIM_SELECTOR": "x"}), "SCHALTER_DKIM_KEY and SCHALTER_DKIM_SELECTOR: both or neither"},
		"DKIM by something else":      {sealing.with(settings{"SCHALTER_DKIM_KEY": "secret", "SCHALTER_DKIM_SELECTOR": "x"}), "SCHALTER_DKIM_KEY is no PEM"},
		"half of TLS":                 {settings{"SCHALTER_TLS_CERT": f.cert}, "SCHALTER_TLS_CERT and SCHALTER_TLS_KEY: both or neither"},
		"half of the time-stamps":     {settings{"SCHALTER_TSA_URL": "https://tsa.example"}, "SCHALTER_TSA_URL and SCHALTER_TSA_ROOTS: both or neither"},
		"time-stamps by nobody":       {settings{"SCHALTER_TSA_URL": "https://tsa.example", "SCHALTER_TSA_ROOTS": f.keys}, "SCHALTER_TSA_ROOTS holds no certificate"},
		"value and file":              {settings{"SCHALTER_KEYS": "a", "SCHALTER_KEYS_FILE": f.keys}, "SCHALTER_KEYS and SCHALTER_KEYS_FILE: only one of them"},
		"object store":                {settings{"SCHALTER_BLOB_URL": "s3://bucket"}, "object stores come with a later version"},
		"no keys for PostgreSQL":      {settings{"SCHALTER_DATABASE_URL": "postgres://db.example/schalter"}, "with PostgreSQL the keys must come from outside"},
		"no key made for PostgreSQL":  {settings{"SCHALTER_DATABASE_URL": "postgres://db.example/schalter", "SCHALTER_KEY_URL": "file:" + dir}, "with PostgreSQL a key is not made by itself"},
		"key service without a token": {settings{"SCHALTER_KEY_URL": "vault:https://vault.example/transit/schalter"}, "vault: wants a token in SCHALTER_KEYS or by the option token_file"},
		"key service of a cloud":      {settings{"SCHALTER_KEY_URL": "awskms:alias/schalter"}, "this version knows file:FOLDER, env: and vault:https://HOST/MOUNT/KEY"},
		"key service that is away":    {settings{"SCHALTER_KEY_URL": "vault:http://127.0.0.1:1/transit/schalter", "SCHALTER_KEYS": "t"}, "key provider: the key service does not answer"},
		"http for everyone":           {mailing.with(settings{"SCHALTER_BASE_URL": "http://schalter.example"}), "SCHALTER_BASE_URL: passwords and letters go over http"},
		"a database in clear":         {mailing.with(settings{"SCHALTER_DATABASE_URL": "postgres://db.example/x?sslmode=require", "SCHALTER_KEY_URL": "env:", "SCHALTER_KEYS_FILE": f.keys}), "SCHALTER_DATABASE_URL: PostgreSQL beyond this machine without verified TLS"},
		"mails in clear":              {mailing.with(settings{"SCHALTER_SMTP_URL": "smtp://mail.example?starttls=opportunistic"}), "SCHALTER_SMTP_URL: mails and the password may go in clear"},
		"fetching in clear":           {sealing.with(settings{"SCHALTER_IMAP_URL": "imap://u:p@mail.example/INBOX?starttls=never"}), "SCHALTER_IMAP_URL: starttls=never only for a mailbox on this machine"},
		"LMTP for everyone":           {sealing.with(settings{"SCHALTER_LMTP_ADDR": "0.0.0.0:0"}), "SCHALTER_LMTP_ADDR: LMTP has no TLS"},
		"a scanner in clear":          {mailing.with(settings{"SCHALTER_CLAMD_ADDR": "clamav:3310"}), "SCHALTER_CLAMD_ADDR: documents go to the scanner in clear"},
		"a permission for nothing":    {mailing.with(settings{"SCHALTER_INSECURE": "all"}), "\"all\" is nothing it allows"},
		"demo for everyone":           {settings{"SCHALTER_DEMO": "true", "SCHALTER_BASE_URL": "https://schalter.example"}, "SCHALTER_BASE_URL: demo mode only on this machine"},
		"demo that writes to others":  {mailing.with(settings{"SCHALTER_DEMO": "true"}), "SCHALTER_SMTP_URL: demo mode only with servers on this machine"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := start(t, tt.settings); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
	t.Run("a real instance on a demo's database", func(t *testing.T) {
		t.Parallel()
		s := settings{"SCHALTER_DATA_DIR": t.TempDir()}
		if _, err := start(t, s.with(settings{"SCHALTER_DEMO": "true"})); err != nil {
			t.Fatal(err)
		}
		if got, err := start(t, s); err == nil || !strings.Contains(err.Error(), "demo") {
			t.Errorf("got %q, %v", got, err)
		}
	})
}
