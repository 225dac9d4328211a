package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/membership"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Reachability says whether an authority can be written to, as far as this replica knows; a change on another one shows
// within seconds. Before a message is sent, ChannelFor decides.
func (s *Service) Reachability(authorityID string) Reachability {
	return s.current.Load().channels[authorityID].Reachability()
}

// MaxMessageBytes is the size of a message with its documents that the authority takes, in raw bytes; 0 when it is not
// connected.
func (s *Service) MaxMessageBytes(authorityID string) int {
	if c := s.current.Load().channels[authorityID]; c.Reachability() != NotConnected {
		return c.MaxMessageBytes
	}
	return 0
}

// ConnectedAuthorities lists the authorities that can be written to.
func (s *Service) ConnectedAuthorities() []string {
	var ids []string
	for authorityID, c := range s.current.Load().channels {
		if c.Reachability() == Connected {
			ids = append(ids, authorityID)
		}
	}
	return ids
}

// Channel is how an authority receives case mail: for the admins of its organisation and for operators; nil for all others.
func (s *Service) Channel(ctx context.Context, authorityID string) *Channel {
	c := s.current.Load().channels[authorityID]
	v := viewer.From(ctx)
	if c == nil {
		return nil
	}
	if m := v.MemberOf(c.OrganisationID); v.HasRole(viewer.Operator) || m != nil && m.Admin {
		return c
	}
	return nil
}

// ChannelFor reads an authority's channel in the transaction that sends by it; nil when the authority is not connected. Until that
// ends nobody changes the channel: who closes it then finds what was sent. The context must be the platform's own.
func (s *Service) ChannelFor(ctx context.Context, tx *store.Tx, authorityID string) (_ *Channel, err error) {
	defer errs.Wrap(&err, "organisation.ChannelFor(%s)", authorityID)
	q := tx.Channel.Query().Where(channel.ID(authorityID))
	if tx.Locks() {
		q.ForShare()
	}
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.suspendUnusable(toChannel(row)), nil
}

// ClerkAccounts lists the accounts of an authority's clerks, for mails to them. The context must be the platform's own.
func (s *Service) ClerkAccounts(ctx context.Context, tx *store.Tx, authorityID string) (_ []string, err error) {
	defer errs.Wrap(&err, "organisation.ClerkAccounts(%s)", authorityID)
	c, err := s.ChannelFor(ctx, tx, authorityID)
	if err != nil || c == nil {
		return nil, err
	}
	rows, err := tx.Membership.Query().Where(membership.OrganisationID(c.OrganisationID)).Order(ent.Asc(membership.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, row := range rows {
		if toMembership(row).clerkFor(authorityID) {
			accounts = append(accounts, row.AccountID)
		}
	}
	return accounts, nil
}

// NewOrganisation is what Found takes.
type NewOrganisation struct {
	// ID may be empty for a fresh one.
	ID        string
	Name      string
	Kind      OrganisationKind
	RegionARS *string
	// Email is its public address; nil where there is none.
	Email *string
}

// Found adds an organisation; an id that is there already is left as it is. The context must be the platform's own, as in Connect and
// Employ.
func (s *Service) Found(ctx context.Context, tx *store.Tx, in NewOrganisation) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.Found")
	if in.ID == "" {
		in.ID = id.New(id.Organisation, tx.Now)
	}
	if _, err := tx.Organisation.Get(ctx, in.ID); !ent.IsNotFound(err) {
		return in.ID, err
	}
	notifyReplicas(tx, in.ID)
	return in.ID, tx.Organisation.Create().SetID(in.ID).SetName(in.Name).SetKind(string(in.Kind)).
		SetNillableRegionArs(in.RegionARS).SetNillableEmail(in.Email).SetCreatedAt(tx.Now).Exec(ctx)
}

// Connect opens the inbox of an authority, held by an organisation.
func (s *Service) Connect(ctx context.Context, tx *store.Tx, authorityID, organisationID string) (err error) {
	defer errs.Wrap(&err, "organisation.Connect(%s)", authorityID)
	notifyReplicas(tx, authorityID)
	return tx.Channel.Create().SetID(authorityID).SetOrganisationID(organisationID).SetKind(channel.KindINBOX).
		SetState(channel.StateACTIVE).SetMaxMessageBytes(MaxInboxMessageBytes).SetCreatedAt(tx.Now).Exec(ctx)
}

// SetChannelState opens, suspends or closes a channel; problem says why, nil when nothing is wrong.
func (s *Service) SetChannelState(ctx context.Context, tx *store.Tx, authorityID string, state ChannelState, problem *string) (err error) {
	defer errs.Wrap(&err, "organisation.SetChannelState(%s)", authorityID)
	notifyReplicas(tx, authorityID)
	update := tx.Channel.UpdateOneID(authorityID).SetState(channel.State(state)).ClearProblem()
	if problem != nil {
		update.SetProblem(*problem)
	}
	return update.Exec(ctx)
}

// notifyReplicas makes every replica read organisations and channels again once the transaction is committed.
func notifyReplicas(tx *store.Tx, what string) {
	tx.Append(store.Entry{Reader: changes, Topic: store.TopicChange, SideID: what, At: tx.Now})
}

// ChannelKindOf is the kind of channel by which an authority receives, as last known in memory; nil when it is not connected.
func (s *Service) ChannelKindOf(authorityID string) *ChannelKind {
	c := s.current.Load().channels[authorityID]
	if c.Reachability() == NotConnected {
		return nil
	}
	return &c.Kind
}
