package rollouts

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/ent/portallink"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

// Where keeps online services: of what is given, all must hold. Everybody may see them.
type Where struct {
	AuthorityID, ServiceID, OrganisationID string
	// ARS is a place: what there is for it, by itself or as part of a larger one.
	ARS string
}

// condition is the SQL of a Where, with its arguments.
func (w Where) condition() (string, []any) {
	parts, args := []string{"online_since IS NOT NULL"}, []any{}
	for _, c := range []struct{ column, value string }{{"authority_id", w.AuthorityID}, {"service_id", w.ServiceID}, {"organisation_id", w.OrganisationID}} {
		if c.value != "" {
			parts, args = append(parts, c.column+" = ?"), append(args, c.value)
		}
	}
	if w.ARS != "" {
		covering := covers(w.ARS)
		parts = append(parts, "region_ars IN ("+store.Placeholders(len(covering))+")")
		for _, ars := range covering {
			args = append(args, ars)
		}
	}
	return strings.Join(parts, " AND "), args
}

// covers are the keys of a place and of those that it is part of.
func covers(ars string) (list []string) {
	for _, n := range []int{2, 3, 5, 9, 12} {
		if len(ars) >= n {
			list = append(list, ars[:n])
		}
	}
	return list
}

// maxUnited is how many lists are read by one statement: SQLite takes no more than 500 terms.
const maxUnited = 250

// OnlineServices is the same page of several lists, in one statement for as many as one takes. A position is an id.
func (s *Service) OnlineServices(ctx context.Context, lists []Where, req pagination.Request) (_ []pagination.Slice[*OnlineService], err error) {
	defer errs.Wrap(&err, "rollouts.OnlineServices")
	if req.Backward || req.Before != "" {
		return nil, errs.New(errs.Invalid, "this list goes forward only")
	}
	if req.After != "" && !id.Is(id.PortalLink, req.After) {
		return nil, errs.New(errs.Invalid, "this is not a cursor of this list")
	}
	pages := make([]pagination.Slice[*OnlineService], 0, len(lists))
	for united := range slices.Chunk(lists, maxUnited) {
		found, err := s.uniteOnline(ctx, united, req)
		if err != nil {
			return nil, err
		}
		for _, items := range found {
			pages = append(pages, pagination.Cut(req, items))
		}
	}
	return pages, nil
}

// uniteOnline reads the page of each list by one statement.
func (s *Service) uniteOnline(ctx context.Context, lists []Where, req pagination.Request) ([][]pagination.Item[*OnlineService], error) {
	var statement []string
	var args []any
	for i, w := range lists {
		condition, values := w.condition()
		if req.After != "" {
			condition, values = condition+" AND id > ?", append(values, req.After)
		}
		statement = append(statement, "SELECT * FROM (SELECT "+strconv.Itoa(i)+" AS place, "+onlineColumns+" FROM portal_link WHERE "+condition+
			" ORDER BY id LIMIT "+strconv.Itoa(req.Limit+1)+") AS page"+strconv.Itoa(i))
		args = append(args, values...)
	}
	return s.readOnline(ctx, strings.Join(statement, " UNION ALL ")+" ORDER BY 1, 2", args, len(lists))
}

// onlineColumns are those of an online service, in the order in which they are scanned.
const onlineColumns = "id, service_id, authority_id, organisation_id, region_ars, url, online_since, checked_at"

func (s *Service) readOnline(ctx context.Context, statement string, args []any, lists int) ([][]pagination.Item[*OnlineService], error) {
	rows, err := s.DB.Query(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([][]pagination.Item[*OnlineService], lists)
	for rows.Next() {
		var place int
		var linkID string
		var authorityID sql.NullString
		var checked sql.NullTime
		o := &OnlineService{}
		if err := rows.Scan(&place, &linkID, &o.ServiceID, &authorityID, &o.OrganisationID, &o.RegionARS, &o.URL, &o.Since, &checked); err != nil {
			return nil, err
		}
		o.ID, o.AuthorityID, o.CheckedAt = onlineID(linkID), authorityID.String, checked.Time.UTC()
		found[place] = append(found[place], pagination.Item[*OnlineService]{Node: o, Position: linkID})
	}
	return found, rows.Err()
}

// onlineID is the id of what a link is to citizens.
func onlineID(linkID string) string {
	bits, err := id.Bytes(linkID)
	if err != nil {
		return ""
	}
	return id.FromBytes(id.OnlineService, bits)
}

// OnlineService finds one by its id; nil when citizens see none.
func (s *Service) OnlineService(ctx context.Context, onlineID string) (_ *OnlineService, err error) {
	defer errs.Wrap(&err, "rollouts.OnlineService(%s)", onlineID)
	bits, err := id.Bytes(onlineID)
	if err != nil {
		return nil, nil
	}
	row, err := s.DB.Client().PortalLink.Query().Where(portallink.ID(id.FromBytes(id.PortalLink, bits)), portallink.OnlineSinceNotNil()).All(system(ctx))
	if err != nil || len(row) == 0 {
		return nil, err
	}
	l := row[0]
	return &OnlineService{
		ID: onlineID, ServiceID: l.ServiceID, AuthorityID: valueOf(l.AuthorityID), OrganisationID: l.OrganisationID, RegionARS: l.RegionArs, URL: valueOf(l.URL),
		Since: valueOf(l.OnlineSince), CheckedAt: timeOf(l.CheckedAt),
	}, nil
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
