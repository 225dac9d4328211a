//go:build demo

package app

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"schalter/internal/clock"
	"schalter/internal/postbox/documents"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// paper is a document of the owner's as the API shows it.
type paper struct {
	ID, Filename, MediaType, State string
	Refusal, SHA256, UploadURL     *string
	Download                       *struct{ URL string }
}

func paperOf(t testing.TB, c testkit.Client, id string) paper {
	t.Helper()
	var out struct{ Node *paper }
	c.Must(t, `query($id: ID!) { node(id: $id) { ... on Document { id filename mediaType state refusal sha256 uploadUrl download { url } } } }`, map[string]any{"id": id}, &out)
	if out.Node == nil {
		t.Fatalf("%s is not there", id)
	}
	return *out.Node
}

// uploadFile uploads a document in one go and returns the status of the answer.
func (f *facts) uploadFile(t testing.TB, filename string, content []byte) (id string, status int) {
	t.Helper()
	id, url := announce(t, f.owner, map[string]any{"mailboxId": f.mailbox, "filename": filename, "mediaType": ""}, len(content))
	return id, put(t, f.owner, url, content)
}

func TestHostileUploadsLeaveTheDocumentAsItWas(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		doc, url := announce(t, f.owner, map[string]any{"mailboxId": f.mailbox}, 1000)
		for name, tt := range map[string]struct {
			client  testkit.Client
			content []byte
			want    int
		}{
			"shorter than announced":        {f.owner, pdf(999), 422},
			"longer than announced":         {f.owner, pdf(1001), 422},
			"far longer than announced":     {f.owner, pdf(200_000), 422},
			"nothing":                       {f.owner, nil, 422},
			"by the authority it may go to": {f.clerk, pdf(1000), 404},
			"by another authority":          {w.as(t, clerkMunich), pdf(1000), 404},
			"by nobody":                     {w.Client, pdf(1000), 401},
			"by a token of somebody's own":  {testkit.Client{URL: w.URL, Token: "x"}, pdf(1000), 401},
		} {
			if got := put(t, tt.client, url, tt.content); got != tt.want {
				t.Errorf("%s: got %d, want %d", name, got, tt.want)
			}
			if p := paperOf(t, f.owner, doc); p.State != "AWAITING_UPLOAD" || p.Download != nil || p.UploadURL == nil {
				t.Errorf("%s: the document is %+v", name, p)
			}
		}
		if got := chunked(t, f.owner, url, pdf(1001)); got != 422 {
			t.Errorf("longer, of unknown length: got %d", got)
		}
		if res, _ := fetchFile(t, f.owner, url, ""); res.StatusCode != 404 {
			t.Errorf("what was not uploaded: got %d", res.StatusCode)
		}
		if got := chunked(t, f.owner, url, pdf(1000)); got != 200 {
			t.Errorf("as announced: got %d", got)
		}
		ready := paperOf(t, f.owner, doc)
		other := bytes.Replace(pdf(1000), []byte("padding"), []byte("PADDING"), 1)
		for _, when := range []string{"a second time", "after sending"} {
			if got := put(t, f.owner, url, other); got != 422 {
				t.Errorf("%s: got %d", when, got)
			}
			if _, body := fetchFile(t, f.owner, url, ""); !bytes.Equal(body, pdf(1000)) {
				t.Errorf("%s: the bytes have changed", when)
			}
			if when == "a second time" {
				sendMessage(t, f.owner, f.mailbox, bamberg, f.key(), doc)
			}
		}
		if got := paperOf(t, f.owner, doc); *got.SHA256 != *ready.SHA256 {
			t.Errorf("the digest was %s and is %s", *ready.SHA256, *got.SHA256)
		}
		if res, body := fetchFile(t, f.clerk, url, ""); res.StatusCode != 200 || !bytes.Equal(body, pdf(1000)) {
			t.Errorf("the clerk gets %d", res.StatusCode)
		}
	})
}

// chunked uploads without saying how much it will be.
func chunked(t testing.TB, c testkit.Client, url string, content []byte) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url, io.MultiReader(bytes.NewReader(content)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

func TestHostileContentIsRefusedAndNeverGivenOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	const script = "<script>alert(1)</script>"
	for name, tt := range map[string]struct {
		filename, content string
	}{
		"program as PDF":       {"Rechnung.pdf", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + strings.Repeat("\x00", 200)},
		"ELF as PDF":           {"Rechnung.pdf", "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 200)},
		"page as PDF":          {"Antrag.pdf", "<!doctype html><html>" + script},
		"page before PDF":      {"Antrag.pdf", "<html>" + script + "\n%PDF-1.7\n%%EOF"},
		"words before PDF":     {"Antrag.pdf", "x\n%PDF-1.7\n%%EOF"},
		"drawing as PNG":       {"Plan.png", `<svg xmlns="http://www.w3.org/2000/svg">` + script + `</svg>`},
		"page as text":         {"Notiz.txt", "<!doctype html><html>" + script},
		"page as JPEG":         {"Foto.jpg", "<html>" + script},
		"PDF as JPEG":          {"Foto.jpg", string(pdf(200))},
		"drawing as XML":       {"Plan.xml", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">` + script + `</svg>`},
		"page as XML":          {"Plan.xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">` + script + `</html>`},
		"entities as XML":      {"Plan.xml", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`},
		"style as XML":         {"Plan.xml", `<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.xsl" type="text/xsl"?><a/>`},
		"archive as Word":      {"Brief.docx", "PK\x03\x04" + strings.Repeat("\x00", 100)},
		"script as text":       {"Notiz.txt", "#!/bin/sh\nrm -rf /\n"},
		"shortcut as PDF":      {"Antrag.pdf", "L\x00\x00\x00\x01\x14\x02\x00" + strings.Repeat("\x00", 100)},
		"mail as PDF":          {"Antrag.pdf", "From: a@b.example\r\nSubject: x\r\n\r\nx"},
		"encrypted as Word":    {"Brief.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)},
		"PDF of nothing but 0": {"Antrag.pdf", strings.Repeat("\x00", 300)},
	} {
		t.Run(name, func(t *testing.T) {
			id, status := f.uploadFile(t, tt.filename, []byte(tt.content))
			p := paperOf(t, f.owner, id)
			if status != 200 || p.State != "REFUSED" || p.Refusal == nil || *p.Refusal == "" || p.Download != nil || p.UploadURL != nil {
				t.Errorf("got %d, %+v", status, p)
			}
			if res, _ := fetchFile(t, f.owner, w.URL+"/documents/"+id, ""); res.StatusCode != 404 {
				t.Errorf("it is given out: %d", res.StatusCode)
			}
			a := patiently(t, f.owner, `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { cursor } userErrors { code field message } } }`,
				map[string]any{"i": map[string]any{"mailboxId": f.mailbox, "recipientIds": []string{bamberg}, "subject": "S", "body": "B", "idempotencyKey": f.key(), "documentIds": []string{id}}})
			if got := outcome(t, a); got != "WRONG_STATE" {
				t.Errorf("sending it: got %s", got)
			}
			if got := put(t, f.owner, w.URL+"/documents/"+id, bytes.Repeat([]byte("%"), len(tt.content))); got != 422 {
				t.Errorf("trying again: got %d", got)
			}
		})
	}
}

func TestHostileNamesAreRefusedBeforeUpload(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	for _, tt := range []struct{ filename, mediaType, want, field string }{
		{"a.html", "text/html", "MEDIA_TYPE_REFUSED", "filename"}, {"a.svg", "image/svg+xml", "MEDIA_TYPE_REFUSED", "filename"},
		{"a.exe", "application/x-msdownload", "MEDIA_TYPE_REFUSED", "filename"}, {"a.pdf.exe", "application/pdf", "MEDIA_TYPE_REFUSED", "filename"},
		{"a.pdf", "text/html", "MEDIA_TYPE_REFUSED", "filename"}, {"a.pdf", "image/svg+xml; charset=utf-8", "MEDIA_TYPE_REFUSED", "filename"},
		{"a", "", "MEDIA_TYPE_REFUSED", "filename"}, {".pdf", "", "MEDIA_TYPE_REFUSED", "filename"}, {"a.pdf.", "", "", ""}, {"a.pdf/", "", "MEDIA_TYPE_REFUSED", "filename"},
		{"exe.\u202efdp.a", "", "MEDIA_TYPE_REFUSED", "filename"}, {"a.docm", "", "MEDIA_TYPE_REFUSED", "filename"}, {"a.zip", "", "MEDIA_TYPE_REFUSED", "filename"},
		{"", "", "MEDIA_TYPE_REFUSED REQUIRED", "filename"}, {"\x00", "", "MEDIA_TYPE_REFUSED REQUIRED", "filename"}, {"..", "", "MEDIA_TYPE_REFUSED REQUIRED", "filename"},
		{"a.eml", "message/rfc822", "MEDIA_TYPE_REFUSED", "filename"}, {"a.js", "text/javascript", "MEDIA_TYPE_REFUSED", "filename"},
	} {
		var out struct {
			DocumentCreate struct{ UserErrors []userError }
		}
		f.owner.Must(t, `mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"mailboxId": f.mailbox, "filename": tt.filename, "mediaType": tt.mediaType, "size": 100}}, &out)
		switch list := out.DocumentCreate.UserErrors; {
		case tt.want == "" && len(list) == 0:
		case len(list) != 1 || !strings.Contains(tt.want, list[0].Code) || list[0].Field[0] != tt.field:
			t.Errorf("%q as %q: got %+v, want %s", tt.filename, tt.mediaType, list, tt.want)
		}
	}
	for _, size := range []int{0, -1, documents.MaxDocumentBytes + 1, 1<<31 - 1} {
		var out struct {
			DocumentCreate struct{ UserErrors []userError }
		}
		f.owner.Must(t, `mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"mailboxId": f.mailbox, "filename": "a.pdf", "mediaType": "", "size": size}}, &out)
		if list := out.DocumentCreate.UserErrors; len(list) != 1 || list[0].Field[0] != "size" {
			t.Errorf("%d bytes: got %+v", size, list)
		}
	}
}

// fileNames are attacks on a person or program that saves, lists or prints a name, each with an ending that is taken.
var fileNames = []string{
	"../../etc/cron.d/x.pdf", `..\..\Windows\x.pdf`, "/etc/passwd.pdf", `C:\boot.pdf`, "x\x00.exe.pdf", "exe.\u202efdp.pdf", "\u2066a\u2069.pdf", "CON.pdf", "nul.pdf", "Aux .pdf",
	"com1.pdf", "COM¹.pdf", "a:b.pdf", "a\r\nSet-Cookie: x=y.pdf", "a\";filename=\"x.exe.pdf", "a'b`c.pdf", "a;b.pdf", "a%2f..%2fb.pdf", "a%00b.pdf", "<script>.pdf", "a|b?c*d.pdf",
	strings.Repeat("a", 300) + ".pdf", strings.Repeat("ä", 300) + ".pdf", strings.Repeat("😀", 100) + ".pdf", "…" + strings.Repeat(".", 50) + "a.pdf", " a .pdf", "\u200b\u200da.pdf",
	"Lageplan “neu” – Ö.pdf", "план.pdf", "图.pdf", "خطة.pdf", "e\u0301.pdf", "K͟h.pdf", "\ufffd.pdf", "=cmd|x.pdf", "-rf.pdf", "~.pdf", "$(x).pdf", "a\u2028b.pdf", "a\tb.pdf",
}

func TestAttackCase29FileNamesAreHarmless(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	for i, name := range fileNames {
		if i%40 == 39 {
			f.mailbox = openMailbox(t, f.owner, bamberg)
		}
		id, status := f.uploadFile(t, name, pdf(100))
		p := paperOf(t, f.owner, id)
		if status != 200 || p.State != "READY" {
			t.Fatalf("%q: got %d, %+v", name, status, p)
		}
		res, _ := fetchFile(t, f.owner, w.URL+"/documents/"+id, "")
		kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != p.Filename || len(params) != 1 {
			t.Errorf("%q: %q, %v", name, res.Header.Get("Content-Disposition"), err)
		}
		if harm := harmful(p.Filename); harm != "" {
			t.Errorf("%q became %q: %s", name, p.Filename, harm)
		}
		if got := res.Header.Get("Content-Type"); got != "application/pdf" || len(res.Header["Set-Cookie"]) > 0 {
			t.Errorf("%q: given out as %s, %v", name, got, res.Header)
		}
	}
}

// harmful says what is wrong with a name that shall be safe to save anywhere.
func harmful(name string) string {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case len(name) > 120:
		return "too long"
	case !utf8.ValidString(name):
		return "not UTF-8"
	case strings.ContainsAny(name, `/\<>:"|?*`):
		return "reserved characters"
	case strings.HasPrefix(name, ".") || strings.HasPrefix(name, " ") || !strings.HasSuffix(name, ".pdf"):
		return "its ends"
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' }):
		return "invisible characters"
	}
	for _, device := range []string{"con", "nul", "aux", "com1", "com¹"} {
		if strings.TrimSpace(stem) == device {
			return "a device of Windows"
		}
	}
	return ""
}

func TestHostileRangesAreAnsweredSanely(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	content := pdf(300_000)
	doc, _ := f.uploadFile(t, "Plan.pdf", content)
	size := len(content)
	for ranges, want := range map[string]struct {
		status int
		part   []byte
	}{
		"":                                     {200, content},
		"bytes=0-":                             {206, content},
		"bytes=0-0":                            {206, content[:1]},
		"bytes=-1":                             {206, content[size-1:]},
		"bytes=-9999999":                       {206, content},
		fmt.Sprintf("bytes=%d-", size-1):       {206, content[size-1:]},
		"bytes=65530-65545":                    {206, content[65530:65546]},
		"bytes=100-99999999999":                {206, content[100:]},
		fmt.Sprintf("bytes=%d-", size):         {416, nil},
		"bytes=9223372036854775807-":           {416, nil},
		"bytes=5-1":                            {416, nil},
		"bytes=--1":                            {416, nil},
		"bytes=a-b":                            {416, nil},
		"bytes=99999999999999999999-":          {416, nil},
		"bytes":                                {416, nil},
		"lines=1-2":                            {416, nil},
		"bytes=" + strings.Repeat("0-,", 5000): {200, content},
		"bytes=0-" + strings.Repeat(",0-", 10): {200, content},
		"bytes=" + strings.TrimSuffix(strings.Repeat("1-1,", 5000), ","): {200, content},
	} {
		res, body := fetchFile(t, f.owner, w.URL+"/documents/"+doc, ranges)
		if res.StatusCode != want.status || want.part != nil && !bytes.Equal(body, want.part) {
			t.Errorf("%.40q: got %d with %d bytes, want %d with %d", ranges, res.StatusCode, len(body), want.status, len(want.part))
		}
		if res.StatusCode == 416 && bytes.Contains(body, []byte("PDF")) {
			t.Errorf("%.40q: %.100s", ranges, body)
		}
	}
	res, body := fetchFile(t, f.owner, w.URL+"/documents/"+doc, "bytes=0-4,65530-65545,-7")
	if got := parts(t, res, body); res.StatusCode != 206 || !bytes.Equal(got, bytes.Join([][]byte{content[:5], content[65530:65546], content[size-7:]}, nil)) {
		t.Errorf("three ranges: got %d %q", res.StatusCode, got)
	}
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("three ranges: %v", res.Header)
	}
}

// parts are the contents of a multipart/byteranges answer, one after the other.
func parts(t *testing.T, res *http.Response, body []byte) []byte {
	t.Helper()
	_, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for r := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := r.NextPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
}

// ticket makes a real ticket that ends in a while; negative is in the past.
func (w *world) ticket(docID, sideID, accountID, sessionID string, life time.Duration) string {
	at := strconv.FormatInt(clock.System().Now().Add(life).Unix(), 36)
	mac := w.platform.MAC(vault.DownloadTicket, docID, sideID, accountID, sessionID, at)
	return at + "." + sessionID + "." + hex.EncodeToString(mac[:16])
}

func TestHostileTicketsOpenNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		doc, _ := f.uploadFile(t, "Plan.pdf", pdf(1000))
		other, _ := f.uploadFile(t, "Skizze.pdf", pdf(2000))
		var who struct {
			Viewer struct {
				ID       string
				Sessions []struct {
					ID      string
					Current bool
				}
			}
		}
		f.owner.Must(t, `{ viewer { id sessions { id current } } }`, nil, &who)
		session := who.Viewer.Sessions[0].ID
		ended := freshSession(f)
		f.owner.Must(t, `mutation($i: SessionEndInput!) { sessionEnd(input: $i) { endedSessionId } }`, map[string]any{"i": map[string]any{"sessionId": ended}}, nil)
		good := w.ticket(doc, f.mailbox, who.Viewer.ID, session, time.Minute)
		at, mac, _ := strings.Cut(good, "."+session+".")
		for name, tt := range map[string]struct {
			ticket, ranges string
			want           int
		}{
			"good":                      {good, "", 200},
			"never begun":               {w.ticket(doc, f.mailbox, who.Viewer.ID, session, -5*time.Minute), "bytes=10-", 401},
			"not begun in time":         {w.ticket(doc, f.mailbox, who.Viewer.ID, session, -time.Minute), "", 401},
			"begun, but long ago":       {w.ticket(doc, f.mailbox, who.Viewer.ID, session, -10*time.Minute), "bytes=10-", 401},
			"of another side":           {w.ticket(doc, "mbx_00000000000000000000000000", who.Viewer.ID, session, time.Minute), "", 401},
			"of another document":       {w.ticket(other, f.mailbox, who.Viewer.ID, session, time.Minute), "", 401},
			"of another account":        {w.ticket(doc, f.mailbox, "acc_00000000000000000000000000", session, time.Minute), "", 401},
			"of an ended session":       {w.ticket(doc, f.mailbox, who.Viewer.ID, ended, time.Minute), "", 401},
			"of no session":             {w.ticket(doc, f.mailbox, who.Viewer.ID, "", time.Minute), "", 401},
			"of a session with a NUL":   {w.ticket(doc, f.mailbox, who.Viewer.ID, "ses\x00", time.Minute), "", 401},
			"of a session not in UTF-8": {at + ".\xff\xfe." + mac, "", 401},
			"of an over-long session":   {at + "." + strings.Repeat("s", 5000) + "." + mac, "", 401},
			"of later":                  {"zzzzzz." + session + "." + mac, "", 401},
			"of never":                  {strings.Repeat("z", 100) + "." + session + "." + mac, "", 401},
			"of before":                 {"-1." + session + "." + mac, "", 401},
			"with another check":        {good[:len(good)-1] + "x", "", 401},
			"in upper case":             {at + "." + session + "." + strings.ToUpper(mac), "", 401},
			"its time in upper case":    {strings.ToUpper(at) + "." + session + "." + mac, "", 401},
			"its time with a zero":      {"0" + at + "." + session + "." + mac, "", 401},
			"its time with a sign":      {"+" + at + "." + session + "." + mac, "", 401},
			"the whole MAC":             {at + "." + session + "." + hex.EncodeToString(w.platform.MAC(vault.DownloadTicket, doc, f.mailbox, who.Viewer.ID, session, at)), "", 401},
			"a line feed behind":        {good + "\n", "", 401},
			"cut":                       {at + "." + session, "", 401},
			"with more":                 {good + ".x", "", 401},
			"noise":                     {"\x00\x01..'", "", 401},
			"nothing":                   {"", "", 401},
		} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL+"/documents/"+doc, nil)
			if err != nil {
				t.Fatal(err)
			}
			q := req.URL.Query()
			q.Set("ticket", tt.ticket)
			q.Set("side", f.mailbox)
			res, body := fetchFile(t, testkit.Client{}, w.URL+"/documents/"+doc+"?"+q.Encode(), tt.ranges)
			if res.StatusCode != tt.want {
				t.Errorf("%s: got %d %.200s, want %d", name, res.StatusCode, body, tt.want)
			}
			if tt.want == 401 && (bytes.Contains(body, []byte("PDF")) || res.Header.Get("Content-Disposition") != "") {
				t.Errorf("%s: something comes along: %v", name, res.Header)
			}
		}
		if got := put(t, testkit.Client{}, w.URL+"/documents/"+doc+"?side="+f.mailbox+"&ticket="+good, pdf(1000)); got != 401 {
			t.Errorf("a ticket to read writes: %d", got)
		}
	})
}

// begun fetches by a ticket that ends soon and waits until it has ended. Where the machine is too slow for it, the next one has
// more time.
func (f *facts) begun(t *testing.T, address func(ticket string) string, subjectID, accountID, sessionID, ranges string, want int) string {
	t.Helper()
	for life := 2 * time.Second; ; life *= 2 {
		at := address(f.w.ticket(subjectID, f.mailbox, accountID, sessionID, life))
		if res, _ := fetchFile(t, testkit.Client{}, at, ranges); res.StatusCode != want {
			if life > time.Minute {
				t.Fatalf("begun with %q: got %d, want %d", ranges, res.StatusCode, want)
			}
			continue
		}
		for !ended(at) {
			time.Sleep(100 * time.Millisecond)
		}
		return at
	}
}

// ended reports whether the ticket of an address has ended.
func ended(address string) bool {
	_, ticket, _ := strings.Cut(address, "ticket=")
	at, _, _ := strings.Cut(ticket, ".")
	unix, err := strconv.ParseInt(at, 36, 64)
	return err == nil && clock.System().Now().After(time.Unix(unix, 0))
}

// A ticket of a minute holds for a minute. What comes later continues a document whose beginning went out under it.
func TestOnlyABegunDownloadGoesOnAfterItsTicketEnded(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		doc, _ := f.uploadFile(t, "Plan.pdf", pdf(1000))
		var who struct {
			Viewer struct {
				ID       string
				Sessions []struct{ ID string }
			}
		}
		f.owner.Must(t, `{ viewer { id sessions { id } } }`, nil, &who)
		account, session := who.Viewer.ID, who.Viewer.Sessions[0].ID
		document := func(ticket string) string {
			return w.URL + "/documents/" + doc + "?side=" + f.mailbox + "&ticket=" + ticket
		}
		export := func(ticket string) string {
			return w.URL + "/packages/" + f.mailbox + "?side=" + f.mailbox + "&ticket=" + ticket
		}
		whole := f.begun(t, document, doc, account, session, "", 200)
		for ranges, want := range map[string]int{
			"bytes=10-": 206, "bytes=10-19": 206, "bytes=1-": 206, "": 401, "bytes=0-": 401, "bytes=00-": 401, "bytes=-10": 401, "bytes=10-,0-9": 401, "bytes=10-19,30-39": 401,
			"bytes=": 401, "bytes=x": 401, "lines=1-": 401, "bytes = 1-": 401, "bytes=01-": 401, strings.Repeat("1-2,", 20): 401,
		} {
			if res, _ := fetchFile(t, testkit.Client{}, whole, ranges); res.StatusCode != want {
				t.Errorf("begun, then %q: got %d, want %d", ranges, res.StatusCode, want)
			}
		}
		for validator, want := range map[string]int{`"` + doc + `"`: 206, `"another"`: 401, "Mon, 23 Nov 2026 09:30:15 GMT": 401} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, whole, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Range", "bytes=10-")
			req.Header.Set("If-Range", validator)
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != want {
				t.Errorf("begun, then with %s: got %d, want %d", validator, res.StatusCode, want)
			}
		}
		middle := f.begun(t, document, doc, account, session, "bytes=10-19", 206)
		if res, _ := fetchFile(t, testkit.Client{}, middle, "bytes=20-"); res.StatusCode != 401 {
			t.Errorf("only the middle was given, then the rest: got %d", res.StatusCode)
		}
		file := f.begun(t, export, f.mailbox, account, session, "", 200)
		for _, ranges := range []string{"", "bytes=10-", "bytes=0-"} {
			if res, body := fetchFile(t, testkit.Client{}, file, ranges); res.StatusCode != 401 || bytes.Contains(body, []byte("PK")) {
				t.Errorf("an export that was begun, then %q: got %d", ranges, res.StatusCode)
			}
		}
	})
}

func TestHostileDocumentPathsLeadNowhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	anna := w.as(t, citizen)
	for _, path := range []string{
		"/documents/x", "/documents/msg_00000000000000000000000000", "/documents/doc_", "/documents/doc_zzzzzzzzzzzzzzzzzzzzzzzzzz", "/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
		"/documents/doc_00000000000000000000000000%00", "/documents/" + strings.Repeat("x", 8000), "/documents/%ff", "/documents/doc_00000000000000000000000000",
		"/demo/letters/x.pdf", "/demo/letters/%00.pdf", "/demo/letters/%ff.pdf", "/demo/letters/..%2f..%2fetc%2fpasswd.pdf", "/demo/letters/let_00000000000000000000000000.pdf",
	} {
		if res, body := fetchFile(t, anna, w.URL+path, ""); res.StatusCode != 404 {
			t.Errorf("%.60s: got %d %.100s", path, res.StatusCode, body)
		}
	}
}
