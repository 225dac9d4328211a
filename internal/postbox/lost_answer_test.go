package postbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"schalter/internal/postbox/documents"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// announced is a document of Anna's that waits for its bytes.
func (tn *town) announced(t *testing.T, content []byte) *documents.Document {
	t.Helper()
	mailbox := tn.open(t, city)
	d, err := tn.Documents.AnnounceDocument(as(anna), documents.DocumentCreateInput{MailboxID: &mailbox.ID, MediaType: "application/pdf", Filename: "antrag.pdf", Size: int64(len(content))})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A browser hears an error though the document was kept: the document is there, with its bytes.
func TestUploadWhoseCommitWasNotHeardKeepsItsBytes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		content := pdf(4000)
		d := tn.announced(t, content)
		lost := errors.New("the connection broke")
		tn.DB.LoseAnswers(func() error { return lost })
		if _, err := tn.Documents.Upload(as(anna), d.ID, bytes.NewReader(content)); !errors.Is(err, lost) {
			t.Fatalf("got %v, want the lost answer", err)
		}
		tn.DB.LoseAnswers(nil)
		f, err := tn.Conversation.OpenFile(as(anna), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
}

// An upload that was certainly not kept leaves nothing behind and can be tried again.
func TestUploadThatWasNotKeptLeavesNoBytes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		content := pdf(4000)
		d := tn.announced(t, content)
		if _, err := tn.Documents.Upload(as(anna), d.ID, &during{Reader: bytes.NewReader(content), at: func() { tn.rename(t, "document", "document_away") }}); err == nil {
			t.Fatal("the upload was kept")
		}
		tn.rename(t, "document_away", "document")
		for entry, err := range tn.blobs.List(t.Context(), "") {
			t.Errorf("left %s, %v", entry.Key, err)
		}
		if _, err := tn.Documents.Upload(as(anna), d.ID, bytes.NewReader(content)); err != nil {
			t.Error(err)
		}
	})
}

// during does something once the bytes have been read.
type during struct {
	io.Reader
	at func()
}

func (d *during) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err == io.EOF && d.at != nil {
		d.at()
		d.at = nil
	}
	return n, err
}

func (tn *town) rename(t *testing.T, from, to string) {
	t.Helper()
	err := tn.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "ALTER TABLE "+from+" RENAME TO "+to)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
