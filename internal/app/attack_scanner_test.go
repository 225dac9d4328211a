//go:build demo

package app

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"schalter/internal/testkit"
)

// scannerDaemon speaks clamd's INSTREAM protocol. says is its answer to a whole stream; empty: it dies in the middle.
type scannerDaemon struct {
	addr string
	says atomic.Value
}

func openScanner(t *testing.T) *scannerDaemon {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &scannerDaemon{addr: listener.Addr().String()}
	d.says.Store("OK")
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go d.serve(conn)
		}
	}()
	return d
}

func (d *scannerDaemon) serve(conn net.Conn) {
	defer conn.Close()
	says := d.says.Load().(string)
	r := bufio.NewReader(conn)
	if _, err := r.ReadString(0); err != nil {
		return
	}
	for {
		var length uint32
		if err := binary.Read(r, binary.BigEndian, &length); err != nil {
			return
		}
		if length == 0 {
			if !strings.HasPrefix(says, "INSTREAM") {
				says = "stream: " + says
			}
			io.WriteString(conn, says+"\x00")
			return
		}
		if _, err := io.CopyN(io.Discard, r, int64(length)); err != nil || says == "" {
			return
		}
	}
}

// blobFiles are the files in which sealed documents lie.
func (w *world) blobFiles(t *testing.T) (list []string) {
	t.Helper()
	err := filepath.WalkDir(w.blobFolder(), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Where a scanner is configured nothing is taken without its word: not while it dies in mid-stream, fails or says nonsense, and
// not what it finds something in or cannot see into. Neither by upload, nor in an answer by mail.
func TestAttackCase54NothingIsTakenWithoutTheScanner(t *testing.T) {
	t.Parallel()
	for _, databaseURL := range []func() string{func() string { return "" }, func() string { return testkit.PostgresURL(t) }} {
		d := openScanner(t)
		cfg := worldConfig(t, databaseURL())
		cfg.ClamdAddr = d.addr
		w := newMailWorldWith(t, cfg, testkit.Quiet())
		q := w.askByMail(t)
		content := pdf(300_000)
		kept := w.blobFiles(t)
		doc, address := announce(t, q.owner, map[string]any{"mailboxId": q.mailbox}, len(content))
		for _, says := range []string{"", "ERROR", "Can't allocate memory ERROR", "ok"} {
			d.says.Store(says)
			if got := put(t, q.owner, address, content); got < 500 {
				t.Errorf("the scanner says %q: the upload is answered %d", says, got)
			}
			w.notTaken(t, q, doc, "AWAITING_UPLOAD", says)
		}
		if left := w.blobFiles(t); !slices.Equal(left, kept) {
			t.Errorf("bytes were kept: %v", left)
		}
		d.says.Store("OK")
		if got := put(t, q.owner, address, content); got != http.StatusOK {
			t.Errorf("the scanner is back: the upload is answered %d", got)
		}
		if p := paperOf(t, q.owner, doc); p.State != "READY" {
			t.Errorf("the scanner is back: %+v", p)
		}
		for _, says := range []string{"Win.Test.Evil-1 FOUND", "Heuristics.Encrypted.PDF FOUND", "Heuristics.Limits.Exceeded.MaxRecursion FOUND", "INSTREAM size limit exceeded. ERROR"} {
			d.says.Store(says)
			kept := w.blobFiles(t)
			doc, address := announce(t, q.owner, map[string]any{"mailboxId": q.mailbox}, len(content))
			put(t, q.owner, address, content)
			w.notTaken(t, q, doc, "REFUSED", says)
			if left := w.blobFiles(t); !slices.Equal(left, kept) {
				t.Errorf("the scanner says %q: bytes were kept: %v", says, left)
			}
		}
		d.says.Store("")
		w.answerWaitsForTheScanner(t, q, d)
	}
}

// notTaken fails when a document can be read or sent.
func (w *world) notTaken(t *testing.T, q *question, doc, state, says string) {
	t.Helper()
	p := paperOf(t, q.owner, doc)
	if p.State != state || p.Download != nil {
		t.Errorf("the scanner says %q: the document is %+v", says, p)
	}
	if res, body := fetchFile(t, q.owner, w.URL+"/documents/"+doc, ""); res.StatusCode != http.StatusNotFound || bytes.Contains(body, []byte("padding")) {
		t.Errorf("the scanner says %q: reading it is answered %d", says, res.StatusCode)
	}
	var out struct {
		MessageSend struct{ UserErrors []userError }
	}
	q.owner.Must(t, sendDocument, map[string]any{"i": map[string]any{
		"mailboxId": q.mailbox, "recipientIds": []string{bamberg}, "subject": "Mit Anlage", "body": "Hallo", "idempotencyKey": "with" + doc + says, "documentIds": []string{doc},
	}}, &out)
	if len(out.MessageSend.UserErrors) == 0 {
		t.Errorf("the scanner says %q: the document is sent", says)
	}
}

// answerWaitsForTheScanner brings an answer with a document while the scanner is dead: nothing of it is shown, and nothing lost.
func (w *world) answerWaitsForTheScanner(t *testing.T, q *question, d *scannerDaemon) {
	t.Helper()
	before := readDelivery(t, q.owner, q.mailbox, q.message)
	answer, err := q.clerk.answer(q.mail, "Bescheid", map[string][]byte{"bescheid.pdf": pdf(200_000)})
	if err != nil {
		t.Fatal(err)
	}
	if err := handMail(w.simulation.inlet.Addr().String(), true, bambergAddress, gatewayAddress, answer); err != nil {
		t.Fatal(err)
	}
	failing := 0
	for range 600 {
		if failing = w.countMails(t, "WHERE failures > 0 AND settled_at IS NULL"); failing > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if failing != 1 {
		t.Fatalf("%d mails wait for the scanner, want one", failing)
	}
	if current := readDelivery(t, q.owner, q.mailbox, q.message); current.State != before.State || len(current.Messages) != len(before.Messages) {
		t.Errorf("without the scanner the answer counts: %+v", current)
	}
	d.says.Store("OK")
	current := awaitDelivery(t, q.owner, q.mailbox, q.message, func(current deliveryOf) bool { return current.State == "ANSWERED" })
	newest := current.Messages[len(current.Messages)-1]
	if len(newest.Documents) != 1 || newest.Documents[0].State != "READY" {
		t.Errorf("with the scanner back: %+v", newest)
	}
}

// Documents that unpack to far more than they are, that nobody here can look into, or that carry programs are refused by the
// program as a whole: nothing of them is kept, given out or sent.
func TestAttackCase27BombsEncryptionAndMacrosAreNeverTaken(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner := w.as(t, citizen)
		q := &question{owner: owner, mailbox: openMailbox(t, owner, bamberg)}
		const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
		const macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
		locked := wordFile(t, word, part{"word/document.xml", []byte("<w/>")})
		for i := range locked {
			// The flags of every entry, in its own header and in the directory, say that it is encrypted.
			switch {
			case bytes.HasPrefix(locked[i:], []byte("PK\x03\x04")):
				locked[i+6] |= 1
			case bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")):
				locked[i+8] |= 1
			}
		}
		kept := w.blobFiles(t)
		for what, content := range map[string][]byte{
			"bomb":          wordFile(t, word, part{"word/media/a.png", make([]byte, 120<<20)}),
			"macro project": wordFile(t, word, part{"word/vbaProject.bin", []byte("x")}),
			"macro type":    wordFile(t, macros, part{"word/document.xml", []byte("<w/>")}),
			"program":       wordFile(t, word, part{"word/media/Setup.EXE", []byte("MZ")}),
			"encrypted":     locked,
		} {
			doc, address := announce(t, owner, map[string]any{"mailboxId": q.mailbox, "filename": "Brief.docx", "mediaType": ""}, len(content))
			put(t, owner, address, content)
			w.notTaken(t, q, doc, "REFUSED", what)
			if left := w.blobFiles(t); !slices.Equal(left, kept) {
				t.Errorf("%s: bytes were kept: %v", what, left)
			}
		}
		whole := wordFile(t, word, part{"word/document.xml", []byte("<w/>")})
		doc, address := announce(t, owner, map[string]any{"mailboxId": q.mailbox, "filename": "Brief.docx", "mediaType": ""}, len(whole))
		if got := put(t, owner, address, whole); got != http.StatusOK || paperOf(t, owner, doc).State != "READY" {
			t.Errorf("a document without any of it: %d, %+v", got, paperOf(t, owner, doc))
		}
	})
}

type part struct {
	name    string
	content []byte
}

// wordFile is a document of Word with more parts.
func wordFile(t *testing.T, mediaType string, more ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	list := part{"[Content_Types].xml", []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="` + mediaType + `"/></Types>`)}
	for _, p := range append([]part{list}, more...) {
		f, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
