package app

import (
	"context"
	"io"
	"slices"
	"time"

	"schalter/graph"
	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/errs"
	rules "schalter/internal/legal"
	"schalter/internal/organisation"
	"schalter/internal/postbox"
	"schalter/internal/postbox/conversation"
	"schalter/internal/retention"
	"schalter/internal/scan"
	"schalter/internal/store"
)

// Adapters: the ports of the postbox, answered by the other domains. A domain imports no other domain; this package knows them all.

// competence answers ports with the directory.
type competence struct{ directory *directory.Directory }

func (c competence) Revision() string { return c.directory.Snapshot().Revision() }

func (c competence) Competences(ars string, serviceIDs []string, at time.Time) ([]conversation.ServiceCandidates, error) {
	found, err := c.directory.Snapshot().Competences(ars, serviceIDs, at)
	if err != nil {
		return nil, err
	}
	list := make([]conversation.ServiceCandidates, len(found))
	for i, f := range found {
		list[i].ServiceID = f.Service.ID
		for _, body := range f.Candidates {
			list[i].Candidates = append(list[i].Candidates, conversation.Candidate{
				AuthorityID: body.Authority.ID, Role: conversation.CompetenceRole(body.Role), RuleID: body.Rule.ID,
			})
		}
	}
	return list, nil
}

func (c competence) UndertakingServices(undertakingID string) ([]string, bool) {
	u := c.directory.Snapshot().Undertaking(undertakingID)
	if u == nil {
		return nil, false
	}
	var list []string
	for _, s := range u.Services() {
		list = append(list, s.ID)
	}
	return list, true
}

func (c competence) UndertakingName(undertakingID, locale string) string {
	if u := c.directory.Snapshot().Undertaking(undertakingID); u != nil {
		return u.Text(locale).Name
	}
	return ""
}

func (c competence) ServiceName(serviceID, locale string) string {
	if s := c.directory.Snapshot().Service(serviceID); s != nil {
		return s.Text(locale).Name
	}
	return ""
}

func (c competence) RequiredTrust(serviceID string) string {
	if s := c.directory.Snapshot().Service(serviceID); s != nil {
		return string(s.RequiredTrustLevel)
	}
	return string(directory.TrustLevel("NONE"))
}

func (c competence) Filing(ars *string, serviceID, authorityID string, at time.Time) conversation.Filing {
	s := c.directory.Snapshot()
	found := s.FilingAt(ars, serviceID, authorityID, at)
	filing := conversation.Filing{Kind: conversation.SubmissionKind(found.Kind)}
	if service := s.Service(serviceID); service != nil {
		filing.Service = errs.Bilingual{German: service.Text("de").Name, English: service.Text("en").Name}
	}
	if found.LegalBasis != nil {
		filing.Basis = *found.LegalBasis
		filing.Instruction = errs.Bilingual{German: instructionOf(found, "de"), English: instructionOf(found, "en")}
	}
	return filing
}

// instructionOf says how to apply, with the address where there is one.
func instructionOf(f *directory.Filing, locale string) string {
	instruction := *f.Instruction(locale)
	if f.URL != nil {
		instruction += " " + *f.URL
	}
	return instruction
}

func (c competence) RegionName(ars string) string {
	if r, err := c.directory.Snapshot().Region(ars); err == nil && r != nil {
		return r.Name
	}
	return ""
}

func (c competence) ProcedureLaw(serviceIDs []string) rules.ProcedureLaw {
	var law rules.ProcedureLaw
	for _, serviceID := range serviceIDs {
		s := c.directory.Snapshot().Service(serviceID)
		if s == nil || law != "" && law != s.ProcedureLaw {
			return rules.BayVwVfG
		}
		law = s.ProcedureLaw
	}
	if law == "" {
		return rules.BayVwVfG
	}
	return law
}

func (c competence) Silence(serviceID string) *conversation.Silence {
	s := c.directory.Snapshot().Service(serviceID)
	if s == nil || s.DeemedApproval == nil {
		return nil
	}
	d := s.DeemedApproval
	return &conversation.Silence{Amount: d.Amount, Unit: d.Unit, Basis: d.Basis, Extendable: d.Extendable}
}

func (c competence) Seat(authorityID string) string {
	if a := c.directory.Snapshot().Authority(authorityID); a != nil && a.Region() != nil {
		return a.Region().ARS
	}
	return ""
}

func (c competence) AuthorityName(authorityID string) string {
	if a := c.directory.Snapshot().Authority(authorityID); a != nil {
		return a.Name
	}
	return ""
}

func (c competence) IsSingleContact(authorityID string) bool {
	a := c.directory.Snapshot().Authority(authorityID)
	return a != nil && a.Kind == directory.KindPointOfSingleContact
}

func (c competence) Dissolution(authorityID, locale string) (postbox.Dissolution, bool) {
	a := c.directory.Snapshot().Authority(authorityID)
	if a == nil || !a.Dissolved() {
		return postbox.Dissolution{}, false
	}
	d := postbox.Dissolution{Since: graph.Day(locale, *a.ValidTo)}
	if next := a.LastSuccessor(); next != nil {
		d.Successor = next.Name
	}
	return d, true
}

// persons answers the postbox with the accounts.
type persons struct {
	people   *account.People
	accounts *account.Service
}

func (p persons) Hold(ctx context.Context, tx *store.Tx, accountID string) error {
	_, err := p.people.Hold(ctx, tx, accountID)
	return err
}

func (p persons) PlanDone(ctx context.Context) error {
	_, err := p.accounts.UpdateProfile(ctx, account.ProfileUpdateInput{StartPlan: account.Change[account.StartPlanInput]{Set: true}})
	return err
}

func (p persons) Facts(ctx context.Context, accountID string) (conversation.PersonFacts, error) {
	profile, err := p.people.Person(ctx, accountID)
	if err != nil {
		return conversation.PersonFacts{}, err
	}
	facts := conversation.PersonFacts{TrustLevel: string(profile.TrustLevel), Locale: profile.Locale.Tag()}
	// The letter proved name and address together; after a change of either none is proven.
	if profile.Address != nil {
		facts.Name, facts.Address, facts.Proof = profile.Address.Recipient, profile.Address, string(profile.TrustLevel)
	}
	return facts, nil
}

// organisations answers the postbox with the channels and members of organisations.
type organisations struct{ organisations *organisation.Service }

func (o organisations) Channel(ctx context.Context, tx *store.Tx, authorityID string) (conversation.ChannelFacts, error) {
	c, err := o.organisations.ChannelFor(ctx, tx, authorityID)
	if err != nil || c == nil {
		return conversation.ChannelFacts{}, err
	}
	return conversation.ChannelFacts{
		Connected: c.Reachability() == organisation.Connected, Kind: conversation.ChannelKind(c.Kind), MaxBytes: c.MaxMessageBytes, AutoReply: c.AutoReply(),
	}, nil
}

func (o organisations) Connected(authorityID string) bool {
	return o.organisations.Reachability(authorityID) == organisation.Connected
}

func (o organisations) Member(ctx context.Context, accountID, authorityID string, assigneeID *string) (conversation.Member, error) {
	m, err := o.organisations.ClerkOf(ctx, accountID, authorityID)
	if err != nil {
		return conversation.Member{}, err
	}
	shown, err := o.organisations.ShownAs(ctx, authorityID, m, assigneeID)
	return conversation.Member{ID: m.ID, Name: m.Name, Shown: shown, Admin: slices.Contains(m.Roles, organisation.Admin)}, err
}

func (o organisations) RetentionClasses(authorityID string) []retention.Class {
	return o.organisations.RetentionClasses(authorityID)
}

func (o organisations) RetentionClassesNow(ctx context.Context, tx *store.Tx, authorityID string) ([]retention.Class, error) {
	return o.organisations.RetentionClassesNow(ctx, tx, authorityID)
}

func (o organisations) MemberByID(ctx context.Context, membershipID, authorityID string) (conversation.Member, error) {
	return member(o.organisations.ClerkByID(ctx, membershipID, authorityID))
}

func (o organisations) AwayFor(ctx context.Context, membershipID string) ([]string, error) {
	return o.organisations.AwayFor(ctx, membershipID)
}

func member(m *organisation.Membership, err error) (conversation.Member, error) {
	if err != nil {
		return conversation.Member{}, err
	}
	return conversation.Member{ID: m.ID, Name: m.Name}, nil
}

// inspector checks documents by the list of allowed types and, where one is configured, a virus scanner, which fails closed.
type inspector struct{ scanner scan.Scanner }

func (inspector) CheckName(filename, mediaType string) error {
	return scan.CheckName(filename, mediaType)
}

func (i inspector) Check(ctx context.Context, r io.ReaderAt, size int64, filename string) (mediaType string, scanned bool, err error) {
	mediaType, err = scan.Check(r, size, filename)
	if err != nil || i.scanner == nil {
		return mediaType, false, err
	}
	verdict, err := i.scanner.Scan(ctx, io.NewSectionReader(r, 0, size))
	if err != nil {
		return "", false, err
	}
	if verdict.State != scan.Clean {
		return "", true, &scan.Error{Reason: scan.Malware}
	}
	return mediaType, true, nil
}

// Scan scans a whole mail. One that the scanner cannot read, or that is too long for it, counts as not scanned: those of its documents
// that are kept are then checked one by one.
func (i inspector) Scan(ctx context.Context, r io.ReaderAt, size int64) (scanned bool, err error) {
	if i.scanner == nil {
		return false, nil
	}
	verdict, err := i.scanner.Scan(ctx, io.NewSectionReader(r, 0, size))
	if err == nil && verdict.State == scan.Infected {
		err = &scan.Error{Reason: scan.Malware}
	}
	return verdict.State == scan.Clean, err
}
