package organisation

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// RetentionClass says how long a closed case is kept.
type RetentionClass = retention.Class

// RetentionClassInput is a class as an admin wants it.
type RetentionClassInput struct {
	Key, Name      string
	Months         int
	OfferToArchive bool
	ExportFirst    bool
}

func (c RetentionClassInput) class() RetentionClass {
	return RetentionClass{Key: c.Key, Name: c.Name, Months: c.Months, OfferToArchive: c.OfferToArchive, ExportFirst: c.ExportFirst}
}

// RetentionPreview is what a change of classes would do (type RetentionPreview of the contract).
type RetentionPreview struct {
	// EndsSooner and EndsLater are how many closed cases get another day.
	EndsSooner, EndsLater int
}

// maxClassName bounds the name of a class.
const maxClassName = 100

var classKey = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// RetentionClasses are those of an authority as this replica knows them; the first is the default.
func (s *Service) RetentionClasses(authorityID string) []RetentionClass {
	if c := s.current.Load().channels[authorityID]; c != nil {
		return c.settings.RetentionClasses
	}
	return retention.Standard()
}

// RetentionClassesNow reads the classes of an authority from the database.
func (s *Service) RetentionClassesNow(ctx context.Context, tx *store.Tx, authorityID string) (_ []RetentionClass, err error) {
	defer errs.Wrap(&err, "organisation.RetentionClassesNow(%s)", authorityID)
	row, err := tx.Channel.Query().Where(channel.ID(authorityID)).Only(viewer.System(ctx, "retention-classes"))
	if ent.IsNotFound(err) {
		return retention.Standard(), nil
	}
	if err != nil {
		return nil, err
	}
	return classesOf(row)
}

// classesOf are the classes that a channel's row has.
func classesOf(row *ent.Channel) (classes []RetentionClass, err error) {
	if row.RetentionClasses == "" {
		return retention.Standard(), nil
	}
	err = json.Unmarshal([]byte(row.RetentionClasses), &classes)
	return classes, err
}

// shownClasses are those that are shown; nothing is destroyed by them.
func shownClasses(row *ent.Channel) []RetentionClass {
	classes, err := classesOf(row)
	if err != nil {
		return retention.Standard()
	}
	return classes
}

func validateClasses(list []RetentionClassInput) error {
	var ps errs.Problems
	if len(list) == 0 {
		ps.Add(errs.Required, "retentionClasses")
	}
	if len(list) > retention.MaxClasses {
		ps.AddText(errs.TooMany, "too_many", []any{retention.MaxClasses}, "retentionClasses")
		return ps.Err()
	}
	for i := range list {
		c := &list[i]
		if !classKey.MatchString(c.Key) || slices.ContainsFunc(list[:i], func(o RetentionClassInput) bool { return o.Key == c.Key }) {
			ps.Add(errs.InvalidValue, "retentionClasses.key")
		}
		name, err := latin.Line(c.Name, maxClassName)
		latin.AddProblem(&ps, err, "retentionClasses.name")
		if err == nil && latin.Blank(name) {
			ps.Add(errs.Required, "retentionClasses.name")
		}
		c.Name = name
		if c.Months < 0 || c.Months > retention.MaxMonths {
			ps.AddText(errs.InvalidValue, "months_range", []any{retention.MaxMonths}, "retentionClasses.months")
		}
	}
	return ps.Err()
}

// PreviewRetention says what other classes would do to the cases of an authority, whose settings the viewer may read. Refusals: as SaveSettings has
// them for classes.
func (s *Service) PreviewRetention(ctx context.Context, of *AuthoritySettings, asked []*RetentionClassInput) (_ *RetentionPreview, err error) {
	defer errs.Wrap(&err, "organisation.PreviewRetention(%s)", of.authorityID)
	list := make([]RetentionClassInput, len(asked))
	for i, c := range asked {
		list[i] = *c
	}
	if err := validateClasses(list); err != nil {
		return nil, err
	}
	use, err := s.ports.Cases.UseOfClasses(ctx, of.authorityID)
	if err != nil {
		return nil, err
	}
	p := compareClasses(of.RetentionClasses, list, use)
	return &p, nil
}

func compareClasses(before []RetentionClass, after []RetentionClassInput, use map[string]retention.Use) (p RetentionPreview) {
	for _, c := range after {
		was := slices.IndexFunc(before, func(b RetentionClass) bool { return b.Key == c.Key })
		if was < 0 {
			continue
		}
		exported, others := before[was].Change(c.class())
		n := use[c.Key]
		p.count(exported, n.Exported)
		p.count(others, n.Closed-n.Exported)
	}
	return p
}

func (p *RetentionPreview) count(shift retention.Shift, cases int) {
	switch shift {
	case retention.Sooner:
		p.EndsSooner += cases
	case retention.Later:
		p.EndsLater += cases
	}
}

// changeClasses gives an authority other classes, in the transaction that saves its settings. Refusals: WRONG_STATE where a case has a class that is
// left out, or waits for the archive by one that is offered no more; STALE where other closed cases end sooner than the admin was shown.
func (s *Service) changeClasses(ctx context.Context, tx *store.Tx, row *ent.Channel, list []RetentionClassInput, seen *int) error {
	before, err := classesOf(row)
	if err != nil {
		return err
	}
	use, err := s.ports.Cases.UseOfClasses(ctx, row.ID)
	if err != nil {
		return err
	}
	after := make([]RetentionClass, len(list))
	for i, c := range list {
		after[i] = c.class()
		if was := slices.IndexFunc(before, func(b RetentionClass) bool { return b.Key == c.Key }); was >= 0 {
			after[i] = before[was].Followed(after[i], tx.Now)
		}
		if !c.OfferToArchive && use[c.Key].Waiting > 0 {
			return errs.RefuseText(errs.WrongState, "class_waits", []any{c.Name, use[c.Key].Waiting}, "retentionClasses")
		}
	}
	for _, b := range before {
		if use[b.Key].Cases > 0 && !slices.ContainsFunc(after, func(a RetentionClass) bool { return a.Key == b.Key }) {
			return errs.RefuseText(errs.WrongState, "class_in_use", []any{b.Name, use[b.Key].Cases}, "retentionClasses")
		}
	}
	if sooner := compareClasses(before, list, use).EndsSooner; sooner > 0 && (seen == nil || *seen != sooner) {
		return errs.RefuseText(errs.Stale, "cases_end_sooner", []any{sooner}, "endsSooner")
	}
	text, err := json.Marshal(after)
	if err != nil {
		return err
	}
	if err := tx.Channel.UpdateOne(row).SetRetentionClasses(string(text)).Exec(ctx); err != nil {
		return err
	}
	return s.ports.Cases.RetentionChanged(ctx, tx, row.ID, before[0].Key)
}

// describeClasses names classes for the audit log.
func describeClasses(list []RetentionClassInput) string {
	var b strings.Builder
	for _, c := range list {
		fmt.Fprintf(&b, " %s:%d", c.Key, c.Months)
		if c.OfferToArchive {
			b.WriteString("+archive")
		}
		if c.ExportFirst {
			b.WriteString("+export")
		}
	}
	return b.String()
}
