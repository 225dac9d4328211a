package documents

import (
	"context"
	"io"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/document"
	"schalter/ent/rule"
	"schalter/ent/viewdocument"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Blobs stores sealed files.
type Blobs interface {
	Put(ctx context.Context, key string, write func(io.Writer) error) (int64, error)
	Open(ctx context.Context, key string) (blob.Blob, error)
	Delete(ctx context.Context, key string) error
}

// documentMeta is what is sealed of a document.
type documentMeta struct {
	Filename  string `json:"filename"`
	MediaType string `json:"mediaType"`
	SHA256    string `json:"sha256,omitempty"`
}

// Held is a document as a side holds it, opened.
type Held struct {
	Row  *ent.Document
	View *ent.ViewDocument
	key  vault.Key
	Meta documentMeta
}

func metaAAD(docID string) string { return sides.FieldAAD(docID, "document", "meta") }

func sealMeta(docID string, key vault.Key, meta documentMeta) ([]byte, error) {
	return key.SealJSON(metaAAD(docID), meta)
}

// OpenDocument opens what is kept of a document on a side; its bytes stay sealed.
func (s *Service) OpenDocument(ctx context.Context, side *sides.Side, view *ent.ViewDocument, row *ent.Document) (Held, error) {
	d := Held{Row: row, View: view}
	var err error
	if d.key, err = side.UnwrapKey(row.ID, view.WrappedKey); err != nil {
		return d, s.sides.Alarm(ctx, row.ID, err)
	}
	return d, s.sides.OpenSealed(ctx, row.ID, d.key, metaAAD(row.ID), row.SealedMeta, &d.Meta)
}

// Model is the read model; locked says that the document waits for its decision to be opened.
func (d Held) Model(locked bool) *Document {
	m := &Document{
		ID: d.Row.ID, SideID: d.View.SideID, MessageID: d.View.MessageID, Filename: d.Meta.Filename, MediaType: d.Meta.MediaType,
		Size: d.Row.Size, State: DocumentState(d.Row.State), RefusalKey: d.Row.Refusal, Scanned: d.Row.Scanned, CreatedAt: d.Row.CreatedAt.UTC(),
		locked: locked,
	}
	if d.Meta.SHA256 != "" {
		sum := d.Meta.SHA256
		m.SHA256 = &sum
	}
	return m
}

// TakeDocuments opens the documents that shall go with a message: uploaded, on the writer's side, not sent before, and
// not heavier than limit bytes together.
func (s *Service) TakeDocuments(ctx context.Context, tx *store.Tx, side *sides.Side, docIDs []string, limit int) ([]Held, error) {
	if limit < 0 {
		return nil, errs.RefuseText(errs.TooLarge, "message_too_large", []any{int64(0)}, "body")
	}
	if len(docIDs) == 0 {
		return nil, nil
	}
	views, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID), viewdocument.DocumentIDIn(docIDs...)).WithDocument().All(ctx)
	if err != nil {
		return nil, err
	}
	if len(views) != len(docIDs) {
		return nil, errs.Refuse(errs.Missing, "documentIds")
	}
	slices.SortFunc(views, func(a, b *ent.ViewDocument) int {
		return slices.Index(docIDs, a.DocumentID) - slices.Index(docIDs, b.DocumentID)
	})
	var taken []Held
	var bytes int64
	for _, view := range views {
		row := view.Edges.Document
		if view.MessageID != nil || row.Sent || row.State != document.StateREADY {
			return nil, errs.RefuseText(errs.WrongState, "document_not_ready", nil, "documentIds")
		}
		bytes += row.Size
		held, err := s.OpenDocument(ctx, side, view, row)
		if err != nil {
			return nil, err
		}
		taken = append(taken, held)
	}
	if bytes > int64(limit) {
		return nil, errs.RefuseText(errs.TooLarge, "message_too_large", []any{int64(limit)}, "documentIds")
	}
	return taken, nil
}

// AddDocumentsToSide gives a side the documents of a message; the writer's side has them already.
func (s *Service) AddDocumentsToSide(ctx context.Context, tx *store.Tx, side *sides.Side, messageID string, documents []Held) error {
	for i, d := range documents {
		if d.View.SideID == side.ID {
			err := tx.ViewDocument.UpdateOneID(d.View.ID).SetMessageID(messageID).SetPosition(i).Exec(ctx)
			if err != nil {
				return err
			}
			continue
		}
		wrapped, err := side.WrapKey(d.Row.ID, d.key)
		if err != nil {
			return err
		}
		err = tx.ViewDocument.Create().SetSideID(side.ID).SetDocumentID(d.Row.ID).SetReader(side.Reader).
			SetMessageID(messageID).SetPosition(i).SetWrappedKey(wrapped).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// MarkSent notes that documents are part of a message now: no sweep takes them any more.
func MarkSent(ctx context.Context, tx *store.Tx, documents []Held) error {
	if len(documents) == 0 {
		return nil
	}
	sent := make([]string, len(documents))
	for i, d := range documents {
		sent[i] = d.Row.ID
	}
	return tx.Document.Update().Where(document.IDIn(sent...)).SetSent(true).Exec(ctx)
}

// HeldOnNamedSide finds a document on the named one of the viewer's sides, or on the only one that holds it.
func (s *Service) HeldOnNamedSide(ctx context.Context, docID string, named ...string) (Held, *sides.Side, error) {
	return s.findHeld(ctx, docID, func(views []*ent.ViewDocument) (*ent.ViewDocument, error) {
		return sides.CopyOnNamedSide(views, func(v *ent.ViewDocument) string { return v.SideID }, named, noSuchDocument())
	})
}

// FirstHeld finds a document to look at: the own account's before those of authorities.
func (s *Service) FirstHeld(ctx context.Context, docID string) (Held, *sides.Side, error) {
	return s.findHeld(ctx, docID, func(views []*ent.ViewDocument) (*ent.ViewDocument, error) {
		if len(views) == 0 {
			return nil, noSuchDocument()
		}
		own := slices.IndexFunc(views, func(v *ent.ViewDocument) bool { return v.Reader == viewer.From(ctx).AccountID })
		return views[max(own, 0)], nil
	})
}

func noSuchDocument() error { return errs.New(errs.NotFound, "there is no such document") }

// findHeld opens the one that pick takes of a document's copies on all sides of the viewer's.
func (s *Service) findHeld(ctx context.Context, docID string, pick func([]*ent.ViewDocument) (*ent.ViewDocument, error)) (held Held, side *sides.Side, err error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return held, nil, err
	}
	held, err = sides.RetryOnNewKey(ctx, func(ctx context.Context) (held Held, err error) {
		views, err := s.db.Client().ViewDocument.Query().Where(viewdocument.DocumentID(docID), viewdocument.ReaderIn(scope.Readers()...)).
			WithDocument().WithSide().Order(ent.Asc(viewdocument.FieldID)).All(ctx)
		if err != nil {
			return held, err
		}
		view, err := pick(views)
		if err != nil {
			return held, err
		}
		if side, err = s.sides.OpenRow(ctx, view.Edges.Side); err != nil {
			return held, err
		}
		return s.OpenDocument(ctx, side, view, view.Edges.Document)
	})
	return held, side, err
}

// DocumentState is where a document's upload stands.
type DocumentState string

// The states of a document.
const (
	AwaitingUpload DocumentState = "AWAITING_UPLOAD"
	Scanning       DocumentState = "SCANNING"
	Ready          DocumentState = "READY"
	Refused        DocumentState = "REFUSED"
)

// Document is a file as the viewer's side sees it.
type Document struct {
	ID        string
	SideID    string
	MessageID *string
	Filename  string
	MediaType string
	// Size is in bytes.
	Size   int64
	SHA256 *string
	State  DocumentState
	// RefusalKey is a key of the message catalogue.
	RefusalKey *string
	Scanned    bool
	CreatedAt  time.Time

	locked bool
}

// Download is a file to fetch with a signed ticket.
type Download struct {
	Path      string
	Filename  string
	MediaType string
	ExpiresAt time.Time
}

// HeldWith opens the documents of a message that a side holds, in the order they were attached.
func (s *Service) HeldWith(ctx context.Context, client *ent.Client, side *sides.Side, messageID string) ([]Held, error) {
	views, err := client.ViewDocument.Query().Where(viewdocument.SideID(side.ID), viewdocument.MessageID(messageID)).WithDocument().
		Order(ent.Asc(viewdocument.FieldPosition)).All(sides.SystemReads(ctx, "postbox.documents"))
	if err != nil {
		return nil, err
	}
	list := make([]Held, len(views))
	for i, view := range views {
		if list[i], err = s.OpenDocument(ctx, side, view, view.Edges.Document); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Tail is the end of an id, enough to tell files apart.
func Tail(id string) string { return id[len(id)-8:] }

// MoveDocumentKeys is the mover of the documents that a side holds.
func MoveDocumentKeys(ctx context.Context, tx *store.Tx, side *sides.Side, move sides.MoveOne) error {
	views, err := tx.ViewDocument.Query().Where(viewdocument.SideID(side.ID)).All(ctx)
	if err != nil {
		return err
	}
	for _, v := range views {
		wrapped, err := move(v.DocumentID, v.WrappedKey)
		if err != nil {
			return err
		}
		if err := tx.ViewDocument.Update().Where(viewdocument.ID(v.ID)).SetWrappedKey(wrapped).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
