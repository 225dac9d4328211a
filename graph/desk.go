package graph

import (
	"context"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/audit"
	"schalter/internal/delivery"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/postbox/documents"
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
	if err := r.Audit.RecordAlone(ctx, "quarantine.retry", mailID, ""); err != nil {
		return false, nil, err
	}
	return r.Gateway.Retry(ctx, mailID)
}

func batchFile(link *account.BatchLink) *documents.Download {
	if link == nil {
		return nil
	}
	return &documents.Download{Path: link.Path, Filename: link.Filename, MediaType: link.MediaType, ExpiresAt: link.ExpiresAt}
}
