package inbox

import (
	"context"
	"slices"

	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// Cases is one page of the inbox of an authority that the viewer works for.
func (s *Service) Cases(ctx context.Context, authorityID string, filter CaseFilter, order CaseOrder, req pagination.Request) (_ pagination.Slice[*conversation.AuthorityCase], err error) {
	defer errs.Wrap(&err, "postbox.Cases(%s)", authorityID)
	var none pagination.Slice[*conversation.AuthorityCase]
	scope, err := rule.AuthorityScope(ctx, authorityID)
	if err != nil {
		return none, err
	}
	l := &sides.Listing{Reader: scope.Readers()[0], Kind: entside.KindAUTHORITY}
	switch order {
	case NewestMessage:
		l.Column, l.Descending = "last_message_at", true
	case DueFirst:
		l.Column, l.Nullable = "due_on", true
	default:
		l.Column, l.Nullable = "waiting_since", true
	}
	if err := s.applyFilter(ctx, l, filter); err != nil {
		return none, err
	}
	found, err := s.sides.Read(ctx, l, req)
	if err != nil {
		return none, err
	}
	var items []pagination.Item[*conversation.AuthorityCase]
	for _, side := range found {
		items = append(items, pagination.Item[*conversation.AuthorityCase]{Node: conversation.CaseModel(side), Position: cursorOf(side, l.Column).String()})
	}
	return pagination.Cut(req, items), nil
}

// cursorOf is where a case is in the list that is sorted by a column.
func cursorOf(side *sides.Side, column string) sides.CursorPosition {
	switch column {
	case "last_message_at":
		return sides.CursorPosition{Time: &side.LastMessageAt, ID: side.ID}
	case "due_on":
		return sides.CursorPosition{Day: side.DueOn, ID: side.ID}
	}
	return sides.CursorPosition{Time: side.WaitingSince, ID: side.ID}
}

func (s *Service) applyFilter(ctx context.Context, l *sides.Listing, f CaseFilter) error {
	if len(f.States) > 0 {
		// Each state once, however often it is named.
		var args []any
		for _, state := range slices.Compact(slices.Sorted(slices.Values(f.States))) {
			args = append(args, string(state))
		}
		l.AddCondition("state IN ("+store.Placeholders(len(args))+")", args...)
	}
	if len(f.Progress) > 0 {
		var args []any
		for _, state := range slices.Compact(slices.Sorted(slices.Values(f.Progress))) {
			args = append(args, string(state))
		}
		l.AddCondition("progress_state IN ("+store.Placeholders(len(args))+")", args...)
	}
	if f.AssigneeID != nil {
		whose, err := s.organisations.AwayFor(ctx, *f.AssigneeID)
		if err != nil {
			return err
		}
		args := []any{*f.AssigneeID}
		for _, m := range whose {
			args = append(args, m)
		}
		l.AddCondition("assignee_id IN ("+store.Placeholders(len(args))+")", args...)
	}
	if f.Unassigned != nil {
		l.AddCondition(map[bool]string{true: "assignee_id IS NULL", false: "assignee_id IS NOT NULL"}[*f.Unassigned])
	}
	if f.Unread != nil {
		l.AddCondition(sides.CountCondition("unread_count", *f.Unread))
	}
	if f.DueBefore != nil {
		l.AddCondition("due_on < ?", *f.DueBefore)
	}
	if f.ToOffer != nil {
		l.AddCondition(map[bool]string{true: "retention_ended_at IS NOT NULL AND archive_answer IS NULL",
			false: "(retention_ended_at IS NULL OR archive_answer IS NOT NULL)"}[*f.ToOffer])
	}
	if f.ServiceID != nil {
		if !id.Is(id.Service, *f.ServiceID) {
			return errs.New(errs.Invalid, "malformed service id")
		}
		// The ids are a JSON list; an id has no character that LIKE treats specially but its underscore.
		l.AddCondition("CAST(service_ids AS TEXT) LIKE ?", "%"+*f.ServiceID+"%")
	}
	return s.sides.AddSearch(l, f.Search)
}

// CaseFilter narrows an authority's inbox.
type CaseFilter struct {
	States []conversation.CaseState
	// AssigneeID finds the cases of a membership, and of those who are away and whose deputy it is.
	AssigneeID *string
	Unassigned *bool
	Unread     *bool
	DueBefore  *string
	ServiceID  *string
	Search     *string
	// Progress is what the authority told the owner.
	Progress []casemail.ProgressState
	// ToOffer are cases whose retention is over and that wait for what the archive says.
	ToOffer *bool
}

// CaseOrder is the order of an authority's inbox.
type CaseOrder string

// The orders of an inbox.
const (
	LongestWaiting CaseOrder = "LONGEST_WAITING"
	NewestMessage  CaseOrder = "NEWEST_MESSAGE"
	DueFirst       CaseOrder = "DUE_FIRST"
)
