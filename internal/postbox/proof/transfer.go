package proof

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/letter"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/viewer"
	"schalter/internal/xdomea"
)

// transferType is the media type of a transfer.
const transferType = "application/zip"

// transferSuffix behind a case's id names its transfer, in addresses and in tickets.
const transferSuffix = "/xdomea"

// Transfer gives an address for a case in the form that the authority's file system takes in (xdomea 4.0, Abgabe.Abgabe.0401). field is what the
// input calls the case. Refusals: NOT_FOUND, TOO_MANY.
func (s *Service) Transfer(ctx context.Context, caseID, field string) (_ *documents.Download, err error) {
	defer errs.Wrap(&err, "postbox.Transfer(%s)", caseID)
	if !id.Is(id.Case, caseID) {
		return nil, errs.Refuse(errs.Missing, field)
	}
	if _, err := s.exportable(ctx, caseID, field); err != nil {
		return nil, err
	}
	expires := s.db.Clock().Now().Add(documents.TicketLife)
	return &documents.Download{
		Path:     s.documents.DownloadPath("/packages/", caseID+transferSuffix, caseID, viewer.From(ctx), expires),
		Filename: xdomea.Transfer{Process: s.uuidOf("process", caseID)}.Filename(), MediaType: transferType, ExpiresAt: expires,
	}, nil
}

func (s *Service) openTransfer(ctx context.Context, caseID string) (*Package, error) {
	if !id.Is(id.Case, caseID) {
		return nil, sides.NoSuchSide()
	}
	return s.openWhole(ctx, caseID, s.transferOf)
}

func (s *Service) transferOf(ctx context.Context, caseID string) (*Package, error) {
	w, err := s.wholeOf(ctx, caseID)
	if err != nil {
		return nil, err
	}
	made, err := s.caseAsTransfer(w.side, w.Package)
	if err != nil {
		return nil, err
	}
	return &Package{
		Filename: made.Filename(), MediaType: transferType, Write: func(to io.Writer) error { return xdomea.Write(to, *made) }, Served: s.served(w),
	}, nil
}

// caseAsTransfer says in the standard's terms what a package of the case holds. The package itself goes along, so that what it proves is not lost
// where only this form is kept.
func (s *Service) caseAsTransfer(side *sides.Side, p *evidence.Package) (*xdomea.Transfer, error) {
	authority := s.directory.AuthorityName(side.Reader)
	t := &xdomea.Transfer{
		ID: uuid.NewString(), Process: s.uuidOf("process", side.ID), Product: p.Platform, Maker: p.Platform, CreatedAt: p.CreatedAt, Author: authority,
		Reader: authority,
		Case: xdomea.Case{
			ID: s.uuidOf("case", side.ID), Subject: side.Head.Title, Reference: side.Reference, Lead: authority, Changed: side.LastActivityAt,
			Contacts: []xdomea.Contact{personOf(side)},
		},
	}
	if side.Head.FileReference != "" {
		t.Case.Reference, t.Note = side.Head.FileReference, "Fallnummer bei "+p.Platform+": "+side.Reference
	}
	if side.ClosedAt != nil {
		t.Case.ClosedOn = clock.Day(*side.ClosedAt)
	}
	for _, m := range p.Messages {
		record, err := s.messageAsRecord(p, m)
		if err != nil {
			return nil, err
		}
		if t.Case.From == "" {
			t.Case.From = record.Day
		}
		t.Case.Records = append(t.Case.Records, record)
	}
	for _, entry := range p.Record {
		e, err := evidence.ParseToken(entry.Token, p.KeyOf)
		if err != nil {
			return nil, err
		}
		t.Case.History = append(t.Case.History, xdomea.Step{Actor: e.DescribeActor(entry.Actor), Action: e.Describe(), At: e.At})
	}
	t.Case.Records = append(t.Case.Records, s.besideAsRecord(p), s.proofAsRecord(side, p))
	return t, nil
}

// besideAsRecord is what the case holds beside its messages, as of now.
func (s *Service) besideAsRecord(p *evidence.Package) xdomea.Record {
	return xdomea.Record{
		ID: uuid.NewString(), Subject: "Person, Stand, Fristen und Vermerke", Kind: "Aktenvermerk", Day: clock.Day(p.CreatedAt), Incoming: true,
		Author: &xdomea.Contact{Organisation: p.Holder},
		File: &xdomea.File{
			ID: uuid.NewString(), Name: "Akte.txt", MediaType: "text/plain; charset=utf-8", CreatedAt: p.CreatedAt,
			Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(p.HeldBeside)), nil },
		},
	}
}

// messageAsRecord is a message as a document, with its text as the file and its documents as enclosures.
func (s *Service) messageAsRecord(p *evidence.Package, m evidence.Message) (xdomea.Record, error) {
	manifest, err := evidence.Verify(m.Signed, p.KeyOf(m.Signed.KeyID))
	if err != nil {
		return xdomea.Record{}, err
	}
	sent, err := time.Parse(time.RFC3339, manifest.SentAt)
	if err != nil {
		return xdomea.Record{}, err
	}
	incoming := manifest.Direction == "OUTBOUND"
	author, reader := &xdomea.Contact{Organisation: manifest.From}, &xdomea.Contact{Person: strings.Join(manifest.To, ", ")}
	if incoming {
		author, reader = &xdomea.Contact{Person: manifest.From}, &xdomea.Contact{Organisation: strings.Join(manifest.To, ", ")}
	}
	record := xdomea.Record{
		ID: s.uuidOf("message", p.Side, manifest.Message), Subject: m.Subject, Kind: manifest.DescribeKind(), Day: clock.Day(sent),
		Incoming: incoming, Author: author, Reader: reader,
		File: &xdomea.File{
			ID: s.uuidOf("text", p.Side, manifest.Message), Name: "Nachricht.txt", MediaType: "text/plain; charset=utf-8", CreatedAt: sent,
			Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(m.Body)), nil },
		},
	}
	for _, d := range m.Documents {
		for _, part := range manifest.Documents {
			if part.ID == d.ID {
				record.Enclosures = append(record.Enclosures, xdomea.Record{
					ID: s.uuidOf("document", p.Side, part.ID), Subject: part.Name,
					File: &xdomea.File{ID: s.uuidOf("file", p.Side, part.ID), Name: part.Name, MediaType: part.MediaType, CreatedAt: sent, Open: d.Open},
				})
			}
		}
	}
	return record, nil
}

// proofAsRecord is the sealed package of the same case: each time another one.
func (s *Service) proofAsRecord(side *sides.Side, p *evidence.Package) xdomea.Record {
	return xdomea.Record{
		ID: uuid.NewString(), Subject: "Nachweis der Plattform (versiegelte Datei)", Kind: "Nachweis", Day: clock.Day(p.CreatedAt),
		Incoming: true, Author: &xdomea.Contact{Organisation: p.Platform},
		File: &xdomea.File{
			ID: uuid.NewString(), Name: side.Reference + ".asice", MediaType: evidence.PackageType, CreatedAt: p.CreatedAt,
			Open: func() (io.ReadCloser, error) {
				r, w := io.Pipe()
				go func() { w.CloseWithError(evidence.WritePackage(w, *p)) }()
				return r, nil
			},
		},
	}
}

// personOf is the person as proven when it last wrote.
func personOf(side *sides.Side) xdomea.Contact {
	contact := xdomea.Contact{Role: "Inhaberin oder Inhaber des Fallpostfachs", Person: side.Head.PersonName}
	if a := side.Head.Address; a != nil {
		// An address that no letter can be sent to is left out: the lines would not be one.
		contact.Lines, _ = letter.AddressLines(letter.AddressOf(*a))
	}
	return contact
}

// uuidOf is the same for the same parts, and another one on another platform (RFC 9562, version 5).
func (s *Service) uuidOf(parts ...string) string {
	return uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(s.baseURL)), []byte(strings.Join(parts, "|"))).String()
}
