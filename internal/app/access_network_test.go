//go:build demo

package app

import (
	"schalter/internal/network"
	"schalter/internal/testkit"
)

// Network are the rows of the network of municipalities. The group has the clerk and the admin of the city in it; other members of organisations
// could join, and for everybody else there is no group.
func (accessMatrix) Network() map[string]operation {
	outside := []string{"citizen", "editor", "owner"}
	inside := everyone("ok").but("UNAUTHENTICATED", "anonymous")
	// joined is for those in the group; the others are told to join first.
	joined := everyone("WRONG_STATE").but("UNAUTHENTICATED", "anonymous").but("NOT_FOUND", outside...).but("ok", "clerk", "admin")
	ofCity := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "clerk", "admin", "buyer", "signatory")
	ofMembers := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous")
	group := func(f *facts) any { return cityGroup(f).ID }
	return map[string]operation{
		"groups": {`{ groups { edges { node { slug memberCount unread joined moderator offerings { slug } catalogueFiles { url } } } } }`, vars(), signedIn},
		"group": {`query($s: String!) { group(slug: $s) { name texts { name } profile { name } moderators { name } members { edges { node { name } } }
			posts { edges { node { body author { name } files { id } replies { edges { node { body replyTo { id } } } } } } } documents { edges { node { filename } } } } }`,
			vars("s", func(f *facts) any { return cityGroup(f).Slug }), inside.but("null", outside...)},
		"groupJoin": {`mutation($i: GroupJoinInput!) { groupJoin(input: $i) { group { joined }` + problems,
			input("groupId", func(f *facts) any { return newGroup(f, f.key()).ID }, "organisationId", cityID, "idempotencyKey", freshKey), ofCity},
		"groupLeave": {`mutation($i: GroupLeaveInput!) { groupLeave(input: $i) { group { joined }` + problems,
			input("groupId", func(f *facts) any { g := newGroup(f, f.key()); joinGroup(f, f.clerk, g); return g.ID }, "idempotencyKey", freshKey), joined.but("WRONG_STATE", "admin")},
		"groupDocumentCreate": {`mutation($i: GroupDocumentCreateInput!) { groupDocumentCreate(input: $i) { document { uploadUrl }` + problems,
			input("groupId", group, "filename", "a.pdf", "size", 100, "mediaType", "application/pdf", "idempotencyKey", freshKey), joined},
		"groupPost": {`mutation($i: GroupPostInput!) { groupPost(input: $i) { postEdge { node { body group { slug } } } group { unread }` + problems,
			input("groupId", group, "body", "Guten Tag", "idempotencyKey", freshKey), joined},
		"groupPostHide": {`mutation($i: GroupPostHideInput!) { groupPostHide(input: $i) { post { hidden }` + problems,
			input("postId", clerkPost, "expectedVersion", 0, "hidden", true, "reason", "Werbung"), ofMembers.but("FORBIDDEN", "clerk", "admin").but("STALE", "operator")},
		"groupPostRemove": {`mutation($i: GroupPostRemoveInput!) { groupPostRemove(input: $i) { post { removed }` + problems,
			input("postId", clerkPost, "expectedVersion", 0), ofMembers.but("STALE", "clerk").but("FORBIDDEN", "admin", "operator")},
		"groupSeen": {`mutation($i: GroupSeenInput!) { groupSeen(input: $i) { group { unread }` + problems, input("groupId", group), joined},
		"groupSave": {`mutation($i: GroupSaveInput!) { groupSave(input: $i) { group { slug }` + problems,
			input("slug", freshKey, "idempotencyKey", freshKey, "texts", []map[string]any{
				{"locale": "DE", "name": "Gruppe", "description": "Für alle"}, {"locale": "EN", "name": "Group", "description": "For all"},
			}), operatorOnly},
	}
}

// newGroup is the group of this key, made once.
func newGroup(f *facts, key string) *network.Group {
	g, err := f.w.network.Save(asOperator(f), network.Saving{
		Slug: key, IdempotencyKey: key,
		Texts: []*network.GroupText{{Locale: network.German, Name: key, Description: "Für alle"}, {Locale: network.English, Name: key, Description: "For all"}},
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return g
}

// joinGroup has a member of the city take part in a group, once.
func joinGroup(f *facts, c testkit.Client, g *network.Group) {
	f.t.Helper()
	var out struct {
		GroupJoin struct{ UserErrors []userError }
	}
	c.Must(f.t, `mutation($i: GroupJoinInput!) { groupJoin(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"groupId": g.ID, "organisationId": cityID(f), "idempotencyKey": "join"}}, &out)
	if refused := out.GroupJoin.UserErrors; len(refused) > 0 {
		f.t.Fatalf("refused: %+v", refused)
	}
}

// cityGroup is the group that the clerk and the admin of the city are in.
func cityGroup(f *facts) *network.Group {
	g := newGroup(f, "matrix")
	joinGroup(f, f.clerk, g)
	joinGroup(f, f.admin, g)
	return g
}

// clerkPost is what the clerk of the city wrote there.
func clerkPost(f *facts) any {
	var out struct {
		GroupPost struct {
			Post       struct{ ID string }
			UserErrors []userError
		}
	}
	f.clerk.Must(f.t, `mutation($i: GroupPostInput!) { groupPost(input: $i) { post { id } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"groupId": cityGroup(f).ID, "body": "Vom Amt", "idempotencyKey": "post"}}, &out)
	if refused := out.GroupPost.UserErrors; len(refused) > 0 {
		f.t.Fatalf("refused: %+v", refused)
	}
	return out.GroupPost.Post.ID
}
