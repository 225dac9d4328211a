package network

import "time"

// Locale is a language (enum Locale of the contract).
type Locale string

// The languages. Each group has both.
const (
	German  Locale = "DE"
	English Locale = "EN"
)

// Group is a group of the network as the viewer sees it (type Group of the contract).
type Group struct {
	ID          string
	Version     int
	Slug        string
	Name        string
	Description string
	// Texts are all languages, for operators.
	Texts []*GroupText
	// WholeMarket says that it is the one of all offerings.
	WholeMarket bool
	OfferingIDs []string
	Archived    bool
	// Joined says that the viewer takes part, Moderator that they may hide posts.
	Joined    bool
	Moderator bool

	standing standing
}

// HasCatalogue reports whether the files of the catalogue are among the documents of the group.
func (g *Group) HasCatalogue() bool { return g.WholeMarket || len(g.OfferingIDs) > 0 }

// GroupText is one language of a group (type GroupText of the contract).
type GroupText struct {
	Locale      Locale `json:"locale"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// GroupTextInput is the input of the contract, which is the same.
type GroupTextInput = GroupText

// OfferingGroup is what everybody may know of the group of an offering (type OfferingGroup of the contract).
type OfferingGroup struct{ Slug, Name string }

// Profile is a member of a group as the others see it (type Profile of the contract). Its id is one of the group.
type Profile struct {
	ID               string
	Name             string
	OrganisationName string
	Operator         bool
	Moderator        bool
}

// GroupPost is what was written in a group (type GroupPost of the contract).
type GroupPost struct {
	ID      string
	Version int
	GroupID string
	// AuthorName and AuthorOrganisationName are as they were when it was written.
	AuthorName             string
	AuthorOrganisationName string
	// Official says that an operator or the platform wrote it.
	Official     bool
	Body         string
	ReplyToID    *string
	ReplyCount   int
	OfferingID   *string
	Hidden       bool
	HiddenReason *string
	Removed      bool
	Mine         bool
	At           time.Time
	LastReplyAt  *time.Time

	memberID *string
	// activeAt is its place in the list of its group.
	activeAt time.Time
	// shown says that the viewer sees what was written.
	shown bool
}

// GroupDocument is a file of a post, or one that waits for a post (type GroupDocument of the contract).
type GroupDocument struct {
	ID string
	// MediaType is empty where it was not taken in, or is awaited.
	Filename, MediaType string
	Size                int64
	Scanned             bool
	// RefusalKey says why it was not taken in: a key of the message catalogue.
	RefusalKey *string
	PostID     *string
	AuthorName string
	At         time.Time

	// ready says that there are bytes to fetch.
	ready bool
}

// Awaited reports whether its bytes are still to come.
func (d *GroupDocument) Awaited() bool { return !d.ready && d.RefusalKey == nil }

// The bounds of what people write, in characters, and of what there may be.
const (
	MaxName        = 100
	MaxDescription = 2_000
	MaxBody        = 10_000
	MaxReason      = 1_000
	MaxFiles       = 5
	MaxFileBytes   = 20 << 20
	MaxOfferings   = 50
	MaxModerators  = 20
	MaxGroups      = 200
	MaxReplies     = 1_000
	MaxMembers     = 10_000
	// maxWaiting is how many files of one person wait for a post in a group, the newest.
	maxWaiting = 10
	maxKey     = 100
	maxSearch  = 200
	maxTerms   = 10
	// maxSearched is how many posts and replies are looked through, the newest.
	maxSearched = 2_000
	// maxUnread is how far unread posts are counted.
	maxUnread = 100
)

// The bounds of what one person does in an hour.
const (
	postsPerHour = 30
	filesPerHour = 60
	movesPerHour = 60
)
