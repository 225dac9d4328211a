package organisation

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"schalter/ent/channel"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ClerkDisplay is how an authority's clerks are shown to the persons they write to (enum ClerkDisplay of the contract).
type ClerkDisplay string

// How clerks are shown.
const (
	DisplayName ClerkDisplay = "NAME"
	DisplayRole ClerkDisplay = "ROLE"
	// DisplayUnit shows the unit of the organisation that the clerk works in, and [ClerkRole] of who works in none.
	DisplayUnit ClerkDisplay = "UNIT"
)

// ClerkRole is what a clerk is shown as where an authority shows no names.
const ClerkRole = "Sachbearbeitung"

// AuthoritySettings are how an authority works here.
type AuthoritySettings struct {
	Version      int
	ClerkDisplay ClerkDisplay
	// AutoReply is told to everyone who writes; nil where there is none.
	AutoReply *string
	// RetentionClasses say how long closed cases are kept; the first is the default.
	RetentionClasses []RetentionClass
	authorityID      string
}

// AuthoritySettingsSaveInput are the settings of an authority as its admin wants them.
type AuthoritySettingsSaveInput struct {
	AuthorityID     string
	ExpectedVersion int
	ClerkDisplay    ClerkDisplay
	// AutoReply stays as it is where it is absent; null ends it.
	AutoReply graphql.Omittable[*string]
	// RetentionClasses stay as they are where they are nil.
	RetentionClasses []RetentionClassInput
	// EndsSooner is how many closed cases the admin was shown to end sooner by this.
	EndsSooner *int
}

// MaxAutoReply bounds the automatic reply, in characters.
const MaxAutoReply = 2000

// Validate checks the input and brings the text to its form. Refusals: INVALID, TOO_LONG.
func (in *AuthoritySettingsSaveInput) Validate() error {
	var ps errs.Problems
	if !slices.Contains([]ClerkDisplay{DisplayName, DisplayRole, DisplayUnit}, in.ClerkDisplay) {
		ps.Add(errs.InvalidValue, "clerkDisplay")
	}
	if text := in.AutoReply.Value(); text != nil {
		checked, err := latin.Text(strings.TrimSpace(*text), MaxAutoReply)
		latin.AddProblem(&ps, err, "autoReply")
		in.AutoReply = graphql.OmittableOf(&checked)
		if checked == "" {
			in.AutoReply = graphql.OmittableOf[*string](nil)
		}
	}
	return ps.Err()
}

// Settings are how an authority works here: for the members of its organisation and for operators; nil for all others, and for one that is
// not connected.
func (s *Service) Settings(ctx context.Context, authorityID string) *AuthoritySettings {
	c := s.current.Load().channels[authorityID]
	v := viewer.From(ctx)
	if c == nil || c.State == ChannelClosed || !v.HasRole(viewer.Operator) && v.MemberOf(c.OrganisationID) == nil {
		return nil
	}
	settings := c.settings
	return &settings
}

// SaveSettings changes how an authority works here; for its admins. It holds for what is written from then on. STALE for another version
// than expected.
func (s *Service) SaveSettings(ctx context.Context, in AuthoritySettingsSaveInput) (err error) {
	defer errs.Wrap(&err, "organisation.SaveSettings(%s)", in.AuthorityID)
	v, c, err := s.managedChannel(ctx, in.AuthorityID)
	if err != nil {
		return err
	}
	if !isAdminOf(v, c.OrganisationID) {
		return errs.RefuseText(errs.WrongState, "settings_admins_only", nil)
	}
	if err := in.Validate(); err != nil {
		return err
	}
	if in.RetentionClasses != nil {
		if err := validateClasses(in.RetentionClasses); err != nil {
			return err
		}
	}
	return s.db.Tx(viewer.System(ctx, "settings-save"), func(ctx context.Context, tx *store.Tx) error {
		// Makes all changes of the settings follow each other, and leaves the channel's own version as it is.
		if _, err := tx.Exec(ctx, `UPDATE channel SET settings_version = settings_version + 1 WHERE id = ?`, in.AuthorityID); err != nil {
			return err
		}
		row, err := tx.Channel.Get(ctx, in.AuthorityID)
		if err != nil {
			return err
		}
		if row.State == channel.StateCLOSED || row.OrganisationID != c.OrganisationID {
			return errs.New(errs.NotFound, "no such channel")
		}
		if in.ExpectedVersion != row.SettingsVersion-1 {
			return errs.Refuse(errs.Stale)
		}
		notifyReplicas(tx, in.AuthorityID)
		update, detail := tx.Channel.UpdateOne(row).SetClerkDisplay(channel.ClerkDisplay(in.ClerkDisplay)), string(in.ClerkDisplay)
		if text, set := in.AutoReply.ValueOK(); set {
			setOrClear(text, update.SetAutoReply, update.ClearAutoReply)
			detail += " autoReply"
		}
		if err := update.Exec(ctx); err != nil {
			return err
		}
		if in.RetentionClasses != nil {
			if err := s.changeClasses(ctx, tx, row, in.RetentionClasses, in.EndsSooner); err != nil {
				return err
			}
			detail += describeClasses(in.RetentionClasses)
		}
		return s.recordAct(ctx, tx, v, "settings.save", row, detail)
	})
}
