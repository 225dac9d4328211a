package support

import (
	"context"
	"fmt"

	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/token"
)

// head is a mail's header with its fields.
type head struct {
	mime.Header
	part *mime.Part
}

// guarded reads what came from outside, whatever it holds: a reader that dies of it makes an error, not a job that fails forever.
func guarded[T any](read func() (T, error)) (found T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", mime.ErrMalformed, p)
		}
	}()
	return read()
}

// headOf reads a header.
func headOf(raw []byte) (head, error) {
	return guarded(func() (h head, err error) {
		if h.Header, err = mime.ParseHeader(raw, mime.Limits{HeaderBytes: 1 << 20}); err == nil {
			h.part, err = mime.ReadEntity(raw, mime.Limits{HeaderBytes: 1 << 20})
		}
		return h, err
	})
}

// isOwn reports whether a mail is one of ours that came back, by any sender.
func (s *Service) isOwn(h mime.Header) bool {
	for _, from := range h.From {
		if s.ours(from.Address) {
			return true
		}
	}
	text, ok := token.OfMessageID(h.MessageID, s.mailDomain())
	if !ok {
		return false
	}
	_, _, err := s.Tokens.Parse(text)
	return err == nil
}

// read takes a mail apart. One that cannot be, or is too large, is kept whole for the operators.
func (s *Service) read(ctx context.Context, a *arrival, f *finding) error {
	m, err := guarded(func() (*mime.Message, error) { return mime.Parse(a.raw, mailLimits) })
	if err != nil {
		f.unreadable = true
		f.body = "Diese Mail konnte nicht gelesen werden, oder sie ist zu groß. Der Betrieb hat sie vollständig."
		f.english = "This mail could not be read, or is too large. The operators have all of it."
		return s.keepWhole(ctx, a, f)
	}
	text, err := latin.Text(m.Text, maxWhole)
	files := m.Attachments
	if err != nil {
		// Too long, or not to be shown as it is: the text is a file.
		files = append([]mime.File{{Name: "Nachricht.txt", MediaType: "text/plain", Content: []byte(m.Text)}}, files...)
		text = cut(cleaned(m.Text), maxWhole)
	}
	f.body = shownText(text)
	if len([]rune(f.body)) > MaxBody {
		f.body = cut(f.body, MaxBody) + " …"
	}
	if latin.Blank(f.body) {
		f.body, f.english = "Diese Mail enthält keinen Text.", "This mail has no text."
	} else if f.body != text {
		f.whole = text
	}
	if f.files, err = s.storeFiles(ctx, files); err != nil || len(files) <= MaxFiles {
		return err
	}
	return s.keepWhole(ctx, a, f)
}

// cleaned leaves out of a text what cannot be shown.
func cleaned(text string) string {
	runes := []rune(text)
	kept := runes[:0]
	for _, r := range runes {
		if _, err := latin.Text(string(r), 1); err == nil {
			kept = append(kept, r)
		}
	}
	return string(kept)
}

// keepWhole keeps the whole mail for operators. Nobody scanned it.
func (s *Service) keepWhole(ctx context.Context, a *arrival, f *finding) error {
	whole := storedFile{
		id: id.New(id.TicketFile, s.DB.Clock().Now()), size: int64(len(a.raw)), operatorsOnly: true,
		content: sealedFile{Filename: "Mail.eml", MediaType: "message/rfc822"},
	}
	if err := s.storeBytes(ctx, &whole, a.raw); err != nil {
		return err
	}
	f.files = append(f.files, whole)
	return nil
}
