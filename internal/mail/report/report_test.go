package report_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
)

func crlf(s string) []byte {
	return []byte(strings.ReplaceAll(strings.TrimPrefix(s, "\n"), "\n", "\r\n"))
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// The files are what Postfix 3.7.11 wrote in the tests of package posttest, their texts for people shortened.
func TestNotificationsOfPostfixAreRead(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]report.DSN{
		"relayed": {EnvelopeID: "dlv_a", OriginalMessageID: "caaaaaaaaaaaaaaaaaaaaaaaaaapjna4nr7byr5plczq@post.example", Recipients: []report.Recipient{{
			Original: "amt@stadt.example", Final: "amt@stadt.example", Action: report.Relayed, Status: "2.0.0", Code: 250,
			Diagnostic: "250 2.0.0 <amt@stadt.example> OK: queued", RemoteMTA: "127.0.0.1",
		}}},
		"failed": {EnvelopeID: "dlv_b", OriginalMessageID: "caaqaaaaaaaaaaaaaaaaaaaaaaaeao7z7ixhyisdqylq@post.example", Recipients: []report.Recipient{{
			Original: "niemand@stadt.example", Final: "niemand@stadt.example", Action: report.Failed, Status: "5.1.1", Code: 550,
			Diagnostic: "550 5.1.1 User unknown", RemoteMTA: "127.0.0.1",
		}}},
		"full": {EnvelopeID: "dlv_c", OriginalMessageID: "cabaaaaaaaaaaaaaaaaaaaaaaaakrhxg7h2wouchckxq@post.example", Recipients: []report.Recipient{{
			Original: "voll@stadt.example", Final: "voll@stadt.example", Action: report.Failed, Status: "5.2.2", Code: 552,
			Diagnostic: "552 5.2.2 <voll@stadt.example> Mailbox full", RemoteMTA: "127.0.0.1",
		}}},
		"delayed": {EnvelopeID: "dlv_f", OriginalMessageID: "cacqaaaaaaaaaaaaaaaaaaaaaaajfvxesr77jlujuzpa@post.example", Recipients: []report.Recipient{{
			Original: "spaeter@stadt.example", Final: "spaeter@stadt.example", Action: report.Delayed, Status: "4.3.0", Code: 451,
			Diagnostic: "451 4.3.0 <spaeter@stadt.example> Try again", RemoteMTA: "127.0.0.1", RetryUntil: time.Date(2026, 11, 28, 0, 34, 14, 0, time.UTC),
		}}},
	} {
		want.ReportingMTA = "mta.example"
		got, err := report.ParseDSN(file(t, "postfix-"+name+".eml"))
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, want)
		}
		if m, err := report.ParseMDN(file(t, "postfix-"+name+".eml")); !errors.Is(err, report.ErrNone) || m != nil {
			t.Errorf("%s as a receipt: %+v, %v", name, m, err)
		}
	}
}

const exchangeDSN = `
From: <postmaster@stadt.example>
To: <b+caaa@post.example>
Content-Type: multipart/report; report-type=delivery-status;
	boundary="_3a3b_"
MIME-Version: 1.0
X-MS-Exchange-Message-Is-Ndr:
Subject: Unzustellbar: Sichere Nachricht

--_3a3b_
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="_alt_"

--_alt_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Zu gro=DF
--_alt_
Content-Type: text/html; charset="iso-8859-1"

<p>x</p>
--_alt_--

--_3a3b_
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB1.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;mta.example
Arrival-Date: Sun, 22 Nov 2026 09:30:00 +0000
Original-Envelope-Id: dlv_x


Original-Recipient: rfc822;amt+2Bbau@stadt.example
Final-Recipient: rfc822;Amt@Stadt.example
Action: failed
Status: 5.2.3 (too large)
Diagnostic-Code: smtp;550 5.2.3 RESOLVER.RST.RecipSizeLimit; message
 too large for this recipient
Remote-MTA: dns;AM0PR01MB2.eurprd01.prod.exchangelabs.com
X-Display-Name: Amt

Final-Recipient: rfc822;<zweiter@stadt.example>
Action: Delivered
Status: 2.1.5

--_3a3b_
Content-Type: message/rfc822

Received: from a by b
Message-ID: <caaa@post.example>
Subject: Sichere Nachricht
Content-Type: application/pkcs7-mime

MIIB
--_3a3b_--
`

func TestNotificationOfExchangeIsRead(t *testing.T) {
	t.Parallel()
	got, err := report.ParseDSN(crlf(exchangeDSN))
	if err != nil {
		t.Fatal(err)
	}
	want := report.DSN{
		EnvelopeID: "dlv_x", ReportingMTA: "AM0PR01MB1.eurprd01.prod.exchangelabs.com", OriginalMessageID: "caaa@post.example",
		Recipients: []report.Recipient{
			{
				Original: "amt+bau@stadt.example", Final: "Amt@Stadt.example", Action: report.Failed, Status: "5.2.3", Code: 550,
				Diagnostic: "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient", RemoteMTA: "AM0PR01MB2.eurprd01.prod.exchangelabs.com",
			},
			{Final: "zweiter@stadt.example", Action: report.Delivered, Status: "2.1.5"},
		},
	}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %+v\nwant %+v", *got, want)
	}
}

const receipt = `
From: Amt <amt@stadt.example>
To: fall@post.example
Subject: Gelesen: Sichere Nachricht
Content-Type: multipart/report; report-type=disposition-notification; boundary="x"

--x
Content-Type: text/plain

Gelesen.
--x
Content-Type: message/disposition-notification
Content-Transfer-Encoding: 7bit

Reporting-UA: stadt.example; Microsoft Exchange Server
Original-Recipient: rfc822;amt@stadt.example
Final-Recipient: RFC822; amt@stadt.example
Original-Message-ID: <caaa@post.example>
Disposition: DISPOSITION
X-MSExch-Correlation-Key: abc

--x--
`

func TestReceiptsAreToldApart(t *testing.T) {
	t.Parallel()
	for disposition, want := range map[string]report.MDN{
		"manual-action/MDN-sent-manually; displayed":                     {Disposition: report.Displayed},
		"manual-action/MDN-sent-automatically; displayed":                {Disposition: report.Displayed, SentAutomatically: true},
		"automatic-action/MDN-sent-automatically; deleted":               {Disposition: report.Deleted, Automatic: true, SentAutomatically: true},
		"Automatic-Action / MDN-Sent-Automatically ;Processed/ Error, x": {Disposition: report.Processed, Automatic: true, SentAutomatically: true, Modifiers: []string{"error", "x"}},
		"manual-action/MDN-sent-manually; dispatched":                    {Disposition: report.Dispatched},
	} {
		want.OriginalMessageID, want.OriginalRecipient, want.FinalRecipient = "caaa@post.example", "amt@stadt.example", "amt@stadt.example"
		want.ReportingUA = "stadt.example; Microsoft Exchange Server"
		got, err := report.ParseMDN(crlf(strings.Replace(receipt, "DISPOSITION", disposition, 1)))
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%q: %v\n got %+v\nwant %+v", disposition, err, got, want)
		}
	}
	for _, disposition := range []string{"", "displayed", "manual-action; seen", ";", "displayed; manual-action/MDN-sent-manually"} {
		if got, err := report.ParseMDN(crlf(strings.Replace(receipt, "DISPOSITION", disposition, 1))); !errors.Is(err, report.ErrNone) {
			t.Errorf("%q: %+v, %v", disposition, got, err)
		}
	}
}

func frame() report.Frame {
	return report.Frame{
		Envelope: mime.Envelope{
			From: mime.Address{Address: "postmaster@stadt.example"}, To: mime.Address{Address: "b+caaa@post.example"}, Date: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
			MessageID: "report@stadt.example", OuterSubject: "Bericht", AutoSubmitted: "auto-replied",
		},
		Text: "Es ging schief: Größe.\n", Original: []byte("Message-ID: <caaa@post.example>\r\nSubject: Sichere Nachricht\r\n"),
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	dsn := report.DSN{
		EnvelopeID: "dlv_x", ReportingMTA: "mta.stadt.example", OriginalMessageID: "caaa@post.example",
		Recipients: []report.Recipient{
			{
				Original: "amt@stadt.example", Final: "amt@stadt.example", Action: report.Delayed, Status: "4.2.2", Code: 452, RemoteMTA: "mx.stadt.example",
				Diagnostic: "452 4.2.2 " + strings.TrimSpace(strings.Repeat("full ", 50)), RetryUntil: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC),
			},
			{Final: "b@stadt.example", Action: report.Relayed, Status: "2.0.0"},
		},
	}
	raw, err := report.WriteDSN(frame(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := report.ParseDSN(raw); err != nil || !reflect.DeepEqual(*got, dsn) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, dsn)
	}
	mdn := report.MDN{
		Disposition: report.Displayed, SentAutomatically: true, Modifiers: []string{"error"}, OriginalMessageID: "caaa@post.example",
		OriginalRecipient: "amt@stadt.example", FinalRecipient: "amt@stadt.example", ReportingUA: "Schalter; 1",
	}
	raw, err = report.WriteMDN(frame(), mdn)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := report.ParseMDN(raw); err != nil || !reflect.DeepEqual(*got, mdn) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, mdn)
	}
	for l := range strings.SplitSeq(string(raw), "\r\n") {
		if len(l) > 998 || strings.ContainsAny(l, "\r\n") || strings.ContainsFunc(l, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("line %q", l)
		}
	}
	if h, err := mime.ParseHeader(raw, mime.Limits{}); err != nil || !report.IsReport(h) || !h.Automatic || h.Subject != "Bericht" {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestIncompleteReportsAreNotWritten(t *testing.T) {
	t.Parallel()
	recipient := report.Recipient{Final: "a@b.example", Action: report.Failed, Status: "5.1.1"}
	for what, d := range map[string]report.DSN{
		"no server":    {Recipients: []report.Recipient{recipient}},
		"no recipient": {ReportingMTA: "x"},
		"no action":    {ReportingMTA: "x", Recipients: []report.Recipient{{Final: "a@b.example", Status: "5.1.1"}}},
		"bad status":   {ReportingMTA: "x", Recipients: []report.Recipient{{Final: "a@b.example", Action: report.Failed, Status: "kaputt"}}},
	} {
		if _, err := report.WriteDSN(frame(), d); !errors.Is(err, report.ErrContent) {
			t.Errorf("%s: %v", what, err)
		}
	}
	recipient.Diagnostic = "550\r\nBcc: x@demo.example"
	if _, err := report.WriteDSN(frame(), report.DSN{ReportingMTA: "x", Recipients: []report.Recipient{recipient}}); !errors.Is(err, mime.ErrHeader) {
		t.Errorf("attack 30: %v", err)
	}
	if _, err := report.WriteMDN(frame(), report.MDN{Disposition: report.Displayed}); !errors.Is(err, report.ErrContent) {
		t.Errorf("no recipient: %v", err)
	}
}

func status(groups string) string {
	return "From: a@b.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nhi\n--x\nContent-Type: message/delivery-status\n\n" + groups + "\n--x--\n"
}

// Attack 22, as far as reading goes: whether a report belongs to a mail of ours is told by the token of the address it came to.
func TestAttack22WhatIsNoReportIsNone(t *testing.T) {
	t.Parallel()
	good := "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n"
	if _, err := report.ParseDSN(crlf(status(good))); err != nil {
		t.Fatal(err)
	}
	for what, raw := range map[string]string{
		"plain mail":           "From: a@b.example\nSubject: Undelivered\n\n" + good,
		"no machine part":      strings.Replace(status(good), "message/delivery-status", "text/plain", 1),
		"no recipient":         status("Reporting-MTA: dns; x\n"),
		"unknown action":       status(strings.Replace(good, "failed", "exploded", 1)),
		"bad status":           status(strings.Replace(good, "5.1.1", "5.1.1111", 1)),
		"status of class 3":    status(strings.Replace(good, "5.1.1", "3.1.1", 1)),
		"no address":           status(strings.Replace(good, "Final-Recipient: rfc822; a@b.example\n", "", 1)),
		"no report":            status("Subject: x\n\nAction: failed\nStatus: 5.1.1\n"),
		"delivered, it failed": status(strings.Replace(good, "failed", "delivered", 1)),
		"failed, it succeeded": status(strings.Replace(good, "5.1.1", "2.0.0", 1)),
		"fields in a text":     strings.Replace(status(good), "message/delivery-status", "text/plain", 1),
		"empty":                status(""),
		"no fields":            status("\n\n \n\nnothing here\n\n"),
	} {
		if got, err := report.ParseDSN(crlf(raw)); !errors.Is(err, report.ErrNone) || got != nil {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}

func TestReportsAreBounded(t *testing.T) {
	t.Parallel()
	group := "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 " + strings.Repeat("ä", 600) + "\n\n"
	got, err := report.ParseDSN(crlf(status("Reporting-MTA: dns; x\n\n" + strings.Repeat(group, 300))))
	if err != nil || len(got.Recipients) != 100 || len(got.Recipients[0].Diagnostic) > 500 {
		t.Errorf("%d recipients, %v", len(got.Recipients), err)
	}
	if _, err := report.ParseDSN(make([]byte, 64<<20+1)); !errors.Is(err, mime.ErrTooLarge) {
		t.Errorf("large: %v", err)
	}
	deep := "Content-Type: multipart/report; boundary=b0\n\n--b0\n"
	for _, b := range []string{"b1", "b2", "b3", "b4", "b5"} {
		deep += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n"
	}
	if _, err := report.ParseDSN(crlf(deep)); !errors.Is(err, mime.ErrTooDeep) {
		t.Errorf("deep: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"relayed", "failed", "full", "delayed"} {
		f.Add(file(f, "postfix-"+name+".eml"))
	}
	f.Add(crlf(exchangeDSN))
	for _, s := range servers(f) {
		f.Add(s.raw)
	}
	f.Add(crlf(strings.Replace(receipt, "DISPOSITION", "manual-action/MDN-sent-manually; displayed/error", 1)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if d, err := report.ParseDSN(raw); err == nil {
			for _, r := range d.Recipients {
				if r.Action == "" || r.Status == "" || strings.ContainsAny(r.Final+r.Original+r.Diagnostic, "\r\n\x00") || len(r.Diagnostic) > 500 {
					t.Errorf("%+v", r)
				}
			}
		}
		if m, err := report.ParseMDN(raw); err == nil && (m.Disposition == "" || strings.ContainsAny(m.OriginalMessageID+m.FinalRecipient, "\r\n\x00")) {
			t.Errorf("%+v", m)
		}
	})
}
