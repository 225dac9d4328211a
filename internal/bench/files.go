package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// extraAllowed is how much more memory a transfer may take, in bytes.
const extraAllowed = 64 << 20

// vellum is a PDF of any size, which nobody holds in memory.
type vellum struct {
	size, at int64
}

const (
	vellumHead = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
	vellumLine = "% Füllung eines großen Vordrucks, Zeile um Zeile, damit das Dokument so groß wird, wie es sein soll.\n"
	vellumTail = "\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

// Read implements io.Reader.
func (v *vellum) Read(p []byte) (n int, err error) {
	if v.at >= v.size {
		return 0, io.EOF
	}
	tail := v.size - int64(len(vellumTail))
	for n < len(p) && v.at < v.size {
		var from string
		switch {
		case v.at < int64(len(vellumHead)):
			from = vellumHead[v.at:]
		case v.at >= tail:
			from = vellumTail[v.at-tail:]
		default:
			from = vellumLine[(v.at-int64(len(vellumHead)))%int64(len(vellumLine)):]
			from = from[:min(int64(len(from)), tail-v.at)]
		}
		c := copy(p[n:], from)
		n += c
		v.at += int64(c)
	}
	return n, nil
}

// digestOf is the SHA-256 of a range of a vellum.
func digestOf(size, from, to int64) [32]byte {
	h := sha256.New()
	v := &vellum{size: size}
	_, _ = io.CopyN(io.Discard, v, from)
	_, _ = io.CopyN(h, v, to-from)
	return [32]byte(h.Sum(nil))
}

// transfer is what one transfer cost.
type transfer struct {
	name  string
	took  time.Duration
	cpu   time.Duration
	bytes int64
	idle  int64
	peak  int64
	// extra is peak above idle in a run of its own with early garbage collection.
	extra int64
}

func files(ctx context.Context, b *bench) error {
	b.out.printf("The real program in demo mode on SQLite, freshly started for each transfer; a PDF of %d MB, sealed at rest, checked by its digest. "+
		"Memory is that of the process: idle (VmRSS) and at its peak (VmHWM). Extra memory is the difference in a second transfer with `%s`, "+
		"so that nothing hides in garbage that was there before.\n\n", b.megabytes, strings.Join(tidy, " "))
	o, err := b.openOffice(ctx, "sqlite", "files")
	if err != nil {
		return err
	}
	list, err := b.transfers(ctx, o)
	if err = errors.Join(err, o.remove()); err != nil {
		return err
	}
	var rows [][]string
	for _, t := range list {
		hundred := float64(t.bytes) / (100 << 20)
		rows = append(rows, []string{
			t.name, fmt.Sprintf("%.0f", hundred*100/t.took.Seconds()), fmt.Sprintf("%.3f", t.cpu.Seconds()/hundred), mega(t.idle), mega(t.peak), mega(t.extra),
		})
		if t.extra > extraAllowed {
			err = fmt.Errorf("%s took %s MB of extra memory", t.name, mega(t.extra))
		}
	}
	b.out.table([]string{"transfer", "MB/s", "program CPU s/100 MB", "idle MB", "peak MB", "extra MB"}, rows)
	return err
}

func (b *bench) transfers(ctx context.Context, o *office) (list []transfer, err error) {
	size := int64(b.megabytes) << 20
	d, err := o.desk(ctx, 0)
	if err != nil {
		return nil, err
	}
	var documents []string
	for _, step := range []struct {
		name string
		run  func(c *caller, path string) error
	}{
		{"upload, PUT", func(c *caller, path string) error { return c.put(ctx, path, size) }},
		{"download, GET", func(c *caller, path string) error { return c.get(ctx, path, size, 0, size) }},
		{"download, 20 ranges in turn", func(c *caller, path string) error {
			for i := range int64(20) {
				if err := c.get(ctx, path, size, size*i/20, size*(i+1)/20); err != nil {
					return err
				}
			}
			return nil
		}},
	} {
		t := transfer{name: step.name, bytes: size}
		for pass, settings := range [][]string{nil, tidy} {
			if _, err := o.restart(ctx); err != nil {
				return nil, err
			}
			if len(documents) <= pass {
				documentID, err := d.callers[0].announce(ctx, d.mailbox, size)
				if err != nil {
					return nil, err
				}
				documents = append(documents, "/documents/"+documentID)
			}
			one, err := b.transfer(ctx, o, settings, func(c *caller) error { return step.run(c, documents[pass]) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", step.name, err)
			}
			if pass == 0 {
				t.took, t.cpu, t.idle, t.peak = one.took, one.cpu, one.idle, one.peak
			}
			t.extra = one.peak - one.idle
		}
		list = append(list, t)
	}
	return list, nil
}

// transfer measures one transfer in a process that has done nothing before.
func (b *bench) transfer(ctx context.Context, o *office, settings []string, run func(*caller) error) (t transfer, err error) {
	if t.idle, err = o.restart(ctx, settings...); err != nil {
		return t, err
	}
	// 5 forgets the peak (proc(5)).
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", o.pid()), []byte("5"), 0); err != nil {
		return t, err
	}
	cpu, err := cpuOf(o.pid())
	if err != nil {
		return t, err
	}
	begun := b.clock.Now()
	if err := run(o.caller(0, o.token)); err != nil {
		return t, err
	}
	t.took = b.clock.Now().Sub(begun)
	after, err := cpuOf(o.pid())
	if err != nil {
		return t, err
	}
	t.cpu = after - cpu
	t.peak, err = memoryOf(o.pid(), "VmHWM")
	return t, err
}

// announce makes room for a document of size bytes.
func (c *caller) announce(ctx context.Context, mailboxID string, size int64) (string, error) {
	var out struct {
		DocumentCreate struct {
			Document   struct{ ID string }
			UserErrors problems
		}
	}
	err := c.ask(ctx, `mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { document { id } userErrors { code field } } }`,
		map[string]any{"i": map[string]any{"mailboxId": mailboxID, "filename": "Bauplan.pdf", "size": size, "mediaType": "application/pdf"}}, &out)
	return out.DocumentCreate.Document.ID, errors.Join(err, out.DocumentCreate.UserErrors.err())
}

func (c *caller) put(ctx context.Context, path string, size int64) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, "http://"+c.addr+path, &vellum{size: size})
	if err != nil {
		return err
	}
	r.ContentLength = size
	r.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	if err == nil && !bytes.Contains(reply, []byte(`"READY"`)) {
		err = fmt.Errorf("%s: %s", resp.Status, reply)
	}
	return err
}

// get fetches bytes from up to but not including to, and checks them.
func (c *caller) get(ctx context.Context, path string, size, from, to int64) error {
	header := map[string]string{}
	if from > 0 || to < size {
		header["Range"] = fmt.Sprintf("bytes=%d-%d", from, to-1)
	}
	resp, err := c.send(ctx, http.MethodGet, path, nil, header)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := checkStatus(resp); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, resp.Body); err != nil {
		return err
	}
	if [32]byte(h.Sum(nil)) != digestOf(size, from, to) {
		return errors.New("the bytes are not those that were sent")
	}
	return nil
}
