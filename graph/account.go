package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// accountDomain is people and their sessions.
var accountDomain = domain{
	nodes: map[id.Kind]node{
		id.Account: privateNode("Viewer", func(ctx context.Context, r *Resolver, nodeID string) (*account.Viewer, error) {
			return r.ownAccount(ctx, nodeID)
		}),
		id.Session: privateNode("Session", func(ctx context.Context, r *Resolver, nodeID string) (*account.Session, error) {
			return r.ownSession(ctx, nodeID)
		}),
		id.Letter: privateNode("Letter", func(ctx context.Context, r *Resolver, nodeID string) (*account.Letter, error) {
			return r.Accounts.EndLetter(ctx, nodeID)
		}),
	},
	texts: []map[string]text{accountTexts},
	sizes: map[string]int{
		"Viewer.sessions":             100,
		"Viewer.memberships":          10,
		"Viewer.platformRoles":        2,
		"Query.certificateIssuers":    10,
		"StartPlan.choices":           100,
		"StartPlan.withoutServiceIds": 100,
		"PostalAddressReview.doubts":  3,
	},
}

// startSession makes the viewer of the new session the viewer of the rest of the request, and gives the browser its refresh token.
func (r *Resolver) startSession(ctx context.Context, in *account.SignedIn) error {
	v, _, err := r.Accounts.Authenticate(ctx, in.AccessToken)
	if err != nil {
		return err
	}
	v.Locale = locale(ctx)
	*viewer.From(ctx) = *v
	r.Browser.Remember(ctx, in.RefreshToken, in.RefreshExpiresAt)
	return nil
}

// endSession makes the rest of the request anonymous, and takes the refresh token from the browser.
func (r *Resolver) endSession(ctx context.Context) {
	*viewer.From(ctx) = viewer.Viewer{Locale: locale(ctx)}
	r.Browser.Forget(ctx)
}

func (r *Resolver) ownAccount(ctx context.Context, accountID string) (*account.Viewer, error) {
	if viewer.From(ctx).AccountID != accountID {
		return nil, nil
	}
	return r.Accounts.Me(ctx)
}

func (r *Resolver) ownSession(ctx context.Context, sessionID string) (*account.Session, error) {
	me, err := r.Accounts.Me(ctx)
	if err != nil {
		return nil, err
	}
	list, err := r.Accounts.Sessions(ctx, me, viewer.From(ctx).SessionID)
	if i := slices.IndexFunc(list, func(s account.Session) bool { return s.ID == sessionID }); i >= 0 {
		return &list[i], err
	}
	return nil, err
}

func profileChanges(in model.ProfileUpdateInput) account.ProfileUpdateInput {
	return account.ProfileUpdateInput{
		GivenName: accountChange(in.GivenName), FamilyName: accountChange(in.FamilyName), Locale: accountChange(in.Locale),
		NewMessageMail: accountChange(in.NewMessageMail), RecognitionPhrase: accountChange(in.RecognitionPhrase),
		SingleKeyShortcuts: accountChange(in.SingleKeyShortcuts), StartPlan: accountChange(in.StartPlan),
		SecondEmail: accountChange(in.SecondEmail),
	}
}

func accountChange[T any](o graphql.Omittable[*T]) account.Change[T] {
	return account.Change[T]{Set: o.IsSet(), To: o.Value()}
}
