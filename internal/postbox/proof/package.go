package proof

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/sideevent"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// What one export holds at most; more is refused, never cut in silence. exportsAtOnce bounds those that are being prepared;
// how many are sent at a time, and how slowly, is for the server to bound: until then each is in memory, without its documents.
const (
	exportsAtOnce = 2

	maxExportMessages = 2_000
	maxExportEvents   = 50_000
	// maxExportText is in bytes.
	maxExportText = 16 << 20
)

// Proof gives an address for the proof of one message (Zustellnachweis), as the viewer's side that is meant holds it. Refusals:
// NOT_FOUND, WRONG_STATE (a decision that was not opened yet).
func (s *Service) Proof(ctx context.Context, messageID string, named ...string) (_ *documents.Download, err error) {
	defer errs.Wrap(&err, "postbox.Proof(%s)", messageID)
	m, err := s.conversation.MessageMeant(ctx, messageID, named)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, errs.Refuse(errs.Missing, "messageId")
	}
	if err != nil {
		return nil, err
	}
	if m.Gone() {
		return nil, errs.RefuseText(errs.WrongState, "message_withdrawn", nil, "messageId")
	}
	if m.Locked() {
		return nil, errs.RefuseText(errs.WrongState, "open_first", nil, "messageId")
	}
	return s.packageDownload(ctx, messageID, m.SideID, proofName(messageID)), nil
}

// Export gives an address for everything that the viewer's side of a mailbox or a case holds. field is what the input calls
// the side. Refusals: NOT_FOUND.
func (s *Service) Export(ctx context.Context, sideID, field string) (_ *documents.Download, err error) {
	defer errs.Wrap(&err, "postbox.Export(%s)", sideID)
	side, err := s.exportable(ctx, sideID, field)
	if err != nil {
		return nil, err
	}
	return s.packageDownload(ctx, sideID, sideID, side.Reference+".asice"), nil
}

// exportable finds a side that the viewer may take home as one file.
func (s *Service) exportable(ctx context.Context, sideID, field string) (*sides.Side, error) {
	side, err := s.sides.FindAny(ctx, sideID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, errs.Refuse(errs.Missing, field)
	}
	if err != nil {
		return nil, err
	}
	return side, s.fitsOneExport(ctx, sideID, field)
}

// proofName is the name of a proof's file.
func proofName(messageID string) string { return "nachweis-" + documents.Tail(messageID) + ".asice" }

// fitsOneExport refuses with TOO_MANY what is too much for one file.
func (s *Service) fitsOneExport(ctx context.Context, sideID string, field ...string) error {
	messages, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideID(sideID)).Count(ctx)
	if err != nil {
		return err
	}
	events, err := s.db.Client().SideEvent.Query().Where(sideevent.SideID(sideID)).Count(ctx)
	if err != nil {
		return err
	}
	var text int64
	err = s.db.QueryRow(ctx, `SELECT (SELECT COALESCE(SUM(LENGTH(m.sealed_body)), 0) FROM view_message v JOIN message m ON m.id = v.message_id WHERE v.side_id = ?) +
		(SELECT COALESCE(SUM(LENGTH(sealed)), 0) FROM case_note WHERE side_id = ?)`, sideID, sideID).Scan(&text)
	if err == nil && (messages > maxExportMessages || events > maxExportEvents || text > maxExportText) {
		err = errs.RefuseText(errs.TooMany, "export_too_many", nil, field...)
	}
	return err
}

func (s *Service) packageDownload(ctx context.Context, subjectID, sideID, filename string) *documents.Download {
	expires := s.db.Clock().Now().Add(documents.TicketLife)
	return &documents.Download{
		Path: s.documents.DownloadPath("/packages/", subjectID, sideID, viewer.From(ctx), expires), Filename: filename,
		MediaType: mediaTypeOf(subjectID), ExpiresAt: expires,
	}
}

func mediaTypeOf(subjectID string) string {
	if id.Is(id.Delivery, subjectID) {
		return "application/pdf"
	}
	return evidence.PackageType
}

// Package is a file that is made when it is fetched.
type Package struct {
	Filename, MediaType string
	// Write makes it; an error says that what was written is not to be used.
	Write func(w io.Writer) error
	// Served is told that all of it was sent; nil where nobody needs to know.
	Served func(ctx context.Context) error
}

// OpenPackage prepares what Proof, Export, Transfer and FallbackLetter gave an address for: by the id of a message, a mailbox, a case
// (with /xdomea behind it for its transfer) or a delivery. named is the side that is meant, at most one. Who may not see it is told that there is none.
func (s *Service) OpenPackage(ctx context.Context, subjectID string, named ...string) (_ *Package, err error) {
	defer errs.Wrap(&err, "postbox.OpenPackage(%s)", subjectID)
	if caseID, found := strings.CutSuffix(subjectID, transferSuffix); found {
		return s.openTransfer(ctx, caseID)
	}
	kind, err := id.Parse(subjectID)
	if err != nil {
		return nil, conversation.NoSuchMessage()
	}
	switch kind {
	case id.Message:
		return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*Package, error) { return s.openProof(ctx, subjectID, named) })
	case id.Mailbox, id.Case:
		return s.openExport(ctx, subjectID)
	case id.Delivery:
		return s.openFallback(ctx, subjectID)
	}
	return nil, conversation.NoSuchMessage()
}

func (s *Service) openProof(ctx context.Context, messageID string, named []string) (*Package, error) {
	m, err := s.conversation.MessageMeant(ctx, messageID, named)
	if err != nil {
		return nil, err
	}
	side, err := s.sides.FindAny(ctx, m.SideID)
	if err != nil {
		return nil, err
	}
	if m.Locked() {
		return nil, conversation.NoSuchMessage()
	}
	p := s.packageOf(side, evidence.Proof)
	if err := s.fillPackage(ctx, side, p, []*conversation.Message{m}, &messageID); err != nil {
		return nil, err
	}
	return packageFile(*p, proofName(messageID)), nil
}

func (s *Service) openExport(ctx context.Context, sideID string) (*Package, error) {
	return s.openWhole(ctx, sideID, s.exportOf)
}

// openWhole makes a file of a whole side in its turn.
func (s *Service) openWhole(ctx context.Context, sideID string, of func(context.Context, string) (*Package, error)) (*Package, error) {
	if _, err := s.sides.FindAny(ctx, sideID); err != nil {
		return nil, err
	}
	done, err := s.acquireExportSlot(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	// The address may be older than what came meanwhile, and with an access token none is needed.
	if err := s.fitsOneExport(ctx, sideID); err != nil {
		return nil, err
	}
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*Package, error) { return of(ctx, sideID) })
}

func (s *Service) exportOf(ctx context.Context, sideID string) (*Package, error) {
	w, err := s.wholeOf(ctx, sideID)
	if err != nil {
		return nil, err
	}
	file := packageFile(*w.Package, w.side.Reference+".asice")
	file.Served = s.served(w)
	return file, nil
}

// wholeOf has everything that a side holds. The side is read first: what is added meanwhile is younger than the event that it says was the last.
func (s *Service) wholeOf(ctx context.Context, sideID string) (*whole, error) {
	side, err := s.sides.FindAny(ctx, sideID)
	if err != nil {
		return nil, err
	}
	w := &whole{side: side, Package: s.packageOf(side, evidence.Export)}
	views, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideID(sideID)).Order(ent.Asc(viewmessage.FieldSeq)).
		Limit(maxExportMessages).All(ctx)
	if err != nil {
		return nil, err
	}
	messages, err := s.conversation.OpenViews(ctx, side, views)
	if err != nil {
		return nil, err
	}
	w.complete = !slices.ContainsFunc(messages, func(m *conversation.Message) bool { return m.Locked() && !m.Gone() })
	if !side.IsOwner() {
		if w.HeldBeside, w.notes, err = s.heldBeside(ctx, side); err != nil {
			return nil, err
		}
	}
	return w, s.fillPackage(ctx, side, w.Package, messages, nil)
}

// acquireExportSlot waits until an export may be prepared.
func (s *Service) acquireExportSlot(ctx context.Context) (done func(), err error) {
	select {
	case s.exports <- struct{}{}:
		return func() { <-s.exports }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func packageFile(p evidence.Package, filename string) *Package {
	return &Package{Filename: filename, MediaType: evidence.PackageType, Write: func(w io.Writer) error { return evidence.WritePackage(w, p) }}
}

// packageOf is an empty package of a side.
func (s *Service) packageOf(side *sides.Side, kind evidence.PackageKind) *evidence.Package {
	reader := s.directory.AuthorityName(side.Reader)
	if side.IsOwner() {
		reader = side.Head.PersonName
	}
	seal := s.keys.SealCertificate()
	return &evidence.Package{
		Kind: kind, Platform: chain.Platform.Name, BaseURL: s.baseURL, Side: side.ID, Reference: side.Reference, Title: side.Head.Title,
		FileReference: side.Head.FileReference,
		Holder:        reader, CreatedAt: s.db.Clock().Now(), Keys: map[string]ed25519.PublicKey{},
		Seal: evidence.SealSigner{Key: seal.Signer, Chain: append([]*x509.Certificate{seal.Certificate}, seal.Chain...)},
	}
}

// fillPackage puts messages, their documents and the record into a package; about names the one message a proof is about.
// A decision that was not opened stays closed: its text and documents are left out.
func (s *Service) fillPackage(ctx context.Context, side *sides.Side, p *evidence.Package, messages []*conversation.Message, about *string) error {
	var enclosed []*conversation.Message
	for _, m := range messages {
		if m.Locked() {
			continue
		}
		text, err := s.gateway.MessageText(ctx, m)
		if err != nil {
			return err
		}
		signed, err := s.manifestOf(ctx, m)
		if err != nil {
			return err
		}
		parts, err := s.packageDocuments(ctx, side, m.ID)
		if err != nil {
			return err
		}
		original, err := s.packageOriginal(ctx, m, signed)
		if err != nil {
			return err
		}
		p.Messages = append(p.Messages, evidence.Message{Signed: signed, Subject: m.Subject, Body: text, Documents: parts, Original: original})
		p.Keys[signed.KeyID] = s.keys.Public(vault.Seal, signed.KeyID)
		enclosed = append(enclosed, m)
	}
	if err := s.fillRecord(ctx, side, p, about); err != nil {
		return err
	}
	return s.fillAnnouncements(ctx, p, enclosed)
}

// packageOriginal is the signed mail that a message came by, where its manifest names it.
func (s *Service) packageOriginal(ctx context.Context, m *conversation.Message, signed evidence.Signed) (*evidence.OriginalFile, error) {
	var described evidence.Manifest
	if err := json.Unmarshal(signed.Manifest, &described); err != nil || described.Original == nil {
		return nil, err
	}
	opened, err := s.gateway.OpenOriginals(ctx, []*conversation.Message{m})
	if err != nil || opened[0] == nil {
		return nil, err
	}
	o := opened[0]
	return &evidence.OriginalFile{
		Layout: o.Layout, Certificate: o.Certificate, Open: func() (io.ReadCloser, error) { return s.gateway.OpenOriginalBytes(ctx, o) },
	}, nil
}

func (s *Service) packageDocuments(ctx context.Context, side *sides.Side, messageID string) ([]evidence.Document, error) {
	held, err := s.documents.HeldWith(ctx, s.db.Client(), side, messageID)
	if err != nil {
		return nil, err
	}
	var list []evidence.Document
	for _, d := range held {
		if d.Row.BlobKey == nil {
			continue
		}
		list = append(list, evidence.Document{ID: d.Row.ID, Open: func() (io.ReadCloser, error) { return s.documents.OpenBytes(ctx, d) }})
	}
	return list, nil
}

func (s *Service) fillRecord(ctx context.Context, side *sides.Side, p *evidence.Package, about *string) error {
	q := s.db.Client().SideEvent.Query().Where(sideevent.SideID(side.ID))
	if about != nil {
		// A notice names its messages inside.
		q.Where(sideevent.Or(sideevent.MessageID(*about), sideevent.KindIn(sideevent.KindNOTIFICATION_SENT, sideevent.KindNOTIFICATION_FAILED)))
	}
	rows, err := q.Order(ent.Asc(sideevent.FieldSeq)).Limit(maxExportEvents).All(ctx)
	if err != nil {
		return err
	}
	var leaves []merkle.Record
	for _, row := range rows {
		sealed, err := s.chain.OpenSealed(ctx, side, row)
		if err != nil {
			return err
		}
		if about != nil && row.MessageID == nil && !slices.Contains(sealed.Messages, *about) {
			continue
		}
		entry := evidence.Entry{Token: sealed.Token, Actor: sealed.Actor}
		copy(entry.Salt[:], sealed.Salt)
		leaves = append(leaves, merkle.Leaf(entry.Salt, entry.Token))
		p.Record = append(p.Record, entry)
		if err := s.addKeyOf(sealed.Token, p); err != nil {
			return err
		}
	}
	return s.fillLog(ctx, p, leaves)
}

// addKeyOf puts the key that signed a token into the package.
func (s *Service) addKeyOf(token string, p *evidence.Package) error {
	_, err := evidence.ParseToken(token, func(keyID string) ed25519.PublicKey {
		p.Keys[keyID] = s.keys.Public(vault.Seal, keyID)
		return p.Keys[keyID]
	})
	return err
}

func (s *Service) fillLog(ctx context.Context, p *evidence.Package, leaves []merkle.Record) error {
	proven, err := s.treelog.Prove(ctx, leaves)
	if err != nil || proven == nil {
		return err
	}
	p.Log = &evidence.Log{Checkpoint: proven.Checkpoint, Key: proven.Key, Stamp: proven.Stamp}
	for i, place := range proven.Places {
		if place != nil {
			p.Record[i].Leaf, p.Record[i].Proof = place.Index, place.Proof
		}
	}
	return nil
}
