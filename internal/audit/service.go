package audit

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/auditentry"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Service writes and reads the audit log.
type Service struct {
	db       *store.DB
	security *seclog.Log
}

// New returns the service. Each act is noted in the security log, too, which may be nil.
func New(db *store.DB, security *seclog.Log) *Service { return &Service{db: db, security: security} }

// maxDetail is the length of a detail in bytes; what is longer was meant to be content and is cut.
const maxDetail = 200

// The capacities that an act can be done in.
const (
	asOperator = "operator"
	asAdmin    = "admin"
	asOwner    = "owner"
	asSystem   = "system"
	asVendor   = "vendor"
	asStranger = "anonymous"
)

// platform is the actor of what the platform does by itself or at a command.
const platform = "platform"

// Record writes one act into the transaction that does it: who did it, as what, on what, for which organisation. Subject,
// organisation and detail may be empty; a detail is codes and ids.
func (s *Service) Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) (err error) {
	defer errs.Wrap(&err, "audit.Record(%s)", action)
	actor, capacity := actorOf(by, organisationID)
	create := tx.AuditEntry.Create().SetID(id.New(id.Audit, tx.Now)).SetAt(tx.Now).SetActorID(actor).SetCapacity(capacity).SetAction(action)
	if subjectID != "" {
		create.SetSubjectID(subjectID)
	}
	if organisationID != "" {
		create.SetOrganisationID(organisationID)
	}
	if detail != "" {
		create.SetDetail(cutDetail(detail))
	}
	tx.AfterCommit(func(context.Context) { s.noteInSecurityLog(ctx, by, action, subjectID, organisationID) })
	return create.Exec(viewer.System(ctx, "audit"))
}

// rights are the acts, or the beginnings of their names, that change what somebody may do.
var rights = []string{"role.", "member.", "account.", "connect.confirm"}

// noteInSecurityLog notes an act in the security log, without its detail.
func (s *Service) noteInSecurityLog(ctx context.Context, by *viewer.Viewer, action, subjectID, organisationID string) {
	event := seclog.AdminAct
	if slices.ContainsFunc(rights, func(beginning string) bool { return strings.HasPrefix(action, beginning) }) {
		event = seclog.RightsChange
	}
	account := cmp.Or(by.AccountID, by.VendorID)
	if _, system := by.IsSystem(); system {
		account = platform
	}
	attrs := []slog.Attr{slog.String("action", action)}
	if subjectID != "" {
		attrs = append(attrs, slog.String("subject", subjectID))
	}
	if organisationID != "" {
		attrs = append(attrs, slog.String("organisation", organisationID))
	}
	s.security.Write(ctx, event, account, attrs...)
}

// cutDetail cuts a detail between two characters; what is no text at all does not keep the act from being written.
func cutDetail(detail string) string {
	detail = strings.ReplaceAll(strings.ToValidUTF8(detail, "\uFFFD"), "\x00", "\uFFFD")
	return strings.ToValidUTF8(detail[:min(len(detail), maxDetail)], "")
}

// RecordAlone writes an act of the context's viewer in a transaction of its own, for what has no transaction to share.
func (s *Service) RecordAlone(ctx context.Context, action, subjectID, detail string) (err error) {
	defer errs.Wrap(&err, "audit.RecordAlone(%s)", action)
	by := viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, "audit"), func(ctx context.Context, tx *store.Tx) error {
		return s.Record(ctx, tx, by, action, subjectID, "", detail)
	})
}

// actorOf names the actor and its capacity towards an organisation. Who is both its admin and an operator acts for the organisation.
func actorOf(by *viewer.Viewer, organisationID string) (actor, capacity string) {
	if _, system := by.IsSystem(); system {
		return platform, asSystem
	}
	if m := by.MemberOf(organisationID); m != nil && m.Admin {
		return m.ID, asAdmin
	}
	switch {
	case by.HasRole(viewer.Operator):
		return by.AccountID, asOperator
	case by.SignedIn():
		return by.AccountID, asOwner
	case by.VendorID != "":
		return by.VendorID, asVendor
	}
	return asStranger, asStranger
}

// List is the audit log, the newest first, for operators; for all others there is none (NOT_FOUND). An empty subject is every
// subject.
func (s *Service) List(ctx context.Context, subjectID string, req pagination.Request) (_ pagination.Slice[*Entry], err error) {
	defer errs.Wrap(&err, "audit.List")
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return pagination.Slice[*Entry]{}, errs.New(errs.NotFound, "no such list")
	}
	q := s.db.Client().AuditEntry.Query()
	if subjectID != "" {
		q.Where(auditentry.SubjectID(subjectID))
	}
	order := store.Order[*ent.AuditEntry]{Descending: true, ID: func(row *ent.AuditEntry) string { return row.ID }}
	return store.ReadPage(viewer.System(ctx, "audit-list"), q, order, req, store.Each(
		func(row *ent.AuditEntry) (*Entry, error) { return toEntry(row), nil }))
}

// Entry finds one act, for operators; NOT_FOUND otherwise.
func (s *Service) Entry(ctx context.Context, entryID string) (_ *Entry, err error) {
	defer errs.Wrap(&err, "audit.Entry(%s)", entryID)
	unknown := errs.New(errs.NotFound, "no such entry")
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, unknown
	}
	row, err := s.db.Client().AuditEntry.Get(viewer.System(ctx, "audit-entry"), entryID)
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	return toEntry(row), nil
}

func toEntry(row *ent.AuditEntry) *Entry {
	return &Entry{ID: row.ID, At: row.At.UTC(), Actor: row.ActorID, Capacity: row.Capacity, Action: row.Action, SubjectID: row.SubjectID, Detail: row.Detail}
}
