//go:build demo

package app

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/demo/office"
	"schalter/internal/evidence"
	"schalter/internal/testkit"
)

// onBothByMail runs a test against the demo as it is: Stadt Bamberg receives by its own, simulated mailbox.
func onBothByMail(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newMailWorld(t, ""))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newMailWorld(t, testkit.PostgresURL(t)))
	})
}

// deliveryOf is what the owner sees of the delivery of a message, and what is in the mailbox.
type deliveryOf struct {
	State         string
	NextAttemptAt *time.Time
	Failure       *struct{ Code, Cause, Advice string }
	Steps         []struct {
		State  string
		Detail *string
	}
	FallbackLetter *struct{ URL string }
	Messages       []mailboxMessage
}

type mailboxMessage struct {
	ID, Direction, Kind, Subject, Body, SenderName string
	Documents                                      []struct{ Filename, State string }
}

func (w deliveryOf) states() []string {
	var list []string
	for _, s := range w.Steps {
		list = append(list, s.State)
	}
	return list
}

func readDelivery(t *testing.T, owner testkit.Client, mailbox, message string) deliveryOf {
	t.Helper()
	var sent struct {
		Node struct{ Deliveries []deliveryOf }
	}
	owner.Must(t, `query($m: ID!) {
		node(id: $m) { ... on Message { deliveries { state nextAttemptAt failure { code cause advice } steps { state detail } fallbackLetter { url } } } }
	}`, map[string]any{"m": message}, &sent)
	// Asked for afterwards: two fields of one query are not read at one moment, and what a step brought must be there.
	var got struct {
		CaseMailbox struct {
			Messages struct {
				Edges []struct{ Node mailboxMessage }
			}
		}
	}
	owner.Must(t, `query($b: ID!) {
		caseMailbox(id: $b) { messages(last: 20) { edges { node { id direction kind subject body senderName documents { filename state } } } } }
	}`, map[string]any{"b": mailbox}, &got)
	current := sent.Node.Deliveries[0]
	for _, e := range got.CaseMailbox.Messages.Edges {
		current.Messages = append(current.Messages, e.Node)
	}
	return current
}

// awaitDelivery waits until the delivery of a message fulfils a condition.
func awaitDelivery(t *testing.T, owner testkit.Client, mailbox, message string, done func(deliveryOf) bool) deliveryOf {
	t.Helper()
	var current deliveryOf
	for range 600 {
		if current = readDelivery(t, owner, mailbox, message); done(current) {
			return current
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("it stays at %+v", current)
	return current
}

// awaitChannel waits until the channel of the city is in a state.
func awaitChannel(t *testing.T, desk testkit.Client, want string) {
	t.Helper()
	var got string
	for range 600 {
		if got = channelState(t, desk); got == want {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the channel stays %s", got)
}

// get fetches an address that carries its own right.
func get(t *testing.T, address string) (int, []byte) {
	t.Helper()
	res, body := fetchFile(t, testkit.Client{}, address, "")
	return res.StatusCode, body
}

// A message to an authority with a mailbox of its own goes out signed and encrypted, its delivery is seen step by step, and the
// answer arrives; what went over the wire says nothing.
func TestAMessageByMailIsAnsweredByMail(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		owner := w.as(t, citizen)
		mailbox := openMailbox(t, owner, bamberg)
		message := sendByMail(t, owner, mailbox, "Geheime Sache")
		// Receipt and answer are two mails that come together: either may take effect first, the way there has one order.
		current := awaitDelivery(t, owner, mailbox, message, func(w deliveryOf) bool {
			return w.State == "ANSWERED" && slices.Contains(w.states(), "OPENED") && slices.Contains(w.states(), "CONFIRMED")
		})
		got := current.states()
		if there := []string{"QUEUED", "HANDED_OVER", "DELIVERED"}; !slices.Equal(got[:min(len(got), len(there))], there) {
			t.Errorf("the steps are %v, want %v first", got, there)
		}
		if all := slices.Sorted(slices.Values(got)); len(slices.Compact(all)) != 6 || len(got) != 6 {
			t.Errorf("the steps are %v, want each of the six once", got)
		}
		answer := current.Messages[len(current.Messages)-1]
		if answer.Direction != "INBOUND" || answer.SenderName != "Stadt Bamberg" || !strings.Contains(answer.Body, "wird bearbeitet") || strings.Contains(answer.Body, "Ganz vertraulich") {
			t.Errorf("the answer is %+v", answer)
		}
		mails, err := w.simulation.Mails(50)
		if err != nil || len(mails) < 4 {
			t.Fatalf("%d mails went over the wire, %v", len(mails), err)
		}
		for _, m := range mails {
			for _, secret := range []string{"Geheime", "vertraulich", "Lindner", "Fallnummer"} {
				if strings.Contains(m.Raw, secret) {
					t.Errorf("%s shows %q", m.Name, secret)
				}
			}
		}
		checkOriginal(t, w, owner, mailbox, message, answer.ID)
		checkPackages(t, w, owner, mailbox, message, answer.ID)
	})
}

// signedOriginal is what the contract says of the signed mail of a message.
type signedOriginal struct {
	Filename, MediaType, Sha256, Signer, CertificateSha256 string
	Size                                                   int
	SignerAddresses                                        []string
	Download                                               struct{ URL string }
}

func originalOf(t *testing.T, c testkit.Client, message string) (o *signedOriginal, read bool) {
	t.Helper()
	var out struct {
		Node *struct {
			ReadAt         *string
			SignedOriginal *signedOriginal
		}
	}
	c.Must(t, `query($m: ID!) { node(id: $m) { ... on Message {
		readAt signedOriginal { filename mediaType size sha256 receivedAt signer signerAddresses certificateSha256 scanned download { url } }
	} } }`, map[string]any{"m": message}, &out)
	if out.Node == nil {
		return nil, false
	}
	return out.Node.SignedOriginal, out.Node.ReadAt != nil
}

// checkOriginal has the signed mail of the answer downloaded by those who may read it, and by nobody else.
func checkOriginal(t *testing.T, w *world, owner testkit.Client, mailbox, message, answer string) {
	t.Helper()
	if o, _ := originalOf(t, owner, message); o != nil {
		t.Errorf("a message of the owner's has %+v", o)
	}
	o, read := originalOf(t, owner, answer)
	if o == nil || read {
		t.Fatalf("the answer has %+v, read %v", o, read)
	}
	for _, who := range []string{operator, "clerk-bamberg@demo.example", "clerk-ea@demo.example"} {
		other := w.as(t, who)
		if seen, _ := originalOf(t, other, answer); seen != nil {
			t.Errorf("%s sees %+v", who, seen)
		}
		if res, _ := fetchFile(t, other, w.URL+"/originals/"+answer, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s gets it: %d", who, res.StatusCode)
		}
	}
	_, query, _ := strings.Cut(o.Download.URL, "?")
	proof := downloadOf(t, owner, `mutation($i: MessageProofInput!) { messageProof(input: $i) { download { url } } }`, "messageId", answer)
	_, another, _ := strings.Cut(proof, "?")
	for address, want := range map[string]int{
		"/originals/" + answer: http.StatusUnauthorized, "/originals/" + answer + "?" + another: http.StatusUnauthorized, "/originals/" + message + "?" + query: http.StatusUnauthorized,
		"/packages/" + answer + "?" + query: http.StatusUnauthorized, "/originals/" + mailbox + "?" + query: http.StatusNotFound,
	} {
		if status, _ := get(t, w.URL+address); status != want {
			t.Errorf("%.40s: %d, want %d", address, status, want)
		}
	}
	res, mail := fetchFile(t, testkit.Client{}, o.Download.URL, "")
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "message/rfc822" || !strings.Contains(res.Header.Get("Content-Disposition"), o.Filename) {
		t.Fatalf("%d, %v", res.StatusCode, res.Header)
	}
	// A mail may hold HTML: it is a file to keep, never a page of ours.
	for header, want := range map[string]string{
		"Content-Disposition": "attachment;", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Cache-Control": "no-store",
	} {
		if got := res.Header.Get(header); !strings.Contains(got, want) {
			t.Errorf("%s of the signed mail is %q, want %q in it", header, got, want)
		}
	}
	if evidence.Digest(mail) != o.Sha256 || len(mail) != o.Size || !bytes.Contains(mail, []byte("multipart/signed")) || !bytes.Contains(mail, []byte("wird bearbeitet")) {
		t.Errorf("%d bytes of %d: %.300s", len(mail), o.Size, mail)
	}
	if res, rest := fetchFile(t, testkit.Client{}, o.Download.URL, "bytes=100-"); res.StatusCode != http.StatusPartialContent || !bytes.Equal(rest, mail[100:]) {
		t.Errorf("a range: %d", res.StatusCode)
	}
	if _, read := originalOf(t, owner, answer); !read {
		t.Error("that it was fetched is not on record")
	}
	there := w.as(t, citizen)
	of, _ := originalOf(t, there, answer)
	if status, _ := get(t, of.Download.URL); status != http.StatusOK {
		t.Errorf("by a ticket of another session: %d", status)
	}
	there.Must(t, `mutation { sessionEnd(input: {}) { userErrors { code } } }`, nil, nil)
	if status, _ := get(t, of.Download.URL); status != http.StatusUnauthorized {
		t.Errorf("by a ticket of a session that ended: %d", status)
	}
	_, file := get(t, proof)
	verdict, err := evidence.VerifyPackage(bytes.NewReader(file), int64(len(file)), evidence.Trust{})
	if err != nil || !verdict.Valid || !slices.ContainsFunc(verdict.Checks, func(c evidence.Check) bool {
		return c.Name == evidence.CheckOriginal && c.Result == evidence.Passed && strings.Contains(c.Detail, o.SignerAddresses[0])
	}) {
		t.Errorf("the proof says %+v, %v", verdict, err)
	}
}

func sendByMail(t *testing.T, owner testkit.Client, mailbox, subject string) string {
	t.Helper()
	var out struct {
		MessageSend struct {
			MessageEdge *struct{ Node struct{ ID string } }
			UserErrors  []struct{ Code, Message string }
		}
	}
	owner.Must(t, `mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { node { id } } userErrors { code message } } }`,
		map[string]any{"i": map[string]any{
			"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": subject, "body": "Ganz vertraulich.", "receiptRequested": true, "idempotencyKey": subject,
		}}, &out)
	if out.MessageSend.MessageEdge == nil {
		t.Fatalf("not sent: %+v", out.MessageSend.UserErrors)
	}
	return out.MessageSend.MessageEdge.Node.ID
}

// checkPackages takes home what proves the messages; only who has a right to it gets it.
func checkPackages(t *testing.T, w *world, owner testkit.Client, mailbox, message, answer string) {
	t.Helper()
	if err := w.treelog.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, m := range []string{message, answer} {
		address := downloadOf(t, owner, `mutation($i: MessageProofInput!) { messageProof(input: $i) { download { url } } }`, "messageId", m)
		checkPackage(t, address)
	}
	address := downloadOf(t, owner, `mutation($i: MailboxExportInput!) { mailboxExport(input: $i) { download { url } } }`, "mailboxId", mailbox)
	checkPackage(t, address)
	if status, _ := get(t, strings.Replace(address, mailbox, message, 1)); status != http.StatusUnauthorized {
		t.Errorf("a ticket opens something else: %d", status)
	}
	for _, who := range []string{clerkBamberg, clerkMunich, operator, editor} {
		for _, id := range []string{message, mailbox} {
			if res, _ := fetchFile(t, w.as(t, who), w.URL+"/packages/"+id, ""); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s gets %s: %d", who, id, res.StatusCode)
			}
		}
	}
	if status, _ := get(t, w.URL+"/packages/"+mailbox); status != http.StatusUnauthorized && status != http.StatusNotFound {
		t.Errorf("anybody gets the export: %d", status)
	}
	if status, note := get(t, w.URL+"/log/checkpoint"); status != http.StatusOK || !bytes.Contains(note, []byte("/log\n")) {
		t.Errorf("the log's checkpoint: %d %s", status, note)
	}
}

// A case leaves in the form of xdomea by a ticket of its own: neither ticket opens the other file, and nobody gets it who is not the authority.
func TestATransferNeedsItsOwnTicket(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, owner, bamberg)
		sendMessage(t, owner, mailbox, bamberg, "k1")
		caseID := newestCase(t, clerk, bamberg)
		sealed := absolute(w, downloadOf(t, clerk, `mutation($i: CaseExportInput!) { caseExport(input: $i) { download { url } } }`, "caseId", caseID))
		transfer := absolute(w, downloadOf(t, clerk, `mutation { caseExport(input: {caseId: "`+caseID+`", format: XDOMEA}) { download { url } } }`, "caseId", caseID))
		status, file := get(t, transfer)
		if status != http.StatusOK || !bytes.Contains(file, []byte("_Abgabe.Abgabe.0401.xml")) {
			t.Fatalf("%s: %d", transfer, status)
		}
		exported := func() (of struct {
			AuthorityCase struct{ Exported *struct{ Complete bool } }
		}) {
			t.Helper()
			clerk.Must(t, `query($id: ID!) { authorityCase(id: $id) { exported { complete } } }`, map[string]any{"id": caseID}, &of)
			return of
		}
		if got := exported().AuthorityCase.Exported; got == nil || !got.Complete {
			t.Errorf("after the transfer was sent: %+v", got)
		}
		checkPackage(t, sealed)
		sendMessage(t, owner, mailbox, bamberg, "k2")
		if got := exported().AuthorityCase.Exported; got == nil || got.Complete {
			t.Errorf("after the next message: %+v", got)
		}
		if status, _ := get(t, strings.Replace(transfer, "/xdomea", "", 1)); status != http.StatusUnauthorized {
			t.Errorf("the ticket of a transfer opens the package: %d", status)
		}
		if status, _ := get(t, strings.Replace(sealed, caseID, caseID+"/xdomea", 1)); status != http.StatusUnauthorized {
			t.Errorf("the ticket of a package opens the transfer: %d", status)
		}
		for _, who := range []string{citizen, clerkMunich, operator, editor} {
			if res, _ := fetchFile(t, w.as(t, who), w.URL+"/packages/"+caseID+"/xdomea", ""); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", who, res.StatusCode)
			}
		}
		for _, other := range []string{mailbox, "cas_x"} {
			if res, _ := fetchFile(t, owner, w.URL+"/packages/"+other+"/xdomea", ""); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", other, res.StatusCode)
			}
		}
	})
}

func downloadOf(t *testing.T, c testkit.Client, document, field, id string) string {
	t.Helper()
	var out map[string]struct{ Download struct{ URL string } }
	c.Must(t, document, map[string]any{"i": map[string]any{field: id}}, &out)
	for _, payload := range out {
		return payload.Download.URL
	}
	return ""
}

func checkPackage(t *testing.T, address string) {
	t.Helper()
	status, file := get(t, address)
	if status != http.StatusOK {
		t.Fatalf("%s: %d", address, status)
	}
	verdict, err := evidence.VerifyPackage(bytes.NewReader(file), int64(len(file)), evidence.Trust{})
	if err != nil || !verdict.Valid {
		t.Errorf("the package does not verify: %+v, %v", verdict, err)
	}
}

// A mailbox that is not there is told with cause, advice and a letter; the channel is suspended, seen by operators, and a
// connection test brings it back.
func TestAFailedDeliveryIsToldAndTheChannelSuspended(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		owner, desk := w.as(t, citizen), w.as(t, operator)
		mailbox := openMailbox(t, owner, bamberg)
		w.setMode(t, office.Unknown)
		message := sendByMail(t, owner, mailbox, "Kommt nicht an")
		current := awaitDelivery(t, owner, mailbox, message, func(w deliveryOf) bool { return w.State == "FAILED" && len(w.Messages) == 2 })
		if current.Failure == nil || current.Failure.Code != "UNKNOWN_MAILBOX" || current.Failure.Cause == "" || current.Failure.Advice == "" {
			t.Errorf("the failure is %+v", current.Failure)
		}
		if notice := current.Messages[1]; notice.Kind != "NOTICE" || notice.Direction != "PLATFORM" || !strings.Contains(notice.Body, current.Failure.Cause) {
			t.Errorf("the notice is %+v", notice)
		}
		if status, letter := get(t, current.FallbackLetter.URL); status != http.StatusOK || !bytes.HasPrefix(letter, []byte("%PDF-")) {
			t.Errorf("the letter: %d, %d bytes", status, len(letter))
		}
		// Each replica hears of it when the transaction is over.
		awaitChannel(t, desk, "SUSPENDED")
		if code := sendCode(t, owner, mailbox); code != "AUTHORITY_NOT_CONNECTED" {
			t.Errorf("writing to it is answered %s", code)
		}
		w.setMode(t, office.Working)
		desk.Must(t, `mutation($i: ChannelTestInput!) { channelTest(input: $i) { userErrors { code } } }`, map[string]any{"i": map[string]any{"authorityId": bamberg}}, nil)
		for range 600 {
			if channelState(t, desk) == "ACTIVE" {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if code := sendCode(t, owner, mailbox); code != "" {
			t.Errorf("after the test writing is answered %s", code)
		}
	})
}

// A full mailbox delays: the person sees that it is tried again, and when.
func TestAFullMailboxDelays(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		owner := w.as(t, citizen)
		mailbox := openMailbox(t, owner, bamberg)
		w.setMode(t, office.Full)
		message := sendByMail(t, owner, mailbox, "Später")
		current := awaitDelivery(t, owner, mailbox, message, func(w deliveryOf) bool { return w.State == "DEFERRED" && w.NextAttemptAt != nil })
		if !current.NextAttemptAt.After(time.Now()) || current.Steps[len(current.Steps)-1].Detail == nil {
			t.Errorf("the delivery is %+v", current)
		}
	})
}

func (w *world) setMode(t *testing.T, mode office.Mode) {
	t.Helper()
	res, err := http.PostForm(w.URL+"/demo/authority", url.Values{"mode": {string(mode)}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || w.simulation.Mode() != mode {
		t.Fatalf("mode %s: %d", mode, res.StatusCode)
	}
}

func channelState(t *testing.T, operator testkit.Client) string {
	t.Helper()
	var out struct {
		Nodes []struct{ Channel struct{ State string } }
	}
	operator.Must(t, `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Authority { channel { state } } } }`, map[string]any{"ids": []string{bamberg}}, &out)
	return out.Nodes[0].Channel.State
}

func sendCode(t *testing.T, owner testkit.Client, mailbox string) string {
	t.Helper()
	var out struct {
		MessageSend struct{ UserErrors []struct{ Code string } }
	}
	owner.Must(t, sendDocument, map[string]any{"i": map[string]any{
		"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": "Noch einmal", "body": "Hallo", "idempotencyKey": time.Now().String(),
	}}, &out)
	if len(out.MessageSend.UserErrors) == 0 {
		return ""
	}
	return out.MessageSend.UserErrors[0].Code
}
