package account

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/letter"
	"schalter/ent/letterbatch"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// maxBatch is how many letters one batch has at most: a thousand make a PDF of 3 MB in three seconds.
const maxBatch = 1000

// LettersWaiting is how many letters wait for a batch; for operators.
func (s *Service) LettersWaiting(ctx context.Context) (_ int, err error) {
	defer errs.Wrap(&err, "account.LettersWaiting")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	return s.db.Client().Letter.Query().Where(letter.StateEQ(letter.StateQUEUED)).Count(viewer.System(ctx, "letters-waiting"))
}

// LetterBatches lists the batches, the newest first; for operators.
func (s *Service) LetterBatches(ctx context.Context, req pagination.Request) (_ pagination.Slice[*LetterBatch], err error) {
	defer errs.Wrap(&err, "account.LetterBatches")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*LetterBatch]{}, err
	}
	order := store.Order[*ent.LetterBatch]{Descending: true, ID: func(row *ent.LetterBatch) string { return row.ID }}
	return store.ReadPage(viewer.System(ctx, "letter-batches"), s.db.Client().LetterBatch.Query(), order, req, store.Each(
		func(row *ent.LetterBatch) (*LetterBatch, error) { return toBatch(row), nil }))
}

// LetterBatch finds a batch, for operators; NOT_FOUND otherwise.
func (s *Service) LetterBatch(ctx context.Context, batchID string) (_ *LetterBatch, err error) {
	defer errs.Wrap(&err, "account.LetterBatch(%s)", batchID)
	unknown := errs.New(errs.NotFound, "no such batch")
	if _, err := permit.Operator(ctx); err != nil {
		return nil, unknown
	}
	row, err := s.db.Client().LetterBatch.Get(viewer.System(ctx, "letter-batch"), batchID)
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	return toBatch(row), nil
}

func toBatch(row *ent.LetterBatch) *LetterBatch {
	return &LetterBatch{ID: row.ID, Letters: row.Letters, CreatedAt: row.CreatedAt, PrintedAt: row.PrintedAt}
}

// CreateLetterBatch puts the letters that have waited longest together, at most limit of them. TOO_MANY for a limit over
// 1,000, WRONG_STATE when none waits.
func (s *Service) CreateLetterBatch(ctx context.Context, limit int) (_ *LetterBatch, err error) {
	defer errs.Wrap(&err, "account.CreateLetterBatch")
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case limit < 1:
		return nil, errs.Refuse(errs.InvalidValue, "limit")
	case limit > maxBatch:
		return nil, errs.RefuseText(errs.TooMany, "too_many", []any{maxBatch}, "limit")
	}
	if err := s.endAllLetters(viewer.System(ctx, "letters-end")); err != nil {
		return nil, err
	}
	var made *LetterBatch
	err = s.db.Tx(viewer.System(ctx, "letter-batch-create"), func(ctx context.Context, tx *store.Tx) error {
		made, err = s.createBatch(ctx, tx, v, limit)
		return err
	})
	return made, err
}

func (s *Service) createBatch(ctx context.Context, tx *store.Tx, by *viewer.Viewer, limit int) (*LetterBatch, error) {
	about, err := tx.Letter.Query().Where(letter.StateEQ(letter.StateQUEUED), letter.PurposeEQ(letter.PurposeDELETION)).
		Order(ent.Asc(letter.FieldCreatedAt, letter.FieldID)).Limit(maxBatch).All(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.dropUnwanted(ctx, tx, about); err != nil {
		return nil, err
	}
	waiting, err := tx.Letter.Query().Where(letter.StateEQ(letter.StateQUEUED)).
		Order(ent.Asc(letter.FieldCreatedAt, letter.FieldID)).Limit(limit).IDs(ctx)
	if err != nil {
		return nil, err
	}
	batchID := id.New(id.LetterBatch, tx.Now)
	// Another batch may have taken some meanwhile.
	n, err := tx.Letter.Update().Where(letter.IDIn(waiting...), letter.StateEQ(letter.StateQUEUED)).
		SetState(letter.StateBATCHED).SetBatchID(batchID).Save(ctx)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, errs.RefuseText(errs.WrongState, "letters_none", nil)
	}
	row, err := tx.LetterBatch.Create().SetID(batchID).SetLetters(n).SetCreatedBy(by.AccountID).SetCreatedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, err
	}
	return toBatch(row), s.recordAct(ctx, tx, by, "letters.batch", batchID, strconv.Itoa(n))
}

// MarkBatchPrinted notes that the print provider has posted a batch: the life of the codes begins, the people are told that their
// letter is on its way, and the letters, which hold codes, are destroyed 7 days later. Once is enough; the second time changes nothing.
func (s *Service) MarkBatchPrinted(ctx context.Context, batchID string) (_ *LetterBatch, err error) {
	defer errs.Wrap(&err, "account.MarkBatchPrinted(%s)", batchID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "letter-batch-printed"), func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.LetterBatch.Update().Where(letterbatch.ID(batchID), letterbatch.PrintedAtIsNil()).SetPrintedAt(tx.Now).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := s.lettersPrinted(ctx, tx, batchID); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, v, "letters.printed", batchID, "")
	})
	if err != nil {
		return nil, err
	}
	return s.LetterBatch(ctx, batchID)
}

// lettersPrinted leaves the telling to jobs: each locks its account.
func (s *Service) lettersPrinted(ctx context.Context, tx *store.Tx, batchID string) error {
	ids, err := tx.Letter.Query().Where(letter.BatchID(batchID), letter.StateEQ(letter.StateBATCHED)).IDs(ctx)
	if err != nil {
		return err
	}
	err = tx.Letter.Update().Where(letter.IDIn(ids...)).SetState(letter.StatePRINTED).SetPrintedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	for _, letterID := range ids {
		if err := job.Enqueue(ctx, tx, jobAnnounceLetter, letterID, tx.Now, letterID); err != nil {
			return err
		}
	}
	return nil
}

// announcePrinted tells of one letter that was posted; one that is not there any more went with its account.
func (s *Service) announcePrinted(ctx context.Context, letterID string) (err error) {
	defer errs.Wrap(&err, "account.announcePrinted(%s)", letterID)
	row, err := s.db.Client().Letter.Get(ctx, letterID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.lockOwner(ctx, tx, row); err != nil {
			return err
		}
		return s.letterPrinted(ctx, tx, row, *row.PrintedAt)
	})
}

// BatchFile is a file of a batch: PDF or manifest.
type BatchFile struct {
	Content   []byte
	Filename  string
	MediaType string
}

// BatchKind is which file of a batch is meant; its value is the file's extension.
type BatchKind string

// The files of a batch.
const (
	BatchPDF      BatchKind = "pdf"
	BatchManifest BatchKind = "csv"
)

// MediaType is the type of the file.
func (k BatchKind) MediaType() string {
	if k == BatchManifest {
		return "text/csv; charset=utf-8"
	}
	return "application/pdf"
}

// Filename is what a batch's file is called, in its address and when it is saved: its id and the kind.
func (k BatchKind) Filename(batchID string) string { return batchID + "." + string(k) }

// parseBatchFile reads such a name.
func parseBatchFile(name string) (batchID string, kind BatchKind, ok bool) {
	batchID, extension, _ := strings.Cut(name, ".")
	kind = BatchKind(extension)
	return batchID, kind, id.Is(id.LetterBatch, batchID) && (kind == BatchPDF || kind == BatchManifest)
}

// Downloadable reports whether the files of a batch can still be had at a time: until 7 days after it was printed.
func (b *LetterBatch) Downloadable(now time.Time) bool {
	return b.PrintedAt == nil || now.Before(b.PrintedAt.Add(letterKept))
}

// OpenBatchFile makes a file of a batch from its sealed letters; no file with codes is ever stored. For operators; NOT_FOUND
// for all others, for an unknown name, and when the letters were destroyed. Each fetch is in the audit log; an operator who fetched can enter
// none of the codes.
func (s *Service) OpenBatchFile(ctx context.Context, name string) (_ *BatchFile, err error) {
	defer errs.Wrap(&err, "account.OpenBatchFile")
	gone := errs.New(errs.NotFound, "no such file")
	batchID, kind, ok := parseBatchFile(name)
	if !ok {
		return nil, gone
	}
	b, err := s.LetterBatch(ctx, batchID)
	if err != nil {
		return nil, err
	}
	if !b.Downloadable(s.db.Clock().Now()) {
		return nil, gone
	}
	v := viewer.From(ctx)
	ctx = viewer.System(ctx, "letter-batch-file")
	if err := s.endAllLetters(ctx); err != nil {
		return nil, err
	}
	f, err := s.printBatch(ctx, b)
	if err != nil {
		return nil, err
	}
	if len(f.letters) == 0 {
		return nil, gone
	}
	out := &BatchFile{Content: f.pdf, Filename: kind.Filename(batchID), MediaType: kind.MediaType()}
	if kind == BatchManifest {
		out.Content = f.manifest(batchID)
	}
	return out, s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if kind == BatchPDF {
			if err := noteReaders(ctx, tx, f.subjects, v.AccountID); err != nil {
				return err
			}
		}
		return s.recordAct(ctx, tx, v, "letters.fetched", batchID, string(kind))
	})
}

// printedBatch is a batch as it goes to the print provider.
type printedBatch struct {
	letters []CodeLetter
	// subjects is what the codes are for.
	subjects []string
	pages    []int
	pdf      []byte
}

// printBatch prints the letters of a batch as of its day, as often as it is asked for alike.
func (s *Service) printBatch(ctx context.Context, b *LetterBatch) (*printedBatch, error) {
	rows, err := s.db.Client().Letter.Query().Where(letter.BatchID(b.ID), letter.StateNEQ(letter.StateENDED)).
		Order(ent.Asc(letter.FieldCreatedAt, letter.FieldID)).Limit(maxBatch).All(ctx)
	if err != nil || len(rows) == 0 {
		return &printedBatch{}, err
	}
	f := &printedBatch{letters: make([]CodeLetter, len(rows)), subjects: subjectsOf(rows)}
	for i, row := range rows {
		l, err := s.openLetter(ctx, row)
		if err != nil {
			return nil, err
		}
		f.letters[i] = l.printable(row, b.CreatedAt)
	}
	f.pdf, f.pages, err = s.printer.Batch(ctx, f.letters)
	return f, err
}

// manifest says which pages belong to which envelope, and the digest of the PDF that it is about.
func (f *printedBatch) manifest(batchID string) []byte {
	sum := sha256.Sum256(f.pdf)
	digest := hex.EncodeToString(sum[:])
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	// Writing to memory does not fail.
	_ = w.Write([]string{"batch", "seq", "letter_ref", "first_page", "pages", "country", "postal_code", "pdf_sha256"})
	first := 1
	for i, l := range f.letters {
		_ = w.Write([]string{
			batchID, strconv.Itoa(i + 1), l.Reference, strconv.Itoa(first), strconv.Itoa(f.pages[i]), l.Address.Country,
			plainCode(l.Address.PostalCode), digest,
		})
		first += f.pages[i]
	}
	w.Flush()
	return b.Bytes()
}

// plainCode leaves of a postal code what postal codes have, so that no spreadsheet takes it for a formula.
func plainCode(postalCode *string) string {
	if postalCode == nil {
		return ""
	}
	return strings.Trim(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, *postalCode), " -")
}
