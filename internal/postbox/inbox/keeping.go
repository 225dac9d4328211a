package inbox

import (
	"context"
	"slices"
	"time"

	entside "schalter/ent/side"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// How an authority keeps a case: its file reference, for how long, the order to delete nothing of it, and what the archive said.

// MaxFileReference and MaxHoldReason bound those texts.
const (
	MaxFileReference = 100
	MaxHoldReason    = 500
)

// Keeping is what a clerk changes of how a case is kept; what is not set stays as it is.
type Keeping struct {
	FileReference     sides.Change
	RetentionClassKey sides.Change
	// Hold is the order to keep it, where SetHold; nil lifts it.
	SetHold bool
	Hold    *LegalHoldInput
	// Archive is what the archive said, where SetArchive; nil takes it back.
	SetArchive bool
	Archive    *ArchiveAnswerInput
}

// LegalHoldInput orders to keep a case (input LegalHoldInput of the contract).
type LegalHoldInput struct {
	Reason string
	Until  *string
}

// LegalHold is an order to keep a case (type LegalHold of the contract).
type LegalHold struct {
	By, Reason string
	Until      *string
	Since      time.Time
}

// ArchiveAnswerInput is what the archive said, and on which day (input ArchiveAnswerInput of the contract).
type ArchiveAnswerInput struct {
	Answer     conversation.ArchiveAnswer
	AnsweredOn string
}

func (k *Keeping) validate(now time.Time) error {
	var ps errs.Problems
	if k.FileReference.Value != nil {
		sides.ValidateLine(&ps, k.FileReference.Value, MaxFileReference, false, "fileReference")
	}
	if k.Hold != nil {
		sides.ValidateText(&ps, &k.Hold.Reason, MaxHoldReason, true, "legalHold.reason")
	}
	if err := ps.Err(); err != nil {
		return err
	}
	if k.Hold != nil {
		if err := conversation.CheckDay(k.Hold.Until, now, "legalHold.until"); err != nil {
			return err
		}
	}
	if k.Archive != nil {
		if !slices.Contains([]conversation.ArchiveAnswer{conversation.TakenOver, conversation.NotWorthKeeping}, k.Archive.Answer) {
			return errs.Refuse(errs.InvalidValue, "archiveAnswer.answer")
		}
		if _, err := time.Parse(time.DateOnly, k.Archive.AnsweredOn); err != nil || k.Archive.AnsweredOn > clock.Day(now) {
			return errs.Refuse(errs.InvalidValue, "archiveAnswer.answeredOn")
		}
	}
	return nil
}

// changeKeeping changes how a case is kept, on a side that is locked and that the caller saves. Refusals: INVALID (no such class), WRONG_STATE (the class
// would end the case at once, an order by somebody who does not manage the authority, an answer of the archive to a case that it was not to be
// offered).
func (s *Service) changeKeeping(ctx context.Context, tx *store.Tx, own *sides.Side, by *viewer.Viewer, clerk conversation.Member, k Keeping) error {
	record := func(action, detail string) error {
		return s.audit.Record(ctx, tx, by, action, own.ID, "", detail)
	}
	if k.FileReference.Set {
		if err := s.setFileReference(ctx, tx, own, k.FileReference.Value); err != nil {
			return err
		}
		if err := record("case.reference", own.Reader); err != nil {
			return err
		}
	}
	if err := s.setClass(ctx, tx, own, k.RetentionClassKey, record); err != nil {
		return err
	}
	if k.SetHold {
		if !clerk.Admin {
			return errs.RefuseText(errs.WrongState, "hold_admins_only", nil, "legalHold")
		}
		if err := setHold(own, clerk, k.Hold, tx.Now); err != nil {
			return err
		}
		action := "case.hold"
		if k.Hold == nil {
			action = "case.hold-lift"
		}
		if err := record(action, own.Reader); err != nil {
			return err
		}
	}
	if k.SetArchive {
		if err := setArchive(own, k.Archive, tx.Now); err != nil {
			return err
		}
		return record("case.archive", archiveDetail(k.Archive))
	}
	return nil
}

func (s *Service) setFileReference(ctx context.Context, tx *store.Tx, own *sides.Side, to *string) error {
	own.OutdateExport()
	own.Head.FileReference = ""
	if to != nil {
		own.Head.FileReference = *to
	}
	if err := sides.SaveHead(ctx, tx, own); err != nil {
		return err
	}
	return s.sides.IndexFileReference(ctx, tx, own)
}

// setClass gives a case another class; a closed one without any keeps the one that is the first now.
func (s *Service) setClass(ctx context.Context, tx *store.Tx, own *sides.Side, to sides.Change, record func(action, detail string) error) error {
	if !to.Set && (own.ClosedAt == nil || own.RetentionClass != nil) {
		return nil
	}
	classes, err := s.organisations.RetentionClassesNow(ctx, tx, own.Reader)
	if err != nil {
		return err
	}
	if to.Set {
		if to.Value != nil && !slices.ContainsFunc(classes, func(c retention.Class) bool { return c.Key == *to.Value }) {
			return errs.Refuse(errs.InvalidValue, "retentionClassKey")
		}
		class := retention.Of(classes, to.Value)
		if own.ClosedAt != nil {
			end := class.Until(*own.ClosedAt, sides.ExportedAt(own.Side))
			over := end != nil && end.Before(tx.Now)
			if over && !class.OfferToArchive {
				return errs.RefuseText(errs.WrongState, "class_over", []any{end.In(clock.Berlin).Format("02.01.2006")}, "retentionClassKey")
			}
			if !over {
				own.RetentionEndedAt, own.ArchiveAnswer, own.ArchiveAnsweredOn = nil, nil, nil
			}
		}
		own.RetentionClass = to.Value
		own.CheckRetention(tx.Now)
		if err := record("case.retention", class.Key); err != nil {
			return err
		}
	}
	if own.ClosedAt != nil && own.RetentionClass == nil {
		first := retention.Of(classes, nil)
		own.RetentionClass = &first.Key
	}
	return nil
}

func setHold(own *sides.Side, clerk conversation.Member, in *LegalHoldInput, now time.Time) error {
	if in == nil {
		own.LiftHold(now)
		return nil
	}
	since := now
	if retention.Held(own.HoldSince, own.HoldUntil, now) {
		since = *own.HoldSince
	}
	return sides.SetHold(own, sides.Hold{By: clerk.Name, Reason: in.Reason}, since, in.Until)
}

func setArchive(own *sides.Side, in *ArchiveAnswerInput, now time.Time) error {
	if own.RetentionEndedAt == nil {
		return errs.RefuseText(errs.WrongState, "not_to_offer", nil, "archiveAnswer")
	}
	own.ArchiveAnswer, own.ArchiveAnsweredOn = nil, nil
	if in != nil {
		answer := entside.ArchiveAnswer(in.Answer)
		own.ArchiveAnswer, own.ArchiveAnsweredOn = &answer, &in.AnsweredOn
	}
	own.CheckRetention(now)
	return nil
}

func archiveDetail(in *ArchiveAnswerInput) string {
	if in == nil {
		return "taken back"
	}
	return string(in.Answer) + " " + in.AnsweredOn
}

// Hold is the order to keep a case; nil where none holds.
func (s *Service) Hold(ctx context.Context, c *conversation.AuthorityCase) (_ *LegalHold, err error) {
	defer errs.Wrap(&err, "postbox.Hold(%s)", c.ID)
	holds, err := conversation.ReadOfSides(ctx, s.conversation, []*conversation.AuthorityCase{c}, s.holds)
	if err != nil {
		return nil, err
	}
	return holds[0], nil
}

func (s *Service) holds(ctx context.Context, opened map[string]*sides.Side, caseIDs []string) ([]*LegalHold, error) {
	found := make([]*LegalHold, len(caseIDs))
	for i, caseID := range caseIDs {
		side := opened[caseID]
		if !retention.Held(side.HoldSince, side.HoldUntil, s.db.Clock().Now()) {
			continue
		}
		hold, err := s.sides.OpenHold(ctx, side)
		if err != nil {
			return nil, err
		}
		found[i] = &LegalHold{By: hold.By, Reason: hold.Reason, Until: side.HoldUntil, Since: side.HoldSince.UTC()}
	}
	return found, nil
}

// RetainUntil are the last days in Berlin for which closed cases are kept, one for each, as far as no order and no archive keeps them longer; nil while
// a case is open, and while it is to be exported first. None ends while a period runs on it.
func (s *Service) RetainUntil(ctx context.Context, cases []*conversation.AuthorityCase) (_ []*string, err error) {
	defer errs.Wrap(&err, "postbox.RetainUntil")
	list, sideIDs := make([]*string, len(cases)), []string{}
	for i, c := range cases {
		if c.ClosedAt == nil {
			continue
		}
		var exportedAt *time.Time
		if c.Exported != nil && c.Exported.Complete {
			exportedAt = &c.Exported.At
		}
		if end := s.RetentionClass(c).Until(*c.ClosedAt, exportedAt); end != nil {
			until := clock.Day(*end)
			list[i] = &until
			sideIDs = append(sideIDs, c.ID)
		}
	}
	if len(sideIDs) == 0 {
		return list, nil
	}
	running, err := s.conversation.LatestRunning(ctx, sideIDs)
	for i, c := range cases {
		if day, runs := running[c.ID]; runs && list[i] != nil && string(day) > *list[i] {
			until := string(day)
			list[i] = &until
		}
	}
	return list, err
}

// RetentionClass is the class of a case.
func (s *Service) RetentionClass(c *conversation.AuthorityCase) *retention.Class {
	class := retention.Of(s.organisations.RetentionClasses(c.AuthorityID), c.RetentionKey)
	return &class
}

// UseOfClasses is how many cases of an authority have a class, by its key. A case without a key has none of its own until it is closed.
func (s *Service) UseOfClasses(ctx context.Context, authorityID string) (_ map[string]retention.Use, err error) {
	defer errs.Wrap(&err, "postbox.UseOfClasses(%s)", authorityID)
	rows, err := s.db.Query(ctx, `SELECT COALESCE(retention_class, ''), COUNT(*), COUNT(closed_at), COUNT(CASE WHEN archive_answer IS NULL THEN retention_ended_at END),
		COUNT(CASE WHEN exported_seq = event_seq THEN closed_at END)
		FROM side WHERE reader = ? AND kind = 'AUTHORITY' AND (retention_class IS NOT NULL OR closed_at IS NOT NULL) GROUP BY 1`, authorityID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	use := map[string]retention.Use{}
	for rows.Next() {
		var key string
		var n retention.Use
		if err := rows.Scan(&key, &n.Cases, &n.Closed, &n.Waiting, &n.Exported); err != nil {
			return nil, err
		}
		use[key] = n
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	// Those that the sweep has not looked at since they were closed have the first.
	if n, found := use[""]; found {
		delete(use, "")
		first := retention.Of(s.organisations.RetentionClasses(authorityID), nil).Key
		use[first] = use[first].Plus(n)
	}
	return use, nil
}
