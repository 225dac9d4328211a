// Package network holds the municipalities' network: groups in which members of organisations meet, with what they write and the files that
// they give, and what the platform tells there of the market.
//
// Begin with [Service.Groups], [Service.Join] and [Service.Post]; [Service.Announce] is for domains whose transactions make news. Members of
// organisations of any role, and operators, see the groups; who joined one reads what is in it. That is asked before every read and in
// every transaction that writes, never remembered: who leaves their organisation is outside at once. Everybody else learns no more
// than the name of an offering's group ([Service.GroupsOfOfferings]).
//
// Who somebody is in a group (type Profile) has an id of that group alone, so that nobody is followed from one to another, and no id of
// an account leaves the package. What people wrote is sealed under the key of the group; a post keeps the names as they were when it was
// written. News are facts, whose words are made for each reader (news.go).
package network

import (
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"time"

	"schalter/ent"
	"schalter/ent/networkmember"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// People tells how accounts are called.
type People interface {
	// Names leaves out whom the context's viewer may not see.
	Names(ctx context.Context, accountIDs []string) (map[string]string, error)
	// Operating says which of some accounts are open and operators'.
	Operating(ctx context.Context, accountIDs []string) (map[string]bool, error)
}

// Organisations tells who works where.
type Organisations interface {
	// Members finds members by the ids of their memberships, with their names as their organisation lists them; those that ended are left out.
	Members(ctx context.Context, membershipIDs []string) (map[string]Member, error)
	// Employs reports whether a membership still is an account's, inside the transaction that asks.
	Employs(ctx context.Context, tx *store.Tx, membershipID, accountID string) (bool, error)
	// OrganisationName is the name of an organisation; false for an unknown id.
	OrganisationName(organisationID string) (string, bool)
}

// Member is a member of an organisation. It is an alias, so that who knows the organisations need not know this package.
type Member = struct {
	Name, OrganisationID string
}

// Offerings tells what the catalogue has.
type Offerings interface {
	// Known reports whether there is an offering.
	Known(offeringID string) bool
	// Sheets finds versions of sheets by their ids, in a language, "de" or "en".
	Sheets(ctx context.Context, versionIDs []string, locale string) (map[string]Sheet, error)
}

// Sheet is what news say of a version of an offering's sheet.
type Sheet = struct {
	Name    string
	Version int
	// Here says that it is ordered on this platform.
	Here bool
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Hasher makes keyed digests and tickets of downloads; *vault.Platform is one.
type Hasher interface {
	MAC(purpose vault.Purpose, parts ...string) []byte
	Ticket(expires time.Time, accountID, sessionID string, about ...string) string
	OpenTicket(ticket, accountID, sessionID string, about ...string) (expires time.Time, ok bool)
}

// Blobs stores sealed files.
type Blobs interface {
	Put(ctx context.Context, key string, write func(io.Writer) error) (int64, error)
	Open(ctx context.Context, key string) (blob.Blob, error)
	Delete(ctx context.Context, key string) error
}

// Inspector decides which files are taken in: an error that is a *scan.Error refuses one.
type Inspector interface {
	CheckName(filename, mediaType string) error
	Check(ctx context.Context, r io.ReaderAt, size int64, filename string) (mediaType string, scanned bool, err error)
}

// Options are the dependencies and settings of the network.
type Options struct {
	DB            *store.DB
	Vault         *vault.Vault
	MAC           Hasher
	People        People
	Organisations Organisations
	Offerings     Offerings
	Audit         Recorder
	Blobs         Blobs
	Inspector     Inspector
	// Platform is the name under which news are written.
	Platform string
	Log      *slog.Logger
}

// Service answers for the network. Its clock is the database's.
type Service struct{ Options }

// New returns the service. Its jobs run only after RegisterJobs.
func New(o Options) *Service { return &Service{o} }

// access is who asks: a person with an account.
type access struct {
	operator  bool
	accountID string
	// memberships are those of organisations, by id.
	memberships map[string]*viewer.Membership
}

// accessOf reads the rights of the context's viewer; nobody without an account has any.
func accessOf(ctx context.Context) (access, error) {
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return access{}, err
	}
	a := access{operator: v.HasRole(viewer.Operator), accountID: v.AccountID, memberships: map[string]*viewer.Membership{}}
	for i := range v.Memberships {
		a.memberships[v.Memberships[i].ID] = &v.Memberships[i]
	}
	return a, nil
}

// inside reports whether the network exists for the person at all.
func (a access) inside() bool { return a.operator || len(a.memberships) > 0 }

// insideAccess is accessOf for what exists for those inside alone.
func insideAccess(ctx context.Context) (access, error) {
	a, err := accessOf(ctx)
	if err == nil && !a.inside() {
		err = errNoGroup()
	}
	return a, err
}

// standing is what a person is in one group.
type standing struct {
	access
	// member is the person's row, also of one who left; nil who never joined.
	member *ent.NetworkMember
}

// joined reports whether the person takes part: the row alone does not say it, the membership must still be there.
func (s standing) joined() bool {
	if s.member == nil || s.member.LeftAt != nil {
		return false
	}
	if s.member.MembershipID == nil {
		return s.operator
	}
	return s.memberships[*s.member.MembershipID] != nil
}

// reads reports whether what is written in the group exists for the person.
func (s standing) reads() bool { return s.operator || s.joined() }

// moderates reports whether the person may hide posts.
func (s standing) moderates() bool { return s.operator || s.joined() && s.member.Moderator }

// wrote reports whether a post, or a file, is the person's.
func (s standing) wrote(memberID *string) bool {
	return s.member != nil && memberID != nil && s.member.ID == *memberID
}

// standingsIn reads what a person is in groups.
func standingsIn(ctx context.Context, client *ent.Client, a access, groupIDs []string) (map[string]standing, error) {
	found := make(map[string]standing, len(groupIDs))
	for _, groupID := range groupIDs {
		found[groupID] = standing{access: a}
	}
	if len(groupIDs) == 0 {
		return found, nil
	}
	rows, err := client.NetworkMember.Query().Where(networkmember.AccountID(a.accountID), networkmember.GroupIDIn(groupIDs...)).All(system(ctx))
	for _, row := range rows {
		found[row.GroupID] = standing{access: a, member: row}
	}
	return found, err
}

func errNoGroup() error { return errs.New(errs.NotFound, "no such group") }

func refuseNoGroup() error { return errs.RefuseText(errs.Missing, "group_unknown", nil, "groupId") }

func asMissing(err error) error {
	if ent.IsNotFound(err) {
		return errNoGroup()
	}
	return err
}

func system(ctx context.Context) context.Context { return viewer.System(ctx, "network") }

// localeOf is the language of the context's viewer.
func localeOf(ctx context.Context) string { return viewer.From(ctx).Locale }

// hash is a keyed digest of what must not be found in the database by itself.
func (s *Service) hash(parts ...string) []byte {
	return s.MAC.MAC(vault.BlindIndex, append([]string{"network"}, parts...)...)
}

// limit bounds what one account does in an hour.
func (s *Service) limit(ctx context.Context, tx *store.Tx, what, accountID string, most int) error {
	n, err := tx.Count(ctx, "network-"+what+"|"+hex.EncodeToString(s.hash("limit", accountID)), time.Hour)
	if err == nil && n > most {
		err = errs.RefuseText(errs.TooMany, "group_too_often", nil)
	}
	return err
}

func valueOf[T any](p *T) (zero T) {
	if p == nil {
		return zero
	}
	return *p
}

// distinct are the values of a list, each once.
func distinct[T any](list []T, of func(T) string) (values []string) {
	have := make(map[string]bool, len(list))
	for _, one := range list {
		if v := of(one); v != "" && !have[v] {
			have[v] = true
			values = append(values, v)
		}
	}
	return values
}
