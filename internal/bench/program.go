package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"schalter/internal/clock"
)

// program is the real program as a process of its own, on a folder and a port of its own.
type program struct {
	binary   string
	dir      string
	addr     string
	postgres string
	environ  []string
	cmd      *exec.Cmd
	clock    clock.Clock
}

// install prepares a folder, a port and, for "postgres", a migrated database. Nothing runs yet.
func (b *bench) install(ctx context.Context, kind, name string, demo bool) (*program, error) {
	p := &program{binary: b.binary, dir: filepath.Join(b.dir, "program-"+kind+"-"+name), clock: b.clock}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.addr = l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, err
	}
	p.environ = []string{"PATH=" + os.Getenv("PATH"), "SCHALTER_ADDR=" + p.addr, "SCHALTER_DATA_DIR=" + p.dir, fmt.Sprintf("SCHALTER_DEMO=%v", demo)}
	if kind != "postgres" {
		return p, nil
	}
	p.postgres = "program_" + name
	url, err := createDatabase(ctx, p.postgres)
	if err != nil {
		return nil, err
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	p.environ = append(p.environ, "SCHALTER_DATABASE_URL="+url, "SCHALTER_KEY_URL=env:",
		"SCHALTER_KEYS=k1:"+base64.StdEncoding.EncodeToString(key))
	out, err := p.command(ctx, "migrate").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("migrate: %w: %s", err, out)
	}
	return p, nil
}

func (p *program) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, p.binary, args...)
	c.Env = p.environ
	return c
}

// firstQuery is the first thing that a started program is asked.
const firstQuery = `{"query":"{ undertakings(first: 1) { edges { node { id } } } }"}`

// tidy makes the program collect its garbage early and give memory back at once, so that its memory is what it needs and not
// what it has left over.
var tidy = []string{"GOGC=20", "GOMEMLIMIT=48MiB"}

// start starts the program, with further settings, and returns how long it took until its first answer.
func (p *program) start(ctx context.Context, further ...string) (time.Duration, error) {
	var stderr bytes.Buffer
	p.cmd = p.command(ctx, "serve")
	p.cmd.Env = append(slices.Clone(p.environ), further...)
	p.cmd.Stderr = &stderr
	begun := p.clock.Now()
	if err := p.cmd.Start(); err != nil {
		return 0, err
	}
	for p.clock.Now().Sub(begun) < time.Minute {
		resp, err := http.Post("http://"+p.addr+"/graphql", "application/json", strings.NewReader(firstQuery))
		if err != nil {
			time.Sleep(time.Millisecond)
			continue
		}
		took := p.clock.Now().Sub(begun)
		return took, errors.Join(drain(resp), checkStatus(resp))
	}
	return 0, errors.Join(errors.New("the program does not answer: "+stderr.String()), p.stop())
}

func drain(resp *http.Response) error {
	_, err := io.Copy(io.Discard, resp.Body)
	return errors.Join(err, resp.Body.Close())
}

func checkStatus(resp *http.Response) error {
	if resp.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s", resp.Request.Method, resp.Request.URL.Path, resp.Status)
	}
	return nil
}

// restart restarts the program, so that its memory is not that of what it did before, and gives it time to become idle.
func (p *program) restart(ctx context.Context, further ...string) (idle int64, err error) {
	if err := p.stop(); err != nil {
		return 0, err
	}
	if _, err := p.start(ctx, further...); err != nil {
		return 0, err
	}
	time.Sleep(time.Second)
	return memoryOf(p.pid(), "VmRSS")
}

func (p *program) pid() int { return p.cmd.Process.Pid }

// stop ends the process as an operator does.
func (p *program) stop() error {
	if p.cmd == nil || p.cmd.Process == nil {
		return nil
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	err := p.cmd.Wait()
	p.cmd = nil
	return err
}

// remove stops the program and deletes what it wrote.
func (p *program) remove() error {
	err := errors.Join(p.stop(), os.RemoveAll(p.dir))
	if p.postgres != "" {
		err = errors.Join(err, dropDatabase(p.postgres))
	}
	return err
}

// setting is what the program is told by a variable of its environment.
func (p *program) setting(name string) (value string, ok bool) {
	for _, v := range p.environ {
		if value, ok = strings.CutPrefix(v, name+"="); ok {
			return value, true
		}
	}
	return "", false
}

// caller is somebody who asks the program, from a network address of its own: the program bounds what one address may ask.
type caller struct {
	addr   string
	token  string
	client *http.Client
}

// call returns caller number n, with an access token or none.
func (p *program) caller(n int, token string) *caller {
	return &caller{addr: p.addr, token: token, client: &http.Client{Transport: transportFrom(n)}}
}

// transportFrom dials from the loopback address number n (127.1.0.1 and on).
func transportFrom(n int) *http.Transport {
	from := &net.TCPAddr{IP: net.IPv4(127, 1, byte(n/250), byte(1+n%250))}
	return &http.Transport{DialContext: (&net.Dialer{LocalAddr: from}).DialContext, MaxIdleConnsPerHost: 4}
}

// ask sends a GraphQL request and decodes its data.
func (c *caller) ask(ctx context.Context, query string, variables map[string]any, data any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	resp, err := c.send(ctx, http.MethodPost, "/graphql", bytes.NewReader(body), map[string]string{"Content-Type": "application/json"})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: data}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", resp.Status, err)
	}
	if len(answer.Errors) > 0 {
		return errors.New(answer.Errors[0].Message)
	}
	return nil
}

func (c *caller) send(ctx context.Context, method, path string, body io.Reader, header map[string]string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://"+c.addr+path, body)
	if err != nil {
		return nil, err
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	return c.client.Do(r)
}

// problems are the business rules that refused.
type problems []struct {
	Code  string
	Field []string
}

func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return fmt.Errorf("refused: %+v", p)
}

// demoPassword is that of all accounts of the demo.
const demoPassword = "schalter-demo-2026"

// signIn returns the access token of an account of the demo.
func (p *program) signIn(ctx context.Context, email string) (string, error) {
	var out struct {
		SessionStart struct {
			AccessToken string
			UserErrors  problems
		}
	}
	err := p.caller(0, "").ask(ctx, `mutation($i: SessionStartInput!) { sessionStart(input: $i) { accessToken userErrors { code field } } }`,
		map[string]any{"i": map[string]any{"email": email, "password": demoPassword}}, &out)
	return out.SessionStart.AccessToken, errors.Join(err, out.SessionStart.UserErrors.err())
}

// recipient is an authority that can be written to.
type recipient struct{ ID, Name string }

func (c *caller) connected(ctx context.Context) ([]recipient, error) {
	var out struct {
		Authorities struct{ Edges []struct{ Node recipient } }
	}
	err := c.ask(ctx, `{ authorities(reachability: CONNECTED, first: 20) { edges { node { id name } } } }`, nil, &out)
	var list []recipient
	for _, e := range out.Authorities.Edges {
		list = append(list, e.Node)
	}
	if err == nil && len(list) == 0 {
		err = errors.New("no authority is connected")
	}
	return list, err
}

// openMailbox opens a mailbox for one authority.
func (c *caller) openMailbox(ctx context.Context, authorityID string) (string, error) {
	var out struct {
		MailboxOpen struct {
			Mailbox    struct{ ID string }
			UserErrors problems
		}
	}
	err := c.ask(ctx, `mutation($i: MailboxOpenInput!) { mailboxOpen(input: $i) { mailbox { id } userErrors { code field } } }`,
		map[string]any{"i": map[string]any{"authorityId": authorityID}}, &out)
	return out.MailboxOpen.Mailbox.ID, errors.Join(err, out.MailboxOpen.UserErrors.err())
}

// write sends a message from a mailbox to an authority, with documents that are uploaded.
func (c *caller) write(ctx context.Context, mailboxID, authorityID string, documents ...string) error {
	var out struct {
		MessageSend struct {
			MessageEdge struct{ Node struct{ ID string } }
			UserErrors  problems
		}
	}
	err := c.ask(ctx, `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { node { id sentAt } } userErrors { code field } } }`,
		map[string]any{"i": map[string]any{"mailboxId": mailboxID, "recipientIds": []string{authorityID}, "documentIds": documents,
			"subject": "Gaststättenerlaubnis: Unterlagen zum Café in der Königstraße", "body": letterText, "idempotencyKey": rand.Text()}}, &out)
	return errors.Join(err, out.MessageSend.UserErrors.err())
}
