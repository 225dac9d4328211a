//go:build demo

package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"maps"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// settings are those that a start is given, by name.
type settings map[string]string

// with adds further ones.
func (s settings) with(more settings) settings {
	all := maps.Clone(s)
	maps.Copy(all, more)
	return all
}

func (s settings) environ() (list []string) {
	for name, value := range s {
		list = append(list, name+"="+value)
	}
	return list
}

// start runs the program, as its binary does, until it says whether it is ready, and stops it. It returns that answer, or the
// error that it ended with.
func start(t *testing.T, s settings) (answer string, err error) {
	t.Helper()
	answer, _, err = startSaying(t, s)
	return answer, err
}

// startSaying returns what the start logged, too.
func startSaying(t *testing.T, s settings) (answer, output string, err error) {
	t.Helper()
	return startAsking(t, s, func(string) {})
}

// startAsking calls check with the address of the program while it is ready.
func startAsking(t *testing.T, s settings, check func(addr string)) (answer, output string, err error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	_ = listener.Close()
	s = settings{"SCHALTER_DATA_DIR": t.TempDir()}.with(s).with(settings{"SCHALTER_ADDR": addr})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	stderr := &logged{}
	go func() { ended <- Run(ctx, nil, s.environ(), io.Discard, stderr) }()
	base, client := "http://"+addr, &http.Client{Timeout: 30 * time.Second}
	if s["SCHALTER_TLS_CERT"] != "" {
		base, client.Transport = "https://"+addr, trusting(t, s["SCHALTER_TLS_CERT"])
	}
	for answer == "" {
		select {
		case err := <-ended:
			return "", stderr.String(), err
		case <-time.After(20 * time.Millisecond):
			answer = ask(t, client, base+"/readyz")
		}
	}
	// What a start says to requests it says in the log, too.
	if strings.HasPrefix(answer, "ok") && strings.Contains(answer, "warning: ") != strings.Contains(stderr.String(), "the gateway is not set up") {
		t.Errorf("ready says %q, the log %s", answer, stderr)
	}
	check(addr)
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
	return answer, stderr.String(), nil
}

// ask returns what an address answers, nothing while nobody listens there.
func ask(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	res, err := client.Get(address)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// logged is a log that may be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func trusting(t *testing.T, certFile string) *http.Transport {
	t.Helper()
	content, err := os.ReadFile(certFile)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(content)
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}
}

// files are what settings point to.
type files struct{ cert, key, keys, smtpURL string }

func makeFiles(t *testing.T) files {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "here"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, public, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return files{
		cert:    write(t, dir, "cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))),
		key:     write(t, dir, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))),
		keys:    write(t, dir, "keys", "kek-1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
		smtpURL: write(t, dir, "smtp_url", "smtp://user:password@mail.example:587"),
	}
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
