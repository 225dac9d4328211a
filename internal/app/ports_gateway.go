package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strings"

	"schalter/internal/casemail"
	"schalter/internal/deletion"
	"schalter/internal/delivery/inbound"
	"schalter/internal/delivery/outbound"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/letter"
	"schalter/internal/postbox"
	"schalter/internal/postbox/proof"
	"schalter/internal/store"
	"schalter/internal/treelog"
	"schalter/internal/vault"
	"schalter/internal/web"
)

// directions answers the postbox with both directions of the gateway.
type directions struct {
	*outbound.Service
	inbound *inbound.Service
}

func (g directions) Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) error {
	return g.inbound.Forget(ctx, tx, deliveryIDs)
}

// cases answers the gateway with what the postbox keeps of its mails.
type cases struct{ postbox *postbox.Service }

func (c cases) Outgoing(ctx context.Context, deliveryID string) (*casemail.Outgoing, error) {
	return c.postbox.Gateway.Outgoing(ctx, deliveryID)
}

func (c cases) RecordFact(ctx context.Context, tx *store.Tx, deliveryID string, fact casemail.Fact) error {
	return c.postbox.Gateway.RecordFact(ctx, tx, deliveryID, fact)
}

func (c cases) StoreDocuments(ctx context.Context, attachments []casemail.Attachment) ([]casemail.Kept, error) {
	return c.postbox.Documents.StoreDocuments(ctx, attachments)
}

func (c cases) StoreOriginal(ctx context.Context, inboundID string, original casemail.Original) (casemail.Kept, error) {
	return c.postbox.Documents.StoreOriginal(ctx, inboundID, original)
}

func (c cases) ReceiveAnswer(ctx context.Context, tx *store.Tx, answer casemail.Answer) error {
	return c.postbox.Gateway.ReceiveAnswer(ctx, tx, answer)
}

// certificateLog is the public log for certificates of deletion; it is opened later than those who issue them.
type certificateLog struct{ app *app }

func (l certificateLog) Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error {
	return l.app.treelog.Append(ctx, tx, leaf)
}

func (l certificateLog) Place(ctx context.Context, leaf merkle.Record) (*evidence.Log, *deletion.Place, error) {
	proven, err := l.app.treelog.Prove(ctx, []merkle.Record{leaf})
	if err != nil || proven == nil {
		return nil, nil, err
	}
	log := &evidence.Log{Checkpoint: proven.Note, Stamp: proven.Stamp, Key: proven.Key}
	if place := proven.Places[0]; place != nil {
		return log, &deletion.Place{Leaf: place.Index, Proof: place.Proof}, nil
	}
	return log, nil, nil
}

// deletionFiles answers HTTP with certificates of deletion.
type deletionFiles struct{ *deletion.Issuer }

func (f deletionFiles) Certificate(ctx context.Context, name string) (*web.Package, error) {
	made, err := f.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	return &web.Package{Filename: made.Filename, MediaType: made.MediaType, Write: made.Write}, nil
}

// publicLog answers the postbox and HTTP with the transparency log.
type publicLog struct{ log *treelog.Log }

func (r publicLog) Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error {
	return r.log.Append(ctx, tx, leaf)
}

func (r publicLog) Prove(ctx context.Context, leaves []merkle.Record) (*proof.LogProof, error) {
	proven, err := r.log.Prove(ctx, leaves)
	if err != nil || proven == nil {
		return nil, err
	}
	found := &proof.LogProof{Checkpoint: proven.Note, Stamp: proven.Stamp, Key: proven.Key, Places: make([]*proof.LogPlace, len(proven.Places))}
	for i, place := range proven.Places {
		if place != nil {
			found.Places[i] = &proof.LogPlace{Index: place.Index, Proof: place.Proof}
		}
	}
	return found, nil
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
	made, err := p.postbox.Proof.OpenPackage(ctx, subjectID, sideID)
	if err != nil {
		return nil, err
	}
	return (*web.Package)(made), nil
}

// printing prints letters for the postbox.
type printing struct{ directory *directory.Directory }

func (p printing) Fallback(l proof.FallbackLetter) ([]byte, error) {
	return letter.Fallback(letter.FallbackLetter{
		Sender: letter.AddressOf(l.Sender), Recipient: p.office(l.AuthorityID), Reference: l.Reference, Date: l.PrintedAt, SentAt: l.SentAt,
		Subject: l.Subject, Text: l.Text, Enclosures: l.Enclosures, Note: "Die elektronische Zustellung über Schalter ist gescheitert.",
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
