//go:build postfix

// Package posttest runs a real Postfix for tests: in a directory of its own, on free loopback ports, started and stopped by
// the test. It needs root and the Debian package (scripts/ensure-programs postfix).
package posttest

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Options say what the Postfix does.
type Options struct {
	// LMTP maps an address or a domain to host:port of the LMTP server that takes its mail. Other mail bounces with 5.1.2.
	LMTP map[string]string
	// MessageSizeLimit is the largest mail in bytes; 0 means Postfix' default of 10 MB.
	MessageSizeLimit int64
	// Settings are further lines of main.cf, such as delay_warning_time.
	Settings map[string]string
}

// Postfix is one that runs.
type Postfix struct {
	// Address is host:port of its SMTP server.
	Address string
	dir     string
	stopped bool
}

const master = `%s inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// Start runs a Postfix until the end of the test.
func Start(t testing.TB, o Options) *Postfix {
	t.Helper()
	dir, err := os.MkdirTemp("", "posttest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &Postfix{Address: free(t), dir: dir}
	p.write(t, o)
	if out, err := p.postfix("start"); err != nil {
		t.Fatalf("postfix start: %v: %s%s", err, out, p.Log())
	}
	t.Cleanup(func() {
		if !p.stopped {
			p.stop(t)
		}
	})
	p.wait(t)
	return p
}

// URL is the address for package relay.
func (p *Postfix) URL() string { return "smtp://" + p.Address }

// Log is what Postfix has logged so far.
func (p *Postfix) Log() string {
	log, err := os.ReadFile(filepath.Join(p.dir, "log"))
	if err != nil {
		return err.Error()
	}
	return string(log)
}

// Stop stops it, mail in its queue stays; Restart starts it again on the same port.
func (p *Postfix) Stop(t testing.TB) {
	t.Helper()
	p.stop(t)
	p.stopped = true
}

// Restart starts a Postfix that was stopped.
func (p *Postfix) Restart(t testing.TB) {
	t.Helper()
	if out, err := p.postfix("start"); err != nil {
		t.Fatalf("postfix start: %v: %s%s", err, out, p.Log())
	}
	p.stopped = false
	p.wait(t)
}

func (p *Postfix) postfix(command string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return exec.CommandContext(ctx, "postfix", "-c", filepath.Join(p.dir, "conf"), command).CombinedOutput()
}

func (p *Postfix) stop(t testing.TB) {
	if out, err := p.postfix("stop"); err != nil {
		t.Errorf("postfix stop: %v: %s", err, out)
	}
}

// write makes the directories and the configuration.
func (p *Postfix) write(t testing.TB, o Options) {
	t.Helper()
	owner, err := user.Lookup("postfix")
	if err != nil {
		t.Fatal("Postfix is not installed: ", err)
	}
	uid, err := strconv.Atoi(owner.Uid)
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Chmod(p.dir, 0o755))
	for _, name := range []string{"conf", "queue", "data"} {
		must(os.Mkdir(filepath.Join(p.dir, name), 0o755))
	}
	must(os.Chown(filepath.Join(p.dir, "data"), uid, -1))
	var transport strings.Builder
	for _, to := range slices.Sorted(maps.Keys(o.LMTP)) {
		fmt.Fprintf(&transport, "%s lmtp:inet:%s\n", to, o.LMTP[to])
	}
	for name, content := range map[string]string{"main.cf": p.main(o), "master.cf": fmt.Sprintf(master, p.Address), "transport": transport.String()} {
		must(os.WriteFile(filepath.Join(p.dir, "conf", name), []byte(content), 0o644))
	}
}

func (p *Postfix) main(o Options) string {
	settings := map[string]string{
		"compatibility_level": "3.6", "queue_directory": p.dir + "/queue", "data_directory": p.dir + "/data", "command_directory": "/usr/sbin",
		"daemon_directory": "/usr/lib/postfix/sbin", "mail_owner": "postfix", "setgid_group": "postdrop", "maillog_file": p.dir + "/log",
		"maillog_file_prefixes": p.dir, "myhostname": "mta.example", "mydestination": "", "local_recipient_maps": "",
		"local_transport": "error:5.1.1 no local mail", "relay_domains": "", "mynetworks": "127.0.0.0/8", "inet_interfaces": "loopback-only",
		"inet_protocols": "ipv4", "smtpd_relay_restrictions": "permit_mynetworks, reject", "transport_maps": "texthash:" + p.dir + "/conf/transport",
		"default_transport": "error:5.1.2 no such domain here", "alias_maps": "", "alias_database": "", "disable_dns_lookups": "yes",
		"smtpd_tls_security_level": "none", "smtputf8_enable": "no", "minimal_backoff_time": "1s", "maximal_backoff_time": "2s", "queue_run_delay": "1s",
		"in_flow_delay": "0",
	}
	if o.MessageSizeLimit > 0 {
		settings["message_size_limit"] = strconv.FormatInt(o.MessageSizeLimit, 10)
	}
	maps.Copy(settings, o.Settings)
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(&b, "%s = %s\n", name, settings[name])
	}
	return b.String()
}

// wait returns when the SMTP server answers.
func (p *Postfix) wait(t testing.TB) {
	t.Helper()
	for range 100 {
		conn, err := net.DialTimeout("tcp", p.Address, time.Second)
		if err == nil {
			conn.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("Postfix does not answer: ", p.Log())
}

// free is a loopback port that nobody listens on.
func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
