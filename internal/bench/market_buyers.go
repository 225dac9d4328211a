package main

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// stall asks who takes part: the town and the union's members of the demonstration, and others of all Bavaria.
func (f *fair) stall(ctx context.Context, b *bench) (*stall, error) {
	now := b.clock.Now().UTC().Truncate(time.Second)
	s := &stall{now: now, opened: now.AddDate(-years, 0, 0)}
	own := map[string]*string{"operator@demo.example": nil, "buyer@demo.example": nil, "it@demo.example": &s.provider, "baykommun@demo.example": &s.intermediary}
	union := ""
	own["union@demo.example"] = &union
	for email, organisation := range own {
		account, at, err := f.memberOf(ctx, email)
		if err != nil {
			return nil, err
		}
		if organisation != nil {
			*organisation = at
		}
		switch email {
		case "operator@demo.example":
			s.operator = account
		case "buyer@demo.example":
			s.person = account
		}
	}
	all, err := f.municipalities(ctx)
	if err != nil {
		return nil, err
	}
	unionARS, err := f.arsOf(ctx, union)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b *buyer) int { return cmp.Compare(a.ars, b.ars) })
	for i, m := range all {
		m.by = m.id
		if m.ars[:9] == unionARS {
			m.by = union
		}
		if i%f.share == 0 || m.by == union || m.ars == townARS {
			s.buyers = append(s.buyers, m)
		}
	}
	return s, nil
}

// memberOf is the account of somebody and the organisation that the person is a member of.
func (f *fair) memberOf(ctx context.Context, email string) (account, organisation string, err error) {
	token, err := f.signIn(ctx, email)
	if err != nil {
		return "", "", err
	}
	var out struct {
		Viewer struct {
			ID          string
			Memberships []struct{ Organisation struct{ ID string } }
		}
	}
	err = f.caller(0, token).ask(ctx, `{ viewer { id memberships { organisation { id } } } }`, nil, &out)
	for _, m := range out.Viewer.Memberships {
		organisation = m.Organisation.ID
	}
	return out.Viewer.ID, organisation, err
}

func (f *fair) arsOf(ctx context.Context, organisationID string) (string, error) {
	var out struct {
		Organisation struct{ Region struct{ ARS string } }
	}
	err := f.caller(0, "").ask(ctx, `query($id: ID!) { organisation(id: $id) { region { ars } } }`, map[string]any{"id": organisationID}, &out)
	return out.Organisation.Region.ARS, err
}

// municipalities are all of Bavaria.
func (f *fair) municipalities(ctx context.Context) (all []*buyer, err error) {
	for _, kind := range []string{"GEMEINDE", "KREISFREIE_STADT"} {
		for after := ""; ; {
			var out struct {
				Organisations struct {
					Edges []struct {
						Node struct {
							ID, Name string
							Region   *struct{ ARS string }
						}
					}
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
			values := map[string]any{"kind": kind}
			if after != "" {
				values["after"] = after
			}
			f.asked++
			err := f.caller(f.asked, "").ask(ctx, `query($kind: OrganisationKind, $after: String) { organisations(kind: $kind, first: 100, after: $after) {
				edges { node { id name region { ars } } } pageInfo { hasNextPage endCursor } } }`, values, &out)
			if err != nil {
				return nil, err
			}
			for _, e := range out.Organisations.Edges {
				if e.Node.Region != nil && len(e.Node.Region.ARS) == 12 {
					all = append(all, &buyer{id: e.Node.ID, name: e.Node.Name, ars: e.Node.Region.ARS})
				}
			}
			if after = out.Organisations.PageInfo.EndCursor; !out.Organisations.PageInfo.HasNextPage {
				break
			}
		}
	}
	return all, nil
}
