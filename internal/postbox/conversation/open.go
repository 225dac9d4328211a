package conversation

import (
	"context"
	"crypto/rand"
	"slices"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/caseparty"
	entside "schalter/ent/side"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MailboxOpenInput opens a mailbox: either for one authority, or for services at a place, by an undertaking, by themselves or
// both (the services then choose among the undertaking's).
type MailboxOpenInput struct {
	Title          *string
	AuthorityID    *string
	UndertakingID  *string
	ServiceIDs     []string
	ARS            *string
	Choices        []CompetenceChoiceInput
	IdempotencyKey *string
}

// MaxTitle bounds the title of a mailbox.
const MaxTitle = 200

// CompetenceChoiceInput names the one authority for a service that several may handle.
type CompetenceChoiceInput struct {
	ServiceID   string
	AuthorityID string
}

// Validate checks the form of the input.
func (in *MailboxOpenInput) Validate() error {
	var ps errs.Problems
	if in.Title != nil {
		sides.ValidateLine(&ps, in.Title, MaxTitle, false, "title")
	}
	sides.ValidateIDs(&ps, id.Service, in.ServiceIDs, 100, "serviceIds")
	if len(in.Choices) > 100 {
		ps.AddText(errs.TooMany, "too_many", []any{100}, "choices")
	}
	if in.IdempotencyKey != nil {
		sides.ValidateIdempotencyKey(&ps, *in.IdempotencyKey)
	}
	forServices := in.UndertakingID != nil || len(in.ServiceIDs) > 0
	switch {
	case in.AuthorityID != nil && (forServices || in.ARS != nil || len(in.Choices) > 0):
		ps.AddText(errs.InvalidValue, "authority_or_services", nil, "authorityId")
	case in.AuthorityID == nil && !forServices:
		ps.AddText(errs.Required, "authority_or_services", nil)
	case in.AuthorityID == nil && in.ARS == nil:
		ps.Add(errs.Required, "ars")
	}
	return ps.Err()
}

// party is one authority while a mailbox is being opened.
type party struct {
	authorityID string
	role        CompetenceRole
	services    []string
	rules       []string
}

// Open opens a case mailbox for the viewer. Refusals: NOT_ACTIVATED, TRUST_LEVEL_TOO_LOW, AUTHORITY_NOT_CONNECTED,
// REQUIRED (a choice is missing), INVALID, IDEMPOTENCY_CONFLICT.
func (s *Service) Open(ctx context.Context, in MailboxOpenInput) (_ *CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.Open")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	person, err := s.opener(viewer.System(ctx, "postbox.open"), v.AccountID, nil, "")
	if err != nil {
		return nil, err
	}
	parties, err := s.chooseParties(in, person)
	if err != nil {
		return nil, err
	}
	mailboxID, err := s.createMailbox(ctx, v, in, parties)
	if err != nil {
		return nil, err
	}
	// The mailbox is there whatever becomes of the plan.
	if err := s.people.PlanDone(ctx); err != nil {
		s.log.WarnContext(ctx, "the start plan was kept", "mailbox", mailboxID, "error", err)
	}
	return s.Mailbox(ctx, mailboxID)
}

// opener is what is proven of a person who opens a mailbox for services. Who may is asked here alone, also for a mailbox that continues another, and
// last in the transaction that opens it, where the account is held. Refusals: NOT_ACTIVATED, TRUST_LEVEL_TOO_LOW at field.
func (s *Service) opener(ctx context.Context, accountID string, services []string, field string) (PersonFacts, error) {
	person, err := s.people.Facts(ctx, accountID)
	if err != nil {
		return person, err
	}
	if trustRank(person.TrustLevel) < trustRank("POSTAL") {
		return person, errs.Refuse(errs.NotActivated)
	}
	return person, s.checkTrust(person, services, field)
}

// checkTrust refuses services that ask for more than is proven.
func (s *Service) checkTrust(person PersonFacts, services []string, field string) error {
	for _, service := range services {
		if trustRank(person.TrustLevel) < trustRank(s.directory.RequiredTrust(service)) {
			return errs.Refuse(errs.TrustLevelTooLow, field)
		}
	}
	return nil
}

func (s *Service) createMailbox(ctx context.Context, v *viewer.Viewer, in MailboxOpenInput, parties []party) (mailboxID string, err error) {
	var services []string
	for _, p := range parties {
		services = append(services, p.services...)
	}
	err = s.db.Tx(viewer.System(ctx, "postbox.open"), func(ctx context.Context, tx *store.Tx) error {
		mailboxID = id.New(id.Mailbox, tx.Now)
		// Who deletes the account at this moment comes before, and then there is nobody for whom it would be, or after, and finds it.
		if err := s.people.Hold(ctx, tx, v.AccountID); err != nil {
			return err
		}
		if in.IdempotencyKey != nil {
			earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, v.AccountID, "open|"+*in.IdempotencyKey, in, mailboxID, sides.HeadKeyOf)
			if err != nil || earlier != "" {
				mailboxID = earlier
				return err
			}
		}
		// What was proven when the parties were chosen may not be so any more.
		person, err := s.opener(ctx, v.AccountID, services, "serviceIds")
		if err != nil {
			return err
		}
		if in.AuthorityID != nil {
			channel, err := s.organisations.Channel(ctx, tx, *in.AuthorityID)
			if err != nil {
				return err
			}
			if !channel.Connected {
				return errs.Refuse(errs.AuthorityNotConnected, "authorityId")
			}
		}
		return s.insertMailbox(ctx, tx, v.AccountID, mailboxID, in, parties, person)
	})
	return mailboxID, err
}

func (s *Service) insertMailbox(ctx context.Context, tx *store.Tx, accountID, mailboxID string, in MailboxOpenInput, parties []party, person PersonFacts) error {
	kind := casemailbox.KindUNDERTAKING
	if in.AuthorityID != nil {
		kind = casemailbox.KindAUTHORITY
	}
	reference := checkcode.NewReference(rand.Reader)
	err := tx.CaseMailbox.Create().SetID(mailboxID).SetAccountID(accountID).SetReference(reference).SetKind(kind).
		SetNillableUndertakingID(in.UndertakingID).SetNillableRegionArs(in.ARS).
		SetDirectoryRevision(s.directory.Revision()).SetOpenedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	for i, p := range parties {
		err := tx.CaseParty.Create().SetID(id.New(id.Party, tx.Now)).SetMailboxID(mailboxID).SetAccountID(accountID).
			SetAuthorityID(p.authorityID).SetNillableAuthorityName(s.present(&p.authorityID)).SetRole(caseparty.Role(p.role)).SetServiceIds(p.services).SetRuleIds(p.rules).
			SetPosition(i).Exec(ctx)
		if err != nil {
			return err
		}
	}
	side, err := s.sides.Create(ctx, tx, sides.NewSide{
		ID: mailboxID, MailboxID: mailboxID, Kind: entside.KindOWNER, Reader: accountID, Reference: reference,
		UndertakingID: in.UndertakingID, RegionARS: in.ARS, Head: sides.Head{
			Title: s.mailboxTitle(in, person.Locale), PersonName: person.Name, Address: person.Address, TrustLevel: person.Proof,
		},
	})
	if err != nil {
		return err
	}
	names := []string{side.Head.Title, reference}
	for _, p := range parties {
		names = append(names, s.directory.AuthorityName(p.authorityID))
	}
	if err := s.sides.IndexWords(ctx, tx, side, "", names...); err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.MailboxOpened, Actor: ownerOf(side)}); err != nil {
		return err
	}
	if in.IdempotencyKey != nil {
		if err := s.sides.RememberRequest(ctx, tx, accountID, in, mailboxID, side.HeadKey); err != nil {
			return err
		}
	}
	return sides.Save(ctx, tx, side)
}

func ownerOf(side *sides.Side) chain.Actor {
	return chain.Actor{ID: side.Reader, Name: side.Head.PersonName, Capacity: "owner"}
}

// mailboxTitle is what the person wrote, or what the mailbox is for.
func (s *Service) mailboxTitle(in MailboxOpenInput, locale string) string {
	if in.Title != nil && !latin.Blank(*in.Title) {
		return *in.Title
	}
	if in.AuthorityID != nil {
		return s.directory.AuthorityName(*in.AuthorityID)
	}
	what := ""
	if in.UndertakingID != nil {
		what = s.directory.UndertakingName(*in.UndertakingID, locale)
	} else {
		what = s.directory.ServiceName(in.ServiceIDs[0], locale)
	}
	return what + ", " + s.directory.RegionName(*in.ARS)
}

// chooseParties finds the authorities of a mailbox: one for each service, chosen by the person where there are several.
func (s *Service) chooseParties(in MailboxOpenInput, person PersonFacts) ([]party, error) {
	if in.AuthorityID != nil {
		if s.directory.AuthorityName(*in.AuthorityID) == "" {
			return nil, errs.Refuse(errs.Missing, "authorityId")
		}
		return []party{s.partyAlone(*in.AuthorityID)}, nil
	}
	services, err := s.requestedServices(in)
	if err != nil {
		return nil, err
	}
	if err := s.checkTrust(person, services, "serviceIds"); err != nil {
		return nil, err
	}
	found, err := s.directory.Competences(*in.ARS, services, s.db.Clock().Now())
	if err != nil {
		if code := errs.CodeOf(err); code == errs.NotFound || code == errs.Invalid {
			return nil, errs.Refuse(errs.Missing, "ars")
		}
		return nil, err
	}
	return assignCandidates(found, in.Choices)
}

// partyAlone is an authority that is written to without a service.
func (s *Service) partyAlone(authorityID string) party {
	role := Primary
	if s.directory.IsSingleContact(authorityID) {
		role = PointOfSingleContact
	}
	return party{authorityID: authorityID, role: role, services: []string{}}
}

func (s *Service) requestedServices(in MailboxOpenInput) ([]string, error) {
	services := in.ServiceIDs
	if in.UndertakingID != nil {
		all, ok := s.directory.UndertakingServices(*in.UndertakingID)
		if !ok {
			return nil, errs.Refuse(errs.Missing, "undertakingId")
		}
		if len(services) == 0 {
			return all, nil
		}
		if len(sides.Intersect(services, all)) != len(services) {
			return nil, errs.RefuseText(errs.InvalidValue, "service_of_undertaking", nil, "serviceIds")
		}
	}
	for _, service := range services {
		if s.directory.ServiceName(service, "de") == "" {
			return nil, errs.Refuse(errs.Missing, "serviceIds")
		}
	}
	return services, nil
}

// assignCandidates takes the one authority of each service and gathers services by authority. Services without a candidate are left out.
func assignCandidates(found []ServiceCandidates, choices []CompetenceChoiceInput) ([]party, error) {
	var parties []party
	used := 0
	for _, service := range found {
		i := slices.IndexFunc(choices, func(c CompetenceChoiceInput) bool { return c.ServiceID == service.ServiceID })
		if len(service.Candidates) == 0 && i < 0 {
			continue
		}
		if i < 0 && len(service.Candidates) > 1 {
			return nil, errs.RefuseText(errs.Required, "choice_missing", nil, "choices")
		}
		at := 0
		if i >= 0 {
			used++
			at = slices.IndexFunc(service.Candidates, func(c Candidate) bool { return c.AuthorityID == choices[i].AuthorityID })
			if at < 0 {
				return nil, errs.RefuseText(errs.InvalidValue, "choice_not_competent", nil, "choices")
			}
		}
		parties = addToParties(parties, service.ServiceID, service.Candidates[at])
	}
	if used != len(choices) {
		return nil, errs.RefuseText(errs.InvalidValue, "choice_not_competent", nil, "choices")
	}
	if len(parties) == 0 {
		return nil, errs.RefuseText(errs.InvalidValue, "nobody_competent", nil)
	}
	return parties, nil
}

func addToParties(parties []party, serviceID string, c Candidate) []party {
	i := slices.IndexFunc(parties, func(p party) bool { return p.authorityID == c.AuthorityID })
	if i < 0 {
		parties = append(parties, party{authorityID: c.AuthorityID, role: c.Role})
		i = len(parties) - 1
	}
	p := &parties[i]
	if roleRank(c.Role) < roleRank(p.role) {
		p.role = c.Role
	}
	p.services = append(p.services, serviceID)
	if !slices.Contains(p.rules, c.RuleID) {
		p.rules = append(p.rules, c.RuleID)
	}
	return parties
}

func roleRank(r CompetenceRole) int {
	return slices.Index([]CompetenceRole{Primary, Alternative, PointOfSingleContact}, r)
}

func trustRank(level string) int {
	return slices.Index([]string{"NONE", "EMAIL", "POSTAL", "EIDAS_LOW", "EIDAS_SUBSTANTIAL", "EIDAS_HIGH"}, level)
}

// Parties lists the authorities of mailboxes, one list for each.
func (s *Service) Parties(ctx context.Context, mailboxes []*CaseMailbox) ([][]*CaseParty, error) {
	return ReadOfSides(ctx, s, mailboxes, s.parties)
}

func (s *Service) parties(ctx context.Context, opened map[string]*sides.Side, mailboxIDs []string) ([][]*CaseParty, error) {
	rows, err := s.db.Client().CaseParty.Query().Where(caseparty.MailboxIDIn(mailboxIDs...)).
		Order(ent.Asc(caseparty.FieldPosition)).All(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]*CaseParty{}
	for _, row := range rows {
		party, err := s.partyModel(ctx, opened[row.MailboxID], row)
		if err != nil {
			return nil, err
		}
		found[row.MailboxID] = append(found[row.MailboxID], party)
	}
	return ListsOf(mailboxIDs, found), nil
}

func (s *Service) partyModel(ctx context.Context, owner *sides.Side, row *ent.CaseParty) (*CaseParty, error) {
	progress, err := s.progressOfParty(ctx, owner, row)
	if err != nil {
		return nil, err
	}
	return &CaseParty{ID: row.ID, MailboxID: row.MailboxID, AuthorityID: row.AuthorityID, Progress: progress,
		AuthorityName: s.nameOfThen(row.AuthorityName, row.AuthorityID), Role: CompetenceRole(row.Role), ServiceIDs: row.ServiceIds, RegionARS: owner.RegionArs,
		DeclinedAt: sides.UTC(row.DeclinedAt), SuggestedAuthorityID: row.SuggestedAuthorityID}, nil
}

// Party is one party of a mailbox of the viewer's.
func (s *Service) Party(ctx context.Context, partyID string) (_ *CaseParty, err error) {
	defer errs.Wrap(&err, "postbox.Party(%s)", partyID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*CaseParty, error) { return s.party(ctx, partyID) })
}

func (s *Service) party(ctx context.Context, partyID string) (*CaseParty, error) {
	row, err := s.db.Client().CaseParty.Query().Where(caseparty.ID(partyID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such party")
	}
	if err != nil {
		return nil, err
	}
	owner, err := s.sides.FindAny(ctx, row.MailboxID)
	if err != nil {
		return nil, err
	}
	return s.partyModel(ctx, owner, row)
}
