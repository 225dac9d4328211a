package support

import (
	"context"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/ticketfile"
	"schalter/ent/ticketmail"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/token"
	"schalter/internal/store"
)

// recipient is who a mail goes to.
type recipient struct {
	participantID string
	email         string
	// locale is DE, EN, or empty where nobody knows.
	locale string
	// member says that it is one who has an account, and so may open the ticket's page.
	member bool
}

// recipientOf is who gets a mail, with the address and the wishes of this moment; nil for nobody.
func (s *Service) recipientOf(ctx context.Context, tx *store.Tx, row *ent.TicketMail) (*recipient, error) {
	p, err := tx.TicketParticipant.Get(ctx, row.ParticipantID)
	if err != nil || p.RemovedAt != nil && p.ReplacedByID == nil {
		return nil, err
	}
	if p.AccountID != nil {
		who, err := s.member(ctx, tx, p)
		if err == nil && who == nil {
			return nil, s.removeLeft(ctx, tx, row.TicketID, p)
		}
		if err != nil || !who.Notices && row.Kind == ticketmail.KindENTRY {
			return nil, err
		}
		return &recipient{p.ID, who.Email, who.Locale, true}, nil
	}
	opened, err := s.openParticipants(ctx, tx.Client, []*ent.TicketParticipant{p})
	if err != nil {
		return nil, err
	}
	return &recipient{participantID: p.ID, email: opened[0].Email}, nil
}

// compose writes the whole mail.
func (s *Service) compose(ctx context.Context, tx *store.Tx, row *ent.TicketMail, to *recipient) ([]byte, error) {
	t, err := tx.Ticket.Get(ctx, row.TicketID)
	if err != nil {
		return nil, err
	}
	var head sealedTicket
	key, err := s.keyOf(ctx, t)
	if err == nil {
		err = key.OpenJSON(fieldAAD(t.ID, "ticket"), t.Sealed, &head)
	}
	if err != nil {
		return nil, err
	}
	subject := inLanguage(strings.ToLower(to.locale), head.Subject, head.English)
	m := mime.Plain{
		Envelope: mime.Envelope{
			From: mime.Address{Name: s.Platform, Address: s.From}, To: mime.Address{Address: to.email}, Date: tx.Now, MessageID: *row.MessageID,
			OuterSubject: "[" + t.Reference + "] " + subject, AutoSubmitted: "auto-generated",
		},
		Language: strings.ToLower(to.locale),
	}
	if m.References, err = s.thread(ctx, tx, row); err != nil {
		return nil, err
	}
	if n := len(m.References); n > 0 {
		m.InReplyTo = m.References[n-1:]
	}
	if m.ReplyTo, err = s.replyAddress(to.participantID); err != nil {
		return nil, err
	}
	if err := s.fillLetter(ctx, tx, row, t, to, &m); err != nil {
		return nil, err
	}
	raw, err := mime.BuildPlain(m)
	if err != nil || s.DomainSigner == nil {
		return raw, err
	}
	return s.DomainSigner.Sign(raw)
}

// fillLetter writes the text of a mail, with the files that the platform sends.
func (s *Service) fillLetter(ctx context.Context, tx *store.Tx, row *ent.TicketMail, t *ent.Ticket, to *recipient, m *mime.Plain) error {
	switch row.Kind {
	case ticketmail.KindPROBE:
		text, err := s.issue(token.TicketProbe, row.ID)
		m.Text = probeLetter(to.locale, t.Reference, s.BaseURL+probePage+text)
		return err
	case ticketmail.KindUNREADABLE:
		m.Text = unreadableLetter(to.locale, t.Reference)
		return nil
	}
	entry, err := tx.TicketEntry.Get(ctx, valueOf(row.EntryID))
	if err != nil {
		return err
	}
	contents, err := s.openEntryRows(ctx, tx.Client, entry)
	if err != nil {
		return err
	}
	if m.Attachments, err = s.attachments(ctx, tx, entry); err != nil {
		return err
	}
	content := contents[0]
	files, err := tx.TicketFile.Query().Where(ticketfile.EntryID(entry.ID), ticketfile.OperatorsOnly(false)).Count(ctx)
	letter := entryLetter{
		locale: to.locale, author: content.Author, reference: t.Reference, german: content.Body, english: content.English, files: files,
		attached: len(m.Attachments), answers: s.Domain != "",
	}
	if to.member {
		letter.link = s.BaseURL + ticketsPage + t.Reference
	}
	m.Text = letter.text()
	return err
}

// thread are the mails that this participant got of the ticket before, oldest first, so that mail programs show them together.
func (s *Service) thread(ctx context.Context, tx *store.Tx, row *ent.TicketMail) ([]string, error) {
	earlier, err := tx.TicketMail.Query().Where(ticketmail.ParticipantID(row.ParticipantID), ticketmail.IDLT(row.ID), ticketmail.MessageIDNotNil()).
		Order(ent.Desc(ticketmail.FieldID)).Limit(maxThread).All(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range slices.Backward(earlier) {
		ids = append(ids, *m.MessageID)
	}
	return ids, nil
}

// issue makes a token of the id of a mail or a participant.
func (s *Service) issue(kind token.Kind, of string) (string, error) {
	bits, err := token.Bytes(of)
	if err != nil {
		return "", err
	}
	return s.Tokens.Issue(kind, bits), nil
}

func (s *Service) messageID(mailID string) (string, error) {
	text, err := s.issue(token.TicketMail, mailID)
	return token.MessageID(text, s.mailDomain()), err
}

// bounceAddress is where a mail comes back to: an address of its own, where mails come in here.
func (s *Service) bounceAddress(mailID string) (string, error) {
	if s.Domain == "" {
		return s.From, nil
	}
	text, err := s.issue(token.TicketBounce, mailID)
	return token.BounceAddress(text, s.Domain), err
}

func (s *Service) replyAddress(participantID string) (string, error) {
	if s.Domain == "" {
		return "", nil
	}
	text, err := s.issue(token.TicketReply, participantID)
	return token.ReplyAddress(text, s.Domain), err
}

// mailDomain is the domain of our Message-IDs.
func (s *Service) mailDomain() string {
	if s.Domain != "" {
		return s.Domain
	}
	_, domain, _ := strings.Cut(s.From, "@")
	return domain
}

// ours reports whether an address is the platform's: nobody takes part by it.
func (s *Service) ours(address string) bool {
	_, domain, _ := strings.Cut(address, "@")
	return sameAddress(s.From, address) || s.Domain != "" && strings.EqualFold(domain, s.Domain)
}
