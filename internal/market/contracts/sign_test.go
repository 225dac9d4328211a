package contracts_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/evidence/pades"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/testkit"
)

// The annex on data protection says by the note of the sheet that no agreement is needed, and in a sentence of its own who answers for the rest.
func TestF5TheContractsAnnexHasTheNoteOnDataProtection(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	lines := contracts.NoteLines(n.version)
	note := n.version.DataProtection()
	if len(lines) != 2 || lines[0].Text != note.NoAgreement(catalogue.German) || lines[1].Text != note.OwnProcessing(catalogue.German) || !strings.Contains(lines[0].Text, "§ 8a Abs. 4 OZG") {
		t.Errorf("%+v", lines)
	}
	with := n.file(t, n.mayor(), n.offer(t, bamberg), false)
	if text := textOf(t, with); text != "" && (!strings.Contains(text, "§ 8a Abs. 4 OZG verantwortet") || !strings.Contains(text, "Was danach mit einem Antrag geschieht")) {
		t.Error("the note is not in the document")
	}
}

// textOf is the text of a PDF without line ends; empty where nothing here reads it.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return ""
	}
	cmd := exec.Command(path, "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestF43TheDocumentSaysWhoSignedWithWhichCertificate(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		n.chain(t)
		c := n.offer(t, bamberg)
		offered := n.file(t, n.mayor(), c, false)
		if sum := sha256.Sum256(offered); hex.EncodeToString(sum[:]) != *c.DocumentDigest || c.State != contracts.Offered || n.Link(n.mayor(), c, true) != nil {
			t.Fatalf("offered: %+v", c)
		}
		w.Clock.Advance(4 * time.Minute)
		c, err := n.signed(n.mayor(), c)
		if err != nil || c.State != contracts.Signed || len(c.Signatures) != 1 {
			t.Fatal(c, err)
		}
		w.Clock.Advance(time.Hour)
		if c, err = n.signed(n.grantor(), c); err != nil || c.State != contracts.Effective || len(c.Signatures) != 2 {
			t.Fatal(c, err)
		}
		if got := n.take(); !slices.Equal(got, []string{"signed GRANTEE " + *c.OrderID, "signed GRANTOR " + *c.OrderID, "effective " + *c.OrderID}) {
			t.Errorf("told: %v", got)
		}
		first := c.Signatures[0]
		if first.Party != contracts.Grantee || first.SignerName != "Person acc_mayor" || first.OrganisationID != bamberg || first.ActingPerson != nil ||
			first.CertificateFingerprint != strings.Repeat("ab", 32) || first.DocumentDigest != *c.DocumentDigest || !first.SignedInAt.Before(first.At.Add(time.Second)) {
			t.Errorf("%+v", first)
		}
		signed := n.file(t, n.grantor(), c, true)
		if !bytes.HasPrefix(signed, offered) {
			t.Error("the signed document does not begin with the one that was signed")
		}
		checkSeal(t, n, signed)
		if text := textOf(t, signed); text != "" {
			for _, want := range []string{
				"Unterzeichnet von Person acc_mayor", "Unterzeichnet von Person acc_grantor", "abababab", "keine qualifizierten elektronischen Signaturen", (*c.DocumentDigest)[:8],
				"Für Name von org_bamberg (Nehmer)", "**kein** Markdown", "Angemeldet am",
			} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in it", want)
				}
			}
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "signed.pdf"), signed, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// checkSeal verifies the seal over the whole document.
func checkSeal(t *testing.T, n *town, pdf []byte) {
	t.Helper()
	signature, content, err := pades.Open(pdf)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cms.Verify(signature, content, n.seal.Chain, cms.VerifyPolicy{}); err != nil {
		t.Errorf("the seal: %v", err)
	}
	if _, err := cms.Verify(signature, append([]byte("x"), content...), n.seal.Chain, cms.VerifyPolicy{}); err == nil {
		t.Error("a changed document has the seal too")
	}
}

// Without a contract nothing is set up: it is effective only when both signed it and all above it is.
func TestF42AContractIsEffectiveWhenBothHaveSigned(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		links := n.chain(t)
		c := n.offer(t, bamberg)
		top := n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.State = contracts.OnHold })
		top.ContractID, top.ExpectedVersion = &links[0].ID, &links[0].Version
		held, err := n.Record(n.operator(), top)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.signed(n.mayor(), c); rule(err) != "WRONG_STATE contract_above_not_effective" {
			t.Errorf("while one above is on hold: %v", err)
		}
		again := n.recording(contracts.Provision, nil, land, fitko)
		again.ContractID, again.ExpectedVersion = &held.ID, &held.Version
		if _, err := n.Record(n.operator(), again); err != nil {
			t.Fatal(err)
		}
		if _, err := n.signed(n.grantor(), c); rule(err) != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
			t.Errorf("the grantor first: %v", err)
		}
		if c, err = n.signed(n.mayor(), c); err != nil || c.State != contracts.Signed {
			t.Fatal(c, err)
		}
		if c, err = n.signed(n.grantor(), c); err != nil || c.State != contracts.Effective {
			t.Fatal(c, err)
		}
		if _, err := n.signed(n.grantor(), c); rule(err) != "WRONG_STATE contract_not_to_sign" {
			t.Errorf("a third signature: %v", err)
		}
	})
}

func TestWhatKeepsSomebodyFromSigning(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	c := n.offer(t, bamberg)
	in := contracts.ContractSignInput{ContractID: c.ID, DocumentDigest: *c.DocumentDigest, IdempotencyKey: "k"}
	sign := func(ctx context.Context, change ...func(*contracts.ContractSignInput)) string {
		t.Helper()
		with := in
		for _, f := range change {
			f(&with)
		}
		_, err := n.Sign(ctx, with)
		return rule(err)
	}
	old := n.mayor()
	n.w.Clock.Advance(10*time.Minute + time.Second)
	if got := sign(old); got != "CERTIFICATE_SIGN_IN_REQUIRED" {
		t.Errorf("a sign-in that is too old: %q", got)
	}
	ctx := n.mayor()
	n.certificates["ses_acc_mayor"] = nil
	if got := sign(ctx); got != "CERTIFICATE_SIGN_IN_REQUIRED" {
		t.Errorf("a certificate that was revoked or exchanged meanwhile: %q", got)
	}
	ctx = n.mayor()
	n.signs["acc_mayor"] = nil
	if got := sign(ctx); got != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
		t.Errorf("an authority that ended meanwhile: %q", got)
	}
	n.signs["acc_mayor"] = []string{bamberg}
	if got := sign(ctx, func(in *contracts.ContractSignInput) { in.DocumentDigest = strings.Repeat("0", 64) }); got != "DIGEST_MISMATCH contract_other_document documentDigest" {
		t.Errorf("another document: %q", got)
	}
	if got := sign(n.signedIn("acc_coburg", coburg)); got != "NOT_FOUND" {
		t.Errorf("another organisation: %q", got)
	}
	if got := sign(context.Background()); got != "UNAUTHENTICATED" {
		t.Errorf("nobody: %q", got)
	}
}

func TestF25ASharedAccountThatSignsNamesWhoActs(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	c := n.offer(t, bamberg)
	ctx := n.mayor()
	n.shared["acc_mayor"] = true
	in := contracts.ContractSignInput{ContractID: c.ID, DocumentDigest: *c.DocumentDigest, IdempotencyKey: "k", ActingPerson: of(" ")}
	if _, err := n.Sign(ctx, in); rule(err) != "REQUIRED contract_acting_person actingPerson" {
		t.Errorf("a shared account without a person: %v", err)
	}
	in.ActingPerson = of("Max Muster")
	done, err := n.Sign(ctx, in)
	if err != nil || *done.Signatures[0].ActingPerson != "Max Muster" {
		t.Fatal(done, err)
	}
	if again, err := n.Sign(ctx, in); err != nil || len(again.Signatures) != 1 || again.Version != done.Version {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	other := n.offer(t, bamberg)
	in.ContractID, in.DocumentDigest = other.ID, *other.DocumentDigest
	if _, err := n.Sign(ctx, in); rule(err) != "IDEMPOTENCY_CONFLICT idempotencyKey" {
		t.Errorf("the key for another contract: %v", err)
	}
	if _, err := n.signed(n.deputy(), c); rule(err) != "WRONG_STATE contract_signed_already" {
		t.Errorf("a colleague afterwards: %v", err)
	}
}

func TestAUnionSignsForItsMember(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	c := n.effective(t, member)
	if s := c.Signatures[0]; s.OrganisationID != union || *c.SignerID != union {
		t.Errorf("%+v", s)
	}
	page, err := n.OfOrganisation(n.as("acc_union", union), union, contracts.Filter{}, onePage)
	if err != nil || len(page.Items) != 1 {
		t.Errorf("of the union: %+v, %v", page, err)
	}
}

// Two people sign the same contract at once, and the same person calls twice: one signature each.
func TestTwoWhoSignAtOnceSignOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		n.chain(t)
		for range 5 {
			c := n.offer(t, bamberg)
			calls := []context.Context{n.mayor(), n.deputy(), n.mayor()}
			results := make([]string, len(calls))
			var all sync.WaitGroup
			for i, ctx := range calls {
				all.Go(func() {
					key := "once-" + c.ID
					if i == 1 {
						key += "-deputy"
					}
					_, err := n.Sign(ctx, contracts.ContractSignInput{ContractID: c.ID, DocumentDigest: *c.DocumentDigest, IdempotencyKey: key})
					results[i] = rule(err)
				})
			}
			all.Wait()
			got := n.now(t, c)
			if len(got.Signatures) != 1 || got.State != contracts.Signed || results[0] != results[2] {
				t.Errorf("%v: %s with %d signatures", results, got.State, len(got.Signatures))
			}
			if winners := slices.Index(results, ""); winners < 0 || (results[0] == "") == (results[1] == "") {
				t.Errorf("%v", results)
			}
		}
	})
}

// A contract above ends while somebody signs: either the signature came before, and the contract ends with it, or it is refused.
func TestAnEndAboveWhileSomebodySigns(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		for range 6 {
			links := n.chain(t)
			c := n.offer(t, bamberg)
			end := n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EndsOn = of(n.today(-1)) })
			end.ContractID, end.ExpectedVersion = &links[0].ID, &links[0].Version
			var refused, failed error
			var both sync.WaitGroup
			ctx := n.mayor()
			both.Go(func() { _, refused = n.signed(ctx, c) })
			both.Go(func() { _, failed = n.Record(n.operator(), end) })
			both.Wait()
			if failed != nil {
				t.Fatal(failed)
			}
			got := n.now(t, c)
			if got.State != contracts.Expired || refused == nil != (len(got.Signatures) == 1) {
				t.Errorf("%s with %d signatures, %v", got.State, len(got.Signatures), refused)
			}
			if refused != nil && !strings.HasPrefix(rule(refused), "WRONG_STATE") {
				t.Errorf("refused with %v", refused)
			}
		}
	})
}

func TestWhoSeesAContract(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	links := n.chain(t)
	c := n.offer(t, bamberg)
	for who, want := range map[string]struct {
		ctx      context.Context
		contract string
		children int
	}{
		"a member": {n.mayor(), "", 1}, "another organisation": {n.signedIn("acc_coburg", coburg), "NOT_FOUND", 0}, "the grantor": {n.grantor(), "", 1},
		"an operator": {n.operator(), "", 1},
	} {
		if _, err := n.Contract(want.ctx, c.ID); rule(err) != want.contract {
			t.Errorf("%s: %v", who, err)
		}
		if page, err := n.Children(want.ctx, links[2], onePage); err != nil || len(page.Items) != want.children {
			t.Errorf("%s: %+v, %v", who, page, err)
		}
		if _, _, err := n.OpenFile(want.ctx, c.ID); rule(err) != want.contract {
			t.Errorf("%s fetches: %v", who, err)
		}
	}
	if _, err := n.All(n.mayor(), contracts.Filter{}, onePage); rule(err) != "FORBIDDEN" {
		t.Errorf("all: %v", err)
	}
	parties, err := n.SignableAs(n.mayor(), []*contracts.Contract{c, links[0]})
	if err != nil || parties[0] == nil || *parties[0] != contracts.Grantee || parties[1] != nil {
		t.Errorf("signable: %v, %v", parties, err)
	}
	if parties, err := n.SignableAs(n.signedIn("acc_coburg", coburg), []*contracts.Contract{c}); err != nil || parties[0] != nil {
		t.Errorf("signable by others: %v, %v", parties, err)
	}
	if all, err := n.OfOrders(n.mayor(), []string{*c.OrderID, "ord_none"}); err != nil || len(all) != 1 || all[*c.OrderID].ID != c.ID {
		t.Errorf("of orders: %v, %v", all, err)
	}
}

func TestATemplateIsCheckedAndNeverChanges(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	in := demoTemplate(t)
	first, err := n.SaveTemplate(n.operator(), in)
	if err != nil || first.Version != 1 {
		t.Fatal(first, err)
	}
	if _, err := n.SaveTemplate(n.operator(), in); rule(err) != "STALE" {
		t.Errorf("without the newest version: %v", err)
	}
	for body, want := range map[string]string{
		"{{grantee.nmae}}": "INVALID contract_template_placeholder body", "siehe {{chain}}": "INVALID contract_template_list_in_sentence body",
		"<b>x</b>": "INVALID contract_template_markup body", "中": "INVALID contract_template_character body", " ": "REQUIRED body",
	} {
		bad := in
		bad.ExpectedVersion, bad.Body = of(1), body
		if _, err := n.SaveTemplate(n.operator(), bad); rule(err) != want {
			t.Errorf("%q: %v", body, err)
		}
	}
	in.ExpectedVersion, in.ValidFrom, in.Body = of(1), n.today(3), "# Neuer Vertrag\n\n{{signatures}}"
	if _, err := n.SaveTemplate(n.operator(), in); err != nil {
		t.Fatal(err)
	}
	n.chain(t)
	if c := n.offer(t, bamberg); *c.TemplateVersion != 1 {
		t.Errorf("a version that is not valid yet was taken: %d", *c.TemplateVersion)
	}
	n.w.Clock.Advance(3 * 24 * time.Hour)
	c := n.offer(t, bamberg)
	if *c.TemplateVersion != 2 {
		t.Errorf("got version %d", *c.TemplateVersion)
	}
	for _, orderID := range []*string{nil, c.OrderID} {
		link, err := n.Preview(n.operator(), first, orderID)
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(link.Path, "/contract-files/"), "?")
		if pdf, _, err := n.OpenFile(n.operator(), name); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("preview: %v", err)
		}
		if _, _, err := n.OpenFile(n.mayor(), name); rule(err) != "FORBIDDEN" {
			t.Errorf("preview for a member: %v", err)
		}
	}
	if _, err := n.Preview(n.operator(), first, of("ord_none")); rule(err) != "NOT_FOUND" {
		t.Errorf("an order without a contract: %v", err)
	}
}
