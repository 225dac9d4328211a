//go:build demo

package market

import (
	"embed"
	"io/fs"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/network"
)

//go:embed groups.json
var groupFiles embed.FS

// groupsFile is groups.json.
type groupsFile struct {
	Demo   bool
	Groups []struct {
		Slug        string
		WholeMarket bool
		Offerings   []string
		Texts       []*network.GroupText
		Members     []string
		Posts       []groupPost
	}
}

type groupPost struct {
	By, Body                 string
	MinutesAgo, AfterMinutes int
	File                     *struct{ Name, Text string }
	Replies                  []groupPost
}

// Groups are the groups of the network with what was written in them; members says who plays each part, who is not there takes none.
func Groups(operatorID string, members map[string]network.SeededMember, now time.Time) ([]network.Seeded, error) {
	return readGroups(groupFiles, operatorID, members, now)
}

func readGroups(in fs.FS, operatorID string, members map[string]network.SeededMember, now time.Time) (list []network.Seeded, err error) {
	var f groupsFile
	if err := decode(in, "groups.json", &f); err != nil {
		return nil, err
	}
	for _, g := range f.Groups {
		seeded := network.Seeded{Slug: g.Slug, Texts: g.Texts, WholeMarket: g.WholeMarket, OperatorID: operatorID, Members: map[string]network.SeededMember{}}
		for _, slug := range g.Offerings {
			seeded.OfferingIDs = append(seeded.OfferingIDs, catalogue.OfferingIDOf(slug))
		}
		for _, name := range g.Members {
			if m, ok := members[name]; ok {
				seeded.Members[name] = m
			}
		}
		for _, p := range g.Posts {
			if written, ok := p.seeded(seeded.Members, now.Add(-time.Duration(p.MinutesAgo)*time.Minute)); ok {
				seeded.Posts = append(seeded.Posts, written)
			}
		}
		list = append(list, seeded)
	}
	return list, nil
}

func (p groupPost) seeded(members map[string]network.SeededMember, at time.Time) (network.SeededPost, bool) {
	written := network.SeededPost{By: p.By, At: at, Body: p.Body}
	if p.File != nil {
		written.Filename, written.File = p.File.Name, p.File.Text
	}
	for _, reply := range p.Replies {
		if r, ok := reply.seeded(members, at.Add(time.Duration(reply.AfterMinutes)*time.Minute)); ok {
			written.Replies = append(written.Replies, r)
		}
	}
	_, ok := members[p.By]
	return written, ok
}
