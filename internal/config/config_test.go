package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/config"
)

func TestLoadDefaults(t *testing.T) {
	t.Parallel()
	c, err := config.Load([]string{"PATH=/bin", "SCHALTER_TEST_POSTGRES=postgres://x"}, true)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{c.Addr, c.BaseURL, c.DataDir, c.DatabaseURL, c.KeyURL, c.Host()}
	want := []string{"127.0.0.1:8080", "http://127.0.0.1:8080", "./var", "", "file:var/keys", "127.0.0.1:8080"}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %q, want %q", got, want)
	}
	if c.Demo || c.Secure() {
		t.Errorf("got demo %v, secure %v", c.Demo, c.Secure())
	}
}

func TestSecretsComeFromFiles(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(file, []byte("k1:abc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load([]string{"SCHALTER_KEYS_FILE=" + file, "SCHALTER_KEY_URL=env:"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if c.Keys != "k1:abc" {
		t.Errorf("got %q", c.Keys)
	}
}

func TestLoadNamesEveryProblem(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		env     string
		release bool
		want    []string
	}{
		"misspelt":         {env: "SCHALTER_ADR=:80", want: []string{"SCHALTER_ADR is not a setting"}},
		"two at once":      {env: "SCHALTER_ADDR=x SCHALTER_BASE_URL=ftp://x", want: []string{"SCHALTER_ADDR", "SCHALTER_BASE_URL"}},
		"not a boolean":    {env: "SCHALTER_DEMO=perhaps", want: []string{"SCHALTER_DEMO is not readable"}},
		"not a network":    {env: "SCHALTER_TRUSTED_PROXIES=ten", want: []string{"SCHALTER_TRUSTED_PROXIES is not readable"}},
		"base with a path": {env: "SCHALTER_BASE_URL=https://a.example/x", want: []string{"no path"}},
		"half of TLS":      {env: "SCHALTER_TLS_CERT=x", want: []string{"both or neither", "SCHALTER_TLS_CERT: open"}},
		"object store":     {env: "SCHALTER_BLOB_URL=s3://b", want: []string{"later version"}},
		"ledger":           {env: "SCHALTER_DELETION_LEDGER=/x", want: []string{"SCHALTER_DELETION_LEDGER: want file:FOLDER"}},
		"gateway":          {env: "SCHALTER_LMTP_ADDR=127.0.0.1:24", want: []string{"has no effect without SCHALTER_GATEWAY_ADDRESS"}},
		"other database":   {env: "SCHALTER_DATABASE_URL=mysql://h/x", want: []string{"postgres://"}},
		"PostgreSQL without keys": {env: "SCHALTER_DATABASE_URL=postgres://h/x",
			want: []string{"keys must come from outside"}},
		"PostgreSQL with a self-made key": {env: "SCHALTER_DATABASE_URL=postgres://h/x SCHALTER_KEY_URL=file:nowhere",
			want: []string{"not made by itself"}},
		"no key in the list":       {env: "SCHALTER_KEY_URL=env:", want: []string{"SCHALTER_KEYS is empty"}},
		"unknown provider":         {env: "SCHALTER_KEY_URL=awskms:x", want: []string{"file:FOLDER, env: and vault:"}},
		"key service, no token":    {env: "SCHALTER_KEY_URL=vault:https://v.example/transit/k", want: []string{"wants a token"}},
		"a format to come":         {env: "SCHALTER_SEALED_FORMAT=2", want: []string{"SCHALTER_SEALED_FORMAT: want 0 or 1"}},
		"no requests":              {env: "SCHALTER_REQUESTS_PER_NETWORK=0 SCHALTER_SOCKETS_PER_NETWORK=-1 SCHALTER_ANONYMOUS_WORK=0", want: []string{"SCHALTER_REQUESTS_PER_NETWORK: want", "SCHALTER_SOCKETS_PER_NETWORK: want", "SCHALTER_ANONYMOUS_WORK: want"}},
		"no backups":               {env: "SCHALTER_BACKUP_WINDOW_DAYS=0", want: []string{"1 to 3650 days"}},
		"gateway with a name":      {env: "SCHALTER_GATEWAY_ADDRESS=Post<post@a.example>", want: []string{"NAME@DOMAIN"}},
		"gateway without domain":   {env: "SCHALTER_GATEWAY_ADDRESS=post", want: []string{"NAME@DOMAIN"}},
		"gateway of no domain":     {env: "SCHALTER_GATEWAY_ADDRESS=post@☃.example", want: []string{"NAME@DOMAIN"}},
		"gateway of two alphabets": {env: "SCHALTER_GATEWAY_ADDRESS=post@bаmberg.example", want: []string{"NAME@DOMAIN"}},
		"gateway's name":           {env: "SCHALTER_GATEWAY_ADDRESS=pöst@a.example", want: []string{"NAME@DOMAIN"}},
		"missing file":             {env: "SCHALTER_SMTP_URL_FILE=/nowhere/x", want: []string{"SCHALTER_SMTP_URL_FILE"}},
		"value and file":           {env: "SCHALTER_KEYS=a SCHALTER_KEYS_FILE=/nowhere/x", want: []string{"only one of them"}},
		"demo in a release":        {env: "SCHALTER_DEMO=true", release: true, want: []string{"not built into"}},
		"demo for everyone":        {env: "SCHALTER_DEMO=true SCHALTER_ADDR=0.0.0.0:80", want: []string{"SCHALTER_ADDR: demo", "SCHALTER_BASE_URL: demo"}},
		"demo on all addresses":    {env: "SCHALTER_DEMO=true SCHALTER_ADDR=:80", want: []string{"SCHALTER_ADDR: demo"}},
		"demo by another name":     {env: "SCHALTER_DEMO=true SCHALTER_BASE_URL=http://demo.example", want: []string{"SCHALTER_BASE_URL: demo"}},
		"demo behind a proxy":      {env: "SCHALTER_DEMO=true SCHALTER_TRUSTED_PROXIES=10.0.0.0/8", want: []string{"no proxies"}},
		"demo with a real mailer":  {env: "SCHALTER_DEMO=true SCHALTER_SMTP_URL=smtp://mx.example:25", want: []string{"SCHALTER_SMTP_URL: demo"}},
		"demo on a real database":  {env: "SCHALTER_DEMO=true SCHALTER_KEY_URL=env: SCHALTER_KEYS=a:b SCHALTER_DATABASE_URL=postgres://db.example/x", want: []string{"SCHALTER_DATABASE_URL: demo"}},
		"demo on a hidden database": {env: "SCHALTER_DEMO=true SCHALTER_KEY_URL=env: SCHALTER_KEYS=a:b SCHALTER_DATABASE_URL=postgres://localhost/x?host=db.example",
			want: []string{"SCHALTER_DATABASE_URL: demo"}},
		"unknown permission":       {env: "SCHALTER_INSECURE=everything", want: []string{"http, database, mail, lmtp, scanner"}},
		"permission in a demo":     {env: "SCHALTER_DEMO=true SCHALTER_INSECURE=http", want: []string{"nothing to allow"}},
		"scanner without a number": {env: "SCHALTER_CLAMD_ADDR=host", want: []string{"SCHALTER_CLAMD_ADDR"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(strings.Fields(tt.env), !tt.release)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q in it", err, want)
				}
			}
		})
	}
}

// The gateway's own domain is taken as any address's is: shown as typed, and on the wire as certificates and servers write it.
func TestTheGatewaysDomainIsTakenInEveryForm(t *testing.T) {
	t.Parallel()
	for typed, wire := range map[string]string{
		"post@schalter.example": "post@schalter.example", "Post@Schalter.EXAMPLE": "Post@schalter.example",
		"post@bürger-müller.example": "post@xn--brger-mller-thbg.example", "post@BÜRGER-MÜLLER.example": "post@xn--brger-mller-thbg.example",
		"post@xn--mller-kva.example": "post@xn--mller-kva.example", "": "",
	} {
		cfg, err := config.Load([]string{"SCHALTER_GATEWAY_ADDRESS=" + typed}, true)
		if err != nil {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		if cfg.GatewayAddress != typed || cfg.GatewayWire() != wire {
			t.Errorf("%s: shown %s, on the wire %s, want %s", typed, cfg.GatewayAddress, cfg.GatewayWire(), wire)
		}
	}
}

// What a real instance lets go over a network unprotected is refused, unless SCHALTER_INSECURE names exactly that.
func TestARealInstanceRefusesWhatIsUnprotected(t *testing.T) {
	t.Parallel()
	base := "SCHALTER_KEY_URL=env: SCHALTER_KEYS=a:b SCHALTER_GATEWAY_ADDRESS=post@a.example SCHALTER_MAIL_FROM=a@a.example " +
		"SCHALTER_OPERATOR_NAME=x SCHALTER_OPERATOR_ADDRESS=y "
	for env, word := range map[string]string{
		"SCHALTER_BASE_URL=http://schalter.example":                                         "http",
		"SCHALTER_ADDR=0.0.0.0:80":                                                          "http",
		"SCHALTER_ADDR=:80":                                                                 "http",
		"SCHALTER_BASE_URL=http://localhost:8080":                                           "",
		"SCHALTER_ADDR=0.0.0.0:80 SCHALTER_BASE_URL=https://schalter.example":               "",
		"SCHALTER_DATABASE_URL=postgres://db.example/x":                                     "database",
		"SCHALTER_DATABASE_URL=postgres://db.example/x?sslmode=require":                     "database",
		"SCHALTER_DATABASE_URL=postgres://db.example/x?sslmode=verify-ca":                   "database",
		"SCHALTER_DATABASE_URL=postgres://db.example/x?sslmode=disable":                     "database",
		"SCHALTER_DATABASE_URL=postgres://localhost/x?host=db.example":                      "database",
		"SCHALTER_DATABASE_URL=postgres://localhost/x?hostaddr=10.0.0.1":                    "database",
		"SCHALTER_DATABASE_URL=postgres://db.example/x?sslmode=verify-full&sslmode=disable": "database",
		"SCHALTER_DATABASE_URL=postgres://db.example/x?sslmode=verify-full":                 "",
		"SCHALTER_DATABASE_URL=postgres://127.0.0.1/x?sslmode=disable":                      "",
		"SCHALTER_DATABASE_URL=postgres://schalter:p@/schalter?host=/run/postgresql":        "",
		"SCHALTER_SMTP_URL=smtp://mail.example?starttls=never":                              "mail",
		"SCHALTER_SMTP_URL=smtp://mail.example?starttls=opportunistic":                      "mail",
		"SCHALTER_SMTP_URL=smtp://mail.example":                                             "",
		"SCHALTER_SMTP_URL=smtps://mail.example":                                            "",
		"SCHALTER_SMTP_URL=smtp://127.0.0.1:25":                                             "",
		"SCHALTER_LMTP_ADDR=0.0.0.0:2400":                                                   "lmtp",
		"SCHALTER_LMTP_ADDR=:2400":                                                          "lmtp",
		"SCHALTER_LMTP_ADDR=127.0.0.1:2400":                                                 "",
		"SCHALTER_CLAMD_ADDR=clamav:3310":                                                   "scanner",
		"SCHALTER_CLAMD_ADDR=127.0.0.1:3310":                                                "",
		"SCHALTER_CLAMD_ADDR=unix:/run/clamav/clamd.ctl":                                    "",
	} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(strings.Fields(base+env), true)
			if word == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), "SCHALTER_INSECURE="+word+" allows it") {
				t.Errorf("got %v", err)
			}
			others := strings.Replace("http,database,mail,lmtp,scanner", word, "", 1)
			others = strings.Trim(strings.Replace(others, ",,", ",", 1), ",")
			if _, err := config.Load(strings.Fields(base+env+" SCHALTER_INSECURE="+others), true); err == nil {
				t.Errorf("%s allowed it", others)
			}
			c, err := config.Load(strings.Fields(base+env+" SCHALTER_INSECURE="+word), true)
			if err != nil || len(c.Exposures()) != 1 || c.Exposures()[0].Word != word {
				t.Errorf("allowed: got %+v, %v", c, err)
			}
		})
	}
}

func TestProblemsHoldNoSecret(t *testing.T) {
	t.Parallel()
	_, err := config.Load([]string{"SCHALTER_DATABASE_URL=mysql://u:geheim@h/x", "SCHALTER_SMTP_URL=geheim"}, true)
	if err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("got %v", err)
	}
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"127.0.0.1:80": true, "localhost": true, "LOCALHOST:1": true, "[::1]:80": true, "::1": true, "127.9.9.9": true,
		"": false, ":80": false, "0.0.0.0": false, "10.0.0.1": false, "localhost.example": false, "127.0.0.1.example": false,
	} {
		if got := config.Loopback(host); got != want {
			t.Errorf("%q: got %v, want %v", host, got, want)
		}
	}
}
