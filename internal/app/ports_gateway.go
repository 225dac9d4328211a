package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strings"

	"schalter/internal/delivery"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/letter"
	"schalter/internal/postbox"
	"schalter/internal/store"
	"schalter/internal/treelog"
	"schalter/internal/vault"
	"schalter/internal/web"
)

// cases answers the gateway for the case mailboxes.
type cases struct{ postbox *postbox.Service }

func (c cases) Outgoing(ctx context.Context, deliveryID string) (*delivery.Outgoing, error) {
	m, err := c.postbox.Outgoing(ctx, deliveryID)
	if errors.Is(err, postbox.ErrGone) {
		return nil, delivery.ErrGone
	}
	if err != nil {
		return nil, err
	}
	out := &delivery.Outgoing{
		DeliveryID: m.DeliveryID, MessageID: m.MessageID, AuthorityID: m.AuthorityID, Reference: m.Reference, Title: m.Title,
		Kind: string(m.Kind), Person: m.PersonName, AddressLines: addressLines(m), TrustLevel: m.TrustLevel, Subject: m.Subject, Text: m.Body,
		Services: m.Services, SentAt: m.SentAt, ReceiptRequested: m.ReceiptRequested,
	}
	for _, d := range m.Documents {
		out.Documents = append(out.Documents, delivery.OutgoingDocument(d))
	}
	return out, nil
}

// addressLines is a person's address as it stands on a letter, without the name; none where it is not known or cannot be written.
func addressLines(m *postbox.Outgoing) []string {
	if m.Address == nil {
		return nil
	}
	list, err := letter.AddressLines(letter.Of(*m.Address))
	if err != nil || len(list) == 0 {
		return nil
	}
	return list[1:]
}

func (c cases) Note(ctx context.Context, tx *store.Tx, deliveryID string, f delivery.Fact) error {
	return c.postbox.RecordFact(ctx, tx, deliveryID, postbox.DeliveryFact{
		State: postbox.DeliveryState(f.State), Code: f.Code, Status: f.Status, Failure: postbox.FailureCode(f.Failure), NextAttempt: f.NextAttempt, Reported: f.Reported, Unread: f.Unread,
	})
}

func (c cases) Keep(ctx context.Context, documents []delivery.Attachment) ([]delivery.Kept, error) {
	incoming := make([]postbox.IncomingDocument, len(documents))
	for i, d := range documents {
		incoming[i] = postbox.IncomingDocument(d)
	}
	kept, err := c.postbox.StoreDocuments(ctx, incoming)
	if errors.Is(err, postbox.ErrMalware) {
		return nil, delivery.ErrMalware
	}
	if err != nil {
		return nil, err
	}
	list := make([]delivery.Kept, len(kept))
	for i, k := range kept {
		list[i] = delivery.Kept{Document: k, Refused: k.Refused()}
	}
	return list, nil
}

func (c cases) KeepOriginal(ctx context.Context, inboundID string, o delivery.Original) (any, error) {
	layout := evidence.Layout{Signature: spanOf(o.Layout.Signature), Base64: o.Layout.Base64, CRLF: o.Layout.CRLF}
	if o.Layout.Content != [2]int{} {
		content := spanOf(o.Layout.Content)
		layout.Content = &content
	}
	kept, err := c.postbox.StoreOriginal(ctx, inboundID, postbox.IncomingOriginal{
		Data: o.Data, Layout: layout, Certificate: o.Certificate, ReceivedAt: o.ReceivedAt,
	})
	if errors.Is(err, postbox.ErrMalware) {
		return nil, delivery.ErrMalware
	}
	return kept, err
}

func spanOf(bounds [2]int) evidence.Span {
	return evidence.Span{From: int64(bounds[0]), To: int64(bounds[1])}
}

func (c cases) Answer(ctx context.Context, tx *store.Tx, a delivery.Answer) error {
	in := postbox.Answer{
		DeliveryID: a.DeliveryID, AuthorityID: a.AuthorityID, InboundID: a.InboundID, Subject: a.Subject, Body: a.Text, Automatic: a.Automatic,
	}
	for _, r := range a.Remarks {
		in.Remarks = append(in.Remarks, postbox.Remark(r))
	}
	for _, k := range a.Documents {
		kept, ok := k.Document.(postbox.StoredDocument)
		if !ok {
			return errors.New("a document that the postbox did not keep")
		}
		in.Documents = append(in.Documents, kept)
	}
	original, ok := a.Original.(*postbox.StoredOriginal)
	if !ok {
		return errors.New("an original that the postbox did not keep")
	}
	in.Original = original
	err := c.postbox.Receive(ctx, tx, in)
	if errors.Is(err, postbox.ErrGone) {
		return delivery.ErrGone
	}
	return err
}

// publicLog answers the postbox and HTTP with the transparency log.
type publicLog struct{ log *treelog.Log }

func (r publicLog) Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error {
	return r.log.Append(ctx, tx, leaf)
}

func (r publicLog) Prove(ctx context.Context, leaves []merkle.Record) (*postbox.LogProof, error) {
	proven, err := r.log.Prove(ctx, leaves)
	if err != nil || proven == nil {
		return nil, err
	}
	proof := &postbox.LogProof{Checkpoint: proven.Note, Stamp: proven.Stamp, Key: proven.Key, Places: make([]*postbox.LogPlace, len(proven.Places))}
	for i, place := range proven.Places {
		if place != nil {
			proof.Places[i] = &postbox.LogPlace{Index: place.Index, Proof: place.Proof}
		}
	}
	return proof, nil
}

func (r publicLog) Checkpoint(ctx context.Context) ([]byte, error) {
	c, err := r.log.Checkpoint(ctx)
	if err != nil || c == nil {
		return nil, err
	}
	return c.Note, nil
}

func (r publicLog) Tile(ctx context.Context, path string) (content []byte, full bool, err error) {
	content, full, err = r.log.Tile(ctx, path)
	if errors.Is(err, merkle.ErrTile) {
		err = errs.New(errs.NotFound, "the log has no such tile")
	}
	return content, full, err
}

func (r publicLog) Continuation(ctx context.Context, earlier int64) ([]byte, error) {
	text, err := r.log.Continuation(ctx, earlier)
	if errors.Is(err, merkle.ErrTile) {
		err = errs.New(errs.NotFound, "the log never had this size")
	}
	return text, err
}

// logKey is the platform's key for the log.
type logKey struct{ platform *vault.Platform }

func (k logKey) LogKey() (keyID string, key ed25519.PrivateKey) { return k.platform.Signer(vault.Log) }

// logOrigin names the log: the address it is published under, without scheme.
func logOrigin(baseURL string) string {
	_, host, _ := strings.Cut(baseURL, "://")
	return host + "/log"
}

// packages answers HTTP with proofs, exports and letters of the postbox.
type packages struct{ postbox *postbox.Service }

func (p packages) Package(ctx context.Context, subjectID, sideID string) (*web.Package, error) {
	made, err := p.postbox.OpenPackage(ctx, subjectID, sideID)
	if err != nil {
		return nil, err
	}
	return (*web.Package)(made), nil
}

// printing prints letters for the postbox.
type printing struct{ directory *directory.Directory }

func (p printing) Fallback(l postbox.FallbackLetter) ([]byte, error) {
	return letter.Fallback(letter.FallbackLetter{
		Sender: letter.Of(l.Sender), Recipient: p.office(l.AuthorityID), Reference: l.Reference, Date: l.PrintedAt, SentAt: l.SentAt,
		Subject: l.Subject, Body: l.Body, Enclosures: l.Enclosures, Note: "Die elektronische Zustellung über Schalter ist gescheitert.",
	})
}

// office is an authority as a letter names it: what the directory knows of its address and fax.
func (p printing) office(authorityID string) letter.Office {
	a := p.directory.Snapshot().Authority(authorityID)
	if a == nil {
		return letter.Office{}
	}
	o := letter.Office{Name: a.Name}
	if a.Fax != nil {
		o.Fax = *a.Fax
	}
	if a.SeatCity != nil {
		town := *a.SeatCity
		if a.SeatPostalCode != nil {
			town = *a.SeatPostalCode + " " + town
		}
		o.Address = []string{town}
	}
	return o
}
