package graph

import (
	"context"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/audit"
	"schalter/internal/delivery"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/postbox"
)

// supportDomain is what operators see, of several domains.
var supportDomain = domain{
	nodes: map[id.Kind]node{
		id.LetterBatch: privateNode("LetterBatch", func(ctx context.Context, r *Resolver, nodeID string) (*account.LetterBatch, error) {
			return r.Accounts.LetterBatch(ctx, nodeID)
		}),
		id.Audit: privateNode("AuditEntry", func(ctx context.Context, r *Resolver, nodeID string) (*audit.Entry, error) {
			return r.Audit.Entry(ctx, nodeID)
		}),
		id.InboundMail: privateNode("QuarantinedMail", func(ctx context.Context, r *Resolver, nodeID string) (*delivery.QuarantinedMail, error) {
			return r.Gateway.QuarantinedMail(ctx, nodeID)
		}),
	},
	texts: []map[string]text{gatewayTexts},
	sizes: map[string]int{
		"Desk.suspendedAuthorities": 100,
		"Failures.jobs":             50,
	},
}

// textsFor are the sentences of keys of the catalogue.
func textsFor(locale string, keys []string) []string {
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = textFor(locale, key)
	}
	return list
}

// textOrNil is the sentence of a key of the catalogue; nil without a key.
func textOrNil(locale string, key *string) *string {
	if key == nil {
		return nil
	}
	sentence := textFor(locale, *key)
	return &sentence
}

// testResult says what came of one mail of a connection test; nil while it waits.
func testResult(locale string, t *organisation.ChannelTest) *string {
	if detail := textOrNil(locale, t.Detail); detail != nil && *detail != "" {
		return detail
	}
	key := "test_" + map[organisation.TestState]string{
		organisation.TestAnswered: "answered_" + string(t.Profile), organisation.TestFailed: "failed", organisation.TestExpired: "expired",
	}[t.State]
	if t.State == organisation.TestWaiting {
		return nil
	}
	return textOrNil(locale, &key)
}

// changedAuthority is the authority after a change of its channel; nil when the change was refused.
func (r *Resolver) changedAuthority(ctx context.Context, authorityID string, err error) (*directory.Authority, []*model.UserError, error) {
	problems, err := userErrors(ctx, err)
	if problems != nil || err != nil {
		return nil, problems, err
	}
	return r.authority(ctx, authorityID), nil, nil
}

func (r *Resolver) decide(ctx context.Context, input model.AuthorityConnectDecideInput) (*organisation.ConnectRequest, error) {
	d := organisation.Decision{RequestID: input.RequestID, Approve: input.Approve, Note: input.Note.Value()}
	if given := input.Address.Value(); input.Approve && given != nil {
		var err error
		// The recipient is the authority itself, whatever the input names.
		if d.Address, err = given.To(""); err != nil {
			return nil, err
		}
	}
	return r.Organisations.Decide(ctx, d)
}

// retry checks a mail in quarantine again, with an entry in the audit before that happens.
func (r *Resolver) retry(ctx context.Context, mailID string) (accepted bool, m *delivery.QuarantinedMail, err error) {
	if _, err := r.Gateway.QuarantinedMail(ctx, mailID); err != nil {
		return false, nil, err
	}
	if err := r.Audit.Note(ctx, "quarantine.retry", mailID, ""); err != nil {
		return false, nil, err
	}
	return r.Gateway.Retry(ctx, mailID)
}

func batchFile(link *account.BatchLink) *postbox.Download {
	if link == nil {
		return nil
	}
	return &postbox.Download{Path: link.Path, Filename: link.Filename, MediaType: link.MediaType, ExpiresAt: link.ExpiresAt}
}
