package inbound

import (
	"context"
	"errors"
	"slices"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/id"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/token"
)

// thread is which mails of ours a mail says to answer. Everybody who saw one of them can write that.
type thread struct {
	// direct is the mail that is answered, nil when none of ours is named; mails are all of them, oldest first.
	direct *ent.GatewayMail
	mails  []*ent.GatewayMail
	// invalid says that an id has our form but was not made by us, gone that one names a mail that is not there any more.
	invalid, gone bool
}

// maxThread bounds the ids that are looked up.
const maxThread = 100

// threadOf reads the threads of headers, the most trusted first.
func (s *Service) threadOf(ctx context.Context, headers ...mime.Header) (thread, error) {
	var t thread
	var replies, references []string
	for _, h := range headers {
		replies = append(replies, s.collectMailIDs(&t, h.InReplyTo)...)
		references = append(references, s.collectMailIDs(&t, h.References)...)
	}
	// The last of the references is the nearest.
	slices.Reverse(references)
	named := slices.Concat(replies, references)
	if len(named) == 0 {
		return t, nil
	}
	named = named[:min(len(named), maxThread)]
	rows, err := s.out.FindMails(ctx, named)
	if err != nil {
		return t, err
	}
	t.mails = rows
	for _, mailID := range named {
		at := slices.IndexFunc(rows, func(m *ent.GatewayMail) bool { return m.ID == mailID })
		if at < 0 {
			t.gone = true
		} else if t.direct == nil {
			t.direct = rows[at]
		}
	}
	return t, nil
}

// collectMailIDs returns the ids of our mails among Message-IDs.
func (s *Service) collectMailIDs(t *thread, messageIDs []string) []string {
	var found []string
	for _, messageID := range messageIDs {
		mailID, ok := s.mailIDIn(messageID)
		switch {
		case mailID != nil:
			found = append(found, *mailID)
		case ok:
			t.invalid = true
		}
	}
	return found
}

// mailIDIn returns the mail of ours that a Message-ID names; ok says that it has the form of ours at least.
func (s *Service) mailIDIn(messageID string) (mailID *string, ok bool) {
	text, ok := token.OfMessageID(messageID, s.Domain)
	if !ok {
		return nil, false
	}
	kind, bits, err := s.Tokens.Parse(text)
	if err != nil || kind == token.Bounce {
		return nil, true
	}
	named := token.ID(id.GatewayMail, bits)
	return &named, true
}

// authority is the one to whose mail it answers, or empty.
func (t thread) authority() string {
	if t.direct == nil {
		return ""
	}
	return t.direct.AuthorityID
}

// answersNotice says that it answers a mail of the platform itself. Most that answer those are programs.
func (t thread) answersNotice() bool {
	if t.direct == nil {
		return false
	}
	switch t.direct.Kind {
	case gatewaymail.KindPOLICY, gatewaymail.KindDELETION, gatewaymail.KindCONFIRM:
		return true
	}
	return false
}

func (t thread) directID() string {
	if t.direct == nil {
		return ""
	}
	return t.direct.ID
}

// messages are the messages of cases among the mails.
func (t thread) messages() []*ent.GatewayMail {
	return slices.DeleteFunc(slices.Clone(t.mails), func(m *ent.GatewayMail) bool { return m.Kind != gatewaymail.KindMESSAGE })
}

// policyFor is the profile in which an answer may come: that of the authority to whose mail it says to answer. Where it names
// none, nothing depends on what an operator has to allow.
func (s *Service) policyFor(ctx context.Context, t thread) (cms.Profile, error) {
	if t.direct == nil {
		return cms.Compat, nil
	}
	return s.profileOf(ctx, t.direct)
}

// profileOf is the profile in which an answer to a mail must come at least: a test's own, otherwise the mailbox's.
func (s *Service) profileOf(ctx context.Context, m *ent.GatewayMail) (cms.Profile, error) {
	box, err := s.Channels.Mailbox(ctx, m.AuthorityID)
	if errors.Is(err, delivery.ErrNoMailbox) {
		return cms.Modern, nil
	}
	if err != nil {
		return "", err
	}
	profile := cms.Profile(box.Profile)
	if m.Kind == gatewaymail.KindTEST && m.Profile != nil {
		profile = cms.Profile(*m.Profile)
	}
	if !profile.Valid() || profile == cms.Legacy && !box.LegacyAllowed {
		return cms.Compat, nil
	}
	return profile, nil
}
