package graph

import (
	"context"
	"fmt"

	"schalter/graph/model"
	"schalter/graph/paging"
	"schalter/internal/account"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/network"
	"schalter/internal/pagination"
)

// networkDomain is the municipalities' network.
var networkDomain = domain{
	nodes: map[id.Kind]node{
		id.Group: privateNode("Group", func(ctx context.Context, r *Resolver, nodeID string) (*network.Group, error) {
			return r.Network.Group(ctx, nodeID)
		}),
		id.Post: privateNode("GroupPost", func(ctx context.Context, r *Resolver, nodeID string) (*network.GroupPost, error) {
			return r.Network.GroupPost(ctx, nodeID)
		}),
		id.GroupFile: privateNode("GroupDocument", func(ctx context.Context, r *Resolver, nodeID string) (*network.GroupDocument, error) {
			return r.Network.Document(ctx, nodeID)
		}),
	},
	texts: []map[string]text{networkTexts},
	sizes: map[string]int{
		"Group.texts":      2,
		"Group.moderators": network.MaxModerators,
		// Most have one.
		"Group.offerings":      10,
		"Group.catalogueFiles": len(catalogue.Tables()),
		"GroupPost.files":      network.MaxFiles,
	},
	searches: map[string]bool{"members": true, "posts": true},
}

// The lists of a group, as cursors name them.
const (
	groupPosts   = "groupPosts"
	groupReplies = "groupReplies"
)

// postEdge is a post in the list of its group, or a reply in that of its post.
func postEdge(p *network.GroupPost) *paging.GroupPostEdge {
	switch {
	case p == nil:
		return nil
	case p.ReplyToID != nil:
		return &paging.GroupPostEdge{Cursor: cursor(groupReplies, p.ID), Node: p}
	}
	return &paging.GroupPostEdge{Cursor: cursor(groupPosts, p.Position()), Node: p}
}

// readPageOrNil is readPage for a list that is not there for everybody who sees what it belongs to.
func readPageOrNil[N comparable](ctx context.Context, list string, w window, read func(context.Context, pagination.Request) (*pagination.Slice[N], error)) (*paging.Connection[N], error) {
	req, err := pageOf(list, w)
	if err != nil {
		return nil, err
	}
	s, err := read(ctx, req)
	if err != nil || s == nil {
		return nil, err
	}
	return connection(ctx, list, *s), nil
}

// repliesOf is a page of the replies to one post, read for all posts that were read together with it.
func (r *Resolver) repliesOf(ctx context.Context, of *network.GroupPost, w window) (*paging.GroupPostConnection, error) {
	req, err := pageOf(groupReplies, w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("replies%+v", req), func(ctx context.Context, posts []*network.GroupPost) ([]*paging.GroupPostConnection, error) {
		pages, err := r.Network.RepliesOf(ctx, posts, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*paging.GroupPostConnection, len(posts))
		var all []*network.GroupPost
		for i, s := range pages {
			lists[i] = connection(ctx, groupReplies, s)
			all = append(all, nodes(s)...)
		}
		groupForBatch(ctx, all)
		return lists, nil
	})
}

// groupsOfPosts are the groups of posts, read for all of them at once.
func (r *Resolver) groupsOfPosts(ctx context.Context, posts []*network.GroupPost) ([]*network.Group, error) {
	groups, err := r.Network.GroupsOfPosts(ctx, posts)
	groupForBatch(ctx, groups)
	return groups, err
}

// repliedTo are the posts that replies answer.
func (r *Resolver) repliedTo(ctx context.Context, replies []*network.GroupPost) ([]*network.GroupPost, error) {
	answered, err := r.Network.RepliedTo(ctx, replies)
	var there []*network.GroupPost
	for _, p := range answered {
		if p != nil {
			there = append(there, p)
		}
	}
	groupForBatch(ctx, there)
	return answered, err
}

// offeringGroups are the groups of offerings, as far as everybody may know them.
func (r *Resolver) offeringGroups(ctx context.Context, offerings []*catalogue.Offering) ([]*network.OfferingGroup, error) {
	ids := make([]string, len(offerings))
	for i, o := range offerings {
		ids[i] = o.ID
	}
	found, err := r.Network.GroupsOfOfferings(ctx, ids)
	list := make([]*network.OfferingGroup, len(offerings))
	for i, o := range offerings {
		list[i] = found[o.ID]
	}
	return list, err
}

// catalogueFiles are the tables of the catalogue, always today's.
func (r *Resolver) catalogueFiles(g *network.Group) []*model.CatalogueFile {
	list := []*model.CatalogueFile{}
	if !g.HasCatalogue() {
		return list
	}
	for _, t := range catalogue.Tables() {
		list = append(list, &model.CatalogueFile{Filename: t.Name, MediaType: t.MediaType, Locale: account.Locale(t.Locale), URL: r.BaseURL + "/files/market/" + t.Name})
	}
	return list
}

func groupSaving(in model.GroupSaveInput) network.Saving {
	return network.Saving{
		GroupID: in.GroupID.Value(), ExpectedVersion: in.ExpectedVersion.Value(), IdempotencyKey: valueOrZero(in.IdempotencyKey.Value()), Slug: in.Slug,
		Texts: in.Texts, WholeMarket: in.WholeMarket, OfferingIDs: in.OfferingIds, ModeratorIDs: in.ModeratorIds.Value(), Archived: in.Archived,
	}
}

// networkTexts are what people are told about groups.
var networkTexts = map[string]text{
	"group_unknown":              {"Diese Gruppe gibt es nicht oder nicht mehr.", "There is no such group, or no longer."},
	"group_organisation_unknown": {"Sie gehören nicht zu dieser Organisation.", "You do not belong to this organisation."},
	"group_archived":             {"Diese Gruppe ist abgeschlossen. Man kann sie nur noch lesen.", "This group is closed. It can only be read."},
	"group_join_first":           {"Treten Sie der Gruppe bitte zuerst bei.", "Please join the group first."},
	"group_full":                 {"Die Gruppe hat schon %d Mitglieder, mehr sind nicht möglich.", "The group has %d members already; more are not possible."},
	"group_too_often":            {"Das war in der letzten Stunde sehr viel. Versuchen Sie es bitte später wieder.", "That was very much within the last hour. Please try again later."},
	"group_post_unknown":         {"Diesen Beitrag gibt es nicht oder nicht mehr.", "There is no such post, or no longer."},
	"group_post_closed":          {"Auf diesen Beitrag kann man nicht mehr antworten.", "This post cannot be answered any more."},
	"group_post_removed":         {"Dieser Beitrag wurde schon entfernt.", "This post was removed already."},
	"group_post_hidden":          {"Der Betrieb hat diesen Beitrag ausgeblendet. Nur er kann das ändern.", "The operators hid this post. Only they can change that."},
	"group_replies":              {"Auf diesen Beitrag gibt es schon %d Antworten. Beginnen Sie bitte einen neuen.", "This post has %d replies already. Please begin a new one."},
	"group_files":                {"Höchstens %d Dateien sind möglich.", "At most %d files are possible."},
	"group_file_unknown":         {"Eine der Dateien gibt es nicht, sie ist noch nicht hochgeladen, oder sie ist schon in einem Beitrag.", "One of the files is not there, is not uploaded yet, or is in a post already."},
	"group_slug":                 {"Der Kurzname hat 3 bis 60 Zeichen: kleine Buchstaben a–z, Ziffern und einzelne Bindestriche.", "The short name has 3 to 60 characters: small letters a–z, digits and single hyphens."},
	"group_slug_reserved":        {"Diesen Kurznamen hat schon eine andere Seite. Bitte wählen Sie einen anderen.", "Another page has this short name already. Please choose another one."},
	"group_slug_fixed":           {"Der Kurzname einer Gruppe bleibt.", "The short name of a group stays."},
	"group_languages":            {"Name und Beschreibung werden auf Deutsch und auf Englisch gebraucht.", "Name and description are needed in German and in English."},
	"group_market_taken":         {"Eine Gruppe für den ganzen Markt gibt es schon.", "There is a group of the whole market already."},
	"group_offering_taken":       {"Dieses Angebot hat schon eine andere Gruppe.", "This offering has another group already."},
	"group_profile_unknown":      {"Diese Person ist nicht in der Gruppe.", "This person is not in the group."},
}
