package proof

import (
	"context"
	"encoding/json"
	"slices"

	"schalter/internal/evidence"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
)

// fillAnnouncements has a package say of its decisions when they count as announced, by which facts and which rule, so that it can be computed again
// from the package alone. Of decisions of before their notice was kept it says nothing.
func (s *Service) fillAnnouncements(ctx context.Context, p *evidence.Package, messages []*conversation.Message) error {
	events, err := eventsOf(p)
	if err != nil {
		return err
	}
	days, err := s.conversation.Announcements(ctx, messages)
	if err != nil {
		return err
	}
	provisions, err := s.conversation.Provisions(ctx, messages)
	if err != nil {
		return err
	}
	for i := range messages {
		var m evidence.Manifest
		if err := json.Unmarshal(p.Messages[i].Signed.Manifest, &m); err != nil {
			return err
		}
		facts, ok := evidence.FactsOf(m, events)
		if !ok || provisions[i] == nil {
			continue
		}
		claim, err := s.announcement(ctx, facts, s.conversation.LawOf(m.Services), days[i])
		if err != nil {
			return err
		}
		// What cannot be computed again from the package is not said, and keeps nobody from the rest.
		if claim != nil && claim.Holds(m, events) {
			p.Messages[i].Announcement = claim
		}
	}
	return nil
}

func eventsOf(p *evidence.Package) ([]evidence.Event, error) {
	events := make([]evidence.Event, len(p.Record))
	for i, entry := range p.Record {
		var err error
		if events[i], err = evidence.ParseToken(entry.Token, p.KeyOf); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// announcement is what is said of one decision: the day that is kept, with the rule by which it was computed then, and the rules that the other facts
// ask for. Nil where the record does not give the day that is kept.
func (s *Service) announcement(ctx context.Context, facts evidence.AnnouncementFacts, law legal.ProcedureLaw, kept *dates.Date) (*evidence.Announcement, error) {
	a := &evidence.Announcement{Facts: facts, ProcedureLaw: string(law), Rules: []evidence.AnnouncementRule{}}
	var winner *legal.Rule
	if kept != nil {
		a.ProcedureLaw, winner = string(kept.ProcedureLaw), &kept.Result.Rule
		a.Rules = append(a.Rules, evidence.RuleFile(*winner))
	}
	var others []dates.Event
	for _, e := range facts.Events() {
		if winner == nil || e.Anchor != winner.Anchor {
			others = append(others, dates.Event{Anchor: e.Anchor, Day: e.Day})
		}
	}
	rules, err := s.conversation.RulesFor(ctx, legal.ProcedureLaw(a.ProcedureLaw), others)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		a.Rules = append(a.Rules, evidence.RuleFile(r))
	}
	if kept != nil && slices.ContainsFunc(a.Rules, func(x evidence.AnnouncementRule) bool { return x.ShiftForDate }) {
		a.Place = kept.Place
	}
	a.Conclude()
	if kept != nil && (a.Day != string(kept.Result.Date) || a.Rule != winner.ID) {
		// A rule was corrected since: the day stays by the one that it was computed by.
		a.Rules = a.Rules[:1]
		a.Conclude()
	}
	if (kept == nil) != (a.Day == "") || kept != nil && a.Day != string(kept.Result.Date) {
		return nil, nil
	}
	return a, nil
}
