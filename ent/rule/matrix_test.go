package rule_test

import (
	"context"
	"testing"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/ent/casemailbox"
	"schalter/ent/caseparty"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/ent/connectrequest"
	"schalter/ent/consent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/document"
	"schalter/ent/draft"
	"schalter/ent/gatewaymail"
	"schalter/ent/identity"
	"schalter/ent/instance"
	"schalter/ent/kekgeneration"
	"schalter/ent/letter"
	"schalter/ent/levyofficial"
	"schalter/ent/levyshare"
	"schalter/ent/linktoken"
	"schalter/ent/mail"
	"schalter/ent/marketaccount"
	"schalter/ent/message"
	"schalter/ent/networkpost"
	"schalter/ent/offering"
	"schalter/ent/platformkey"
	"schalter/ent/predicate"
	"schalter/ent/rollouttask"
	"schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/ent/stream"
	"schalter/ent/streamentry"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/ent/vendormail"
	"schalter/ent/vendortoken"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The world of the matrix: Anna has a mailbox with two parties, the city and the chamber; she wrote to both, one message
// each. Every entity has rows of her own side, of the city's and of the chamber's, where it has sides at all.
const (
	anna, boris          = "acc_anna", "acc_boris"
	city, chamber, other = "aut_city", "aut_chamber", "aut_other"
	townHall             = "org_city"
)

// viewers are the kinds of people that ask.
func viewers() map[string]context.Context {
	clerk := func(accountID, organisationID, authorityID string) *viewer.Viewer {
		return &viewer.Viewer{AccountID: accountID, ClerkFor: []string{authorityID},
			Memberships: []viewer.Membership{{ID: "mem_" + accountID, OrganisationID: organisationID, Clerk: true}}}
	}
	with := func(v *viewer.Viewer) context.Context { return viewer.With(context.Background(), v) }
	return map[string]context.Context{
		"nobody":      context.Background(),
		"anonymous":   with(viewer.Anonymous()),
		"vendor":      with(&viewer.Viewer{VendorID: "org_vendor"}),
		"owner":       with(&viewer.Viewer{AccountID: anna}),
		"citizen":     with(&viewer.Viewer{AccountID: boris}),
		"clerk":       with(clerk("acc_clerk", townHall, city)),
		"clerk-party": with(clerk("acc_clerk_chamber", "org_chamber", chamber)),
		"clerk-other": with(clerk("acc_clerk_other", "org_other", other)),
		"admin":       with(&viewer.Viewer{AccountID: "acc_admin", Memberships: []viewer.Membership{{ID: "mem_admin", OrganisationID: townHall, Admin: true}}}),
		"operator":    with(&viewer.Viewer{AccountID: "acc_operator", Roles: []viewer.Role{viewer.Operator}}),
		"editor":      with(&viewer.Viewer{AccountID: "acc_editor", Roles: []viewer.Role{viewer.Editor}}),
		"system":      viewer.System(context.Background(), "test"),
	}
}

// row is one entity: how many rows each kind of viewer sees (those not named see none), and a write that only the
// platform may do.
type row struct {
	count func(context.Context, *ent.Client) (int, error)
	write func(context.Context, *ent.Client) error
	sees  map[string]int
}

func matrix() map[string]row {
	bySide := func(ownRows, cityRows, chamberRows int) map[string]int {
		return map[string]int{"owner": ownRows, "clerk": cityRows, "clerk-party": chamberRows, "system": ownRows + cityRows + chamberRows}
	}
	onlySystem := func(n int) map[string]int { return map[string]int{"system": n} }
	everybody := func(n int) map[string]int {
		sees := map[string]int{}
		for _, who := range []string{"anonymous", "vendor", "owner", "citizen", "clerk", "clerk-party", "clerk-other", "admin", "operator", "editor", "system"} {
			sees[who] = n
		}
		return sees
	}
	return map[string]row{
		"Instance": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Instance.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Instance.Update().SetEpoch("x").Exec(ctx) }, onlySystem(1)},
		"PlatformKey": {
			func(ctx context.Context, c *ent.Client) (int, error) {
				return c.PlatformKey.Query().Where(platformkey.ID("key_1")).Count(ctx)
			},
			func(ctx context.Context, c *ent.Client) error {
				return c.PlatformKey.Update().Where(platformkey.ID("key_1")).SetRetiredAt(at).Exec(ctx)
			}, onlySystem(1)},
		"Job": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Job.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Job.Update().SetAttempts(9).Exec(ctx) }, onlySystem(1)},
		"Stream": {
			func(ctx context.Context, c *ent.Client) (int, error) {
				return c.Stream.Query().Where(stream.IDIn(anna, city, chamber)).Count(ctx)
			},
			func(ctx context.Context, c *ent.Client) error { return c.Stream.Update().SetSeq(9).Exec(ctx) }, onlySystem(3)},
		"StreamEntry": {
			func(ctx context.Context, c *ent.Client) (int, error) {
				return c.StreamEntry.Query().Where(streamentry.ReaderIn(anna, city, chamber)).Count(ctx)
			},
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.StreamEntry.Delete().Where(streamentry.Reader("x")).Exec(ctx)
				return err
			}, bySide(1, 1, 1)},
		"Mail": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Mail.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Mail.Update().SetState(mail.StateSENT).Exec(ctx)
			}, onlySystem(1)},
		"LevyYear": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LevyYear.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.LevyYear.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"LevyShare": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LevyShare.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.LevyShare.Delete().Where(levyshare.RegionArs("x")).Exec(ctx)
				return err
			}, onlySystem(1)},
		"LevyOfficial": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LevyOfficial.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.LevyOfficial.Update().SetAmountCents(9).Exec(ctx)
			}, onlySystem(1)},
		"Counter": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Counter.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Counter.Update().SetCount(0).Exec(ctx) }, onlySystem(1)},
		"IdempotencyRecord": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.IdempotencyRecord.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.IdempotencyRecord.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"Account": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Account.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Account.UpdateOneID(anna).SetTrustLevel(account.TrustLevelPOSTAL).Exec(ctx)
			},
			map[string]int{"owner": 1, "citizen": 1, "system": 2}},
		"Identity": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Identity.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Identity.Update().SetSecret("x").Exec(ctx) }, onlySystem(1)},
		"LinkToken": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LinkToken.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.LinkToken.Update().SetUsedAt(at).Exec(ctx) }, onlySystem(1)},
		"Activation": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Activation.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Activation.Update().SetAttemptsLeft(5).Exec(ctx)
			}, map[string]int{"owner": 1, "system": 1}},
		"DeletionCertificate": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.DeletionCertificate.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.DeletionCertificate.Delete().Exec(ctx)
				return err
			}, map[string]int{"owner": 1, "system": 1}},
		"Letter": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Letter.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Letter.Update().SetState(letter.StatePRINTED).Exec(ctx)
			}, onlySystem(1)},
		"SignInAttempt": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SignInAttempt.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.SignInAttempt.Update().SetUsedAt(at).Exec(ctx)
			}, onlySystem(1)},
		"CertificateSignIn": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.CertificateSignIn.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.CertificateSignIn.Update().SetAccountID(boris).Exec(ctx)
			}, onlySystem(1)},
		"Session": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Session.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Session.Update().SetEndedAt(at).Exec(ctx) }, map[string]int{"owner": 1, "system": 1}},
		"RefreshToken": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.RefreshToken.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.RefreshToken.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"Organisation": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Organisation.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Organisation.Update().SetName("x").Exec(ctx) },
			everybody(1)},
		"Offering": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Offering.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Offering.Update().SetVersion(9).Exec(ctx) }, everybody(1)},
		"OfferingVersion": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.OfferingVersion.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.OfferingVersion.Delete().Exec(ctx)
				return err
			}, everybody(1)},
		"SpecialistProcedure": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SpecialistProcedure.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.SpecialistProcedure.Update().SetName("x").Exec(ctx)
			}, everybody(1)},
		"OfferingInterest": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.OfferingInterest.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.OfferingInterest.Delete().Exec(ctx)
				return err
			}, map[string]int{"owner": 1, "system": 2}},
		"Channel": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Channel.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Channel.Update().SetState(channel.StateCLOSED).Exec(ctx)
			}, onlySystem(1)},
		"Membership": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Membership.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Membership.Update().SetRoles([]string{"ADMIN"}).Exec(ctx)
			},
			map[string]int{"clerk": 1, "admin": 1, "system": 1}},
		"OrganisationDetails": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.OrganisationDetails.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.OrganisationDetails.Update().SetSealed(sealed).Exec(ctx)
			}, onlySystem(1)},
		"FunctionalMailbox": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.FunctionalMailbox.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.FunctionalMailbox.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"Unit": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Unit.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Unit.Update().SetName("x").Exec(ctx) },
			everybody(1)},
		"SetUpDelegation": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SetUpDelegation.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.SetUpDelegation.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"MarketAccount": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.MarketAccount.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.MarketAccount.Update().SetState(marketaccount.StateACTIVE).Exec(ctx)
			}, onlySystem(1)},
		"SigningAuthority": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SigningAuthority.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.SigningAuthority.Update().SetValidTo("2026-01-01").Exec(ctx)
			}, onlySystem(1)},
		"Invitation": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Invitation.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Invitation.Update().ClearUsedAt().Exec(ctx)
			}, onlySystem(1)},
		"Rollout": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Rollout.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Rollout.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"RolloutTask": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.RolloutTask.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.RolloutTask.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"PortalLink": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.PortalLink.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.PortalLink.Update().SetURL("https://x.example").Exec(ctx)
			}, onlySystem(1)},
		"VendorMail": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.VendorMail.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.VendorMail.Update().SetSentAt(at).Exec(ctx) }, onlySystem(1)},
		"VendorToken": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.VendorToken.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.VendorToken.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"Contract": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Contract.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Contract.Update().SetEndsOn("2026-12-31").Exec(ctx)
			}, onlySystem(1)},
		"ContractDocument": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ContractDocument.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.ContractDocument.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"ContractSignature": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ContractSignature.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.ContractSignature.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"ContractTemplate": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ContractTemplate.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.ContractTemplate.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"Certificate": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Certificate.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Certificate.Update().SetWarnedDays(60).Exec(ctx)
			}, onlySystem(1)},
		"ChannelTest": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ChannelTest.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.ChannelTest.Update().SetAnsweredAt(at).Exec(ctx)
			}, onlySystem(1)},
		"ConnectRequest": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ConnectRequest.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.ConnectRequest.Update().SetAttemptsLeft(9).Exec(ctx)
			}, onlySystem(1)},
		"LetterReader": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LetterReader.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.LetterReader.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"LetterBatch": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LetterBatch.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.LetterBatch.Update().SetPrintedAt(at).Exec(ctx)
			}, onlySystem(1)},
		"KekGeneration": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.KekGeneration.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.KekGeneration.Update().SetDestroyedAt(at).Exec(ctx)
			}, onlySystem(1)},
		"AuditEntry": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.AuditEntry.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.AuditEntry.Delete().Exec(ctx); return err }, onlySystem(1)},
		"GatewayMail": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.GatewayMail.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.GatewayMail.Update().SetAttempts(9).Exec(ctx) }, onlySystem(1)},
		"InboundMail": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.InboundMail.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.InboundMail.Update().SetSettledAt(at).Exec(ctx)
			}, onlySystem(1)},
		"MarketOrder": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.MarketOrder.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.MarketOrder.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"Ticket": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Ticket.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Ticket.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"TicketEntry": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketEntry.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.TicketEntry.Update().SetTicketID("tkt_2").Exec(ctx)
			}, onlySystem(1)},
		"TicketFile": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketFile.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.TicketFile.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"TicketParticipant": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketParticipant.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.TicketParticipant.Update().SetTicketID("tkt_2").Exec(ctx)
			}, onlySystem(1)},
		"TicketMail": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketMail.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.TicketMail.Update().SetTicketID("tkt_2").Exec(ctx)
			}, onlySystem(1)},
		"TicketArrival": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketArrival.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.TicketArrival.Update().SetSettledAt(at).Exec(ctx)
			}, onlySystem(1)},
		"TicketWord": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.TicketWord.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.TicketWord.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"NetworkGroup": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.NetworkGroup.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.NetworkGroup.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"NetworkGroupOffering": {
			func(ctx context.Context, c *ent.Client) (int, error) {
				return c.NetworkGroupOffering.Query().Count(ctx)
			},
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.NetworkGroupOffering.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"NetworkMember": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.NetworkMember.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.NetworkMember.Update().SetModerator(true).Exec(ctx)
			}, onlySystem(1)},
		"NetworkPost": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.NetworkPost.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.NetworkPost.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"NetworkFile": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.NetworkFile.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.NetworkFile.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"CannedAnswer": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.CannedAnswer.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.CannedAnswer.Update().SetVersion(9).Exec(ctx) }, onlySystem(1)},
		"SeenSignature": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SeenSignature.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.SeenSignature.Delete().Exec(ctx)
				return err
			}, onlySystem(1)},
		"LogLeaf": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LogLeaf.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.LogLeaf.Update().SetPosition(1).Exec(ctx) }, onlySystem(1)},
		"LogNode": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LogNode.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.LogNode.Delete().Exec(ctx); return err }, onlySystem(1)},
		"LogCheckpoint": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.LogCheckpoint.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.LogCheckpoint.Update().SetTimestamp(sealed).Exec(ctx)
			}, onlySystem(1)},
		"CaseMailbox": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.CaseMailbox.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.CaseMailbox.Delete().Where(casemailbox.ID("x")).Exec(ctx)
				return err
			}, map[string]int{"owner": 1, "system": 1}},
		"CaseParty": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.CaseParty.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.CaseParty.Delete().Where(caseparty.ID("x")).Exec(ctx)
				return err
			}, map[string]int{"owner": 2, "system": 2}},
		"PartyGrant": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.PartyGrant.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.PartyGrant.Delete().Exec(ctx); return err }, map[string]int{"owner": 1, "system": 1}},
		"Side": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Side.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { return c.Side.Update().SetUnreadCount(0).Exec(ctx) }, bySide(1, 1, 1)},
		"Message": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Message.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.Message.Delete().Where(message.ID("x")).Exec(ctx)
				return err
			},
			map[string]int{"owner": 2, "clerk": 1, "clerk-party": 1, "system": 2}},
		"ViewMessage": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ViewMessage.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.ViewMessage.Update().SetUnread(false).Exec(ctx)
			}, bySide(2, 1, 1)},
		"Document": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Document.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Document.Update().SetState(document.StateREADY).Exec(ctx)
			},
			map[string]int{"owner": 1, "clerk": 1, "system": 1}},
		"ViewDocument": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.ViewDocument.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.ViewDocument.Update().SetPosition(1).Exec(ctx)
			}, bySide(1, 1, 0)},
		"Draft": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Draft.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Draft.Update().SetReceiptRequested(true).Exec(ctx)
			}, bySide(1, 1, 0)},
		"Delivery": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Delivery.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				return c.Delivery.Update().SetState(delivery.StateANSWERED).Exec(ctx)
			},
			map[string]int{"owner": 2, "clerk": 1, "clerk-party": 1, "system": 2}},
		"DeliveryFact": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.DeliveryFact.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.DeliveryFact.Delete().Where(deliveryfact.DeliveryID("x")).Exec(ctx)
				return err
			}, onlySystem(2)},
		"Manifest": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Manifest.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.Manifest.Delete().Exec(ctx); return err }, bySide(2, 1, 1)},
		"SideEvent": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SideEvent.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error {
				_, err := c.SideEvent.Delete().Where(sideevent.ID("x")).Exec(ctx)
				return err
			}, bySide(1, 1, 1)},
		"Provision": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Provision.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.Provision.Delete().Exec(ctx); return err }, bySide(1, 1, 0)},
		"Consent": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.Consent.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.Consent.Delete().Exec(ctx); return err }, map[string]int{"owner": 1, "system": 2}},
		"CaseNote": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.CaseNote.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.CaseNote.Delete().Exec(ctx); return err }, bySide(0, 1, 1)},
		"SearchWord": {
			func(ctx context.Context, c *ent.Client) (int, error) { return c.SearchWord.Query().Count(ctx) },
			func(ctx context.Context, c *ent.Client) error { _, err := c.SearchWord.Delete().Exec(ctx); return err }, bySide(1, 1, 1)},
	}
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		fill(t, w)
		for name, r := range matrix() {
			for who, ctx := range viewers() {
				got, err := r.count(ctx, w.DB.Client())
				if err != nil {
					got = 0 // denied and empty are the same to the caller
				}
				if want := r.sees[who]; got != want {
					t.Errorf("%s: %s sees %d rows, want %d (%v)", name, who, got, want, err)
				}
				err = w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
					if err := r.write(ctx, tx.Client); err != nil {
						return err
					}
					return errUndo
				})
				if allowed := err == errUndo; allowed != (who == "system") { //nolint:errorlint // nobody wraps it
					t.Errorf("%s: %s writes: allowed %v (%v)", name, who, allowed, err)
				}
			}
		}
	})
}

type undo struct{}

func (undo) Error() string { return "undo" }

var (
	errUndo = undo{}
	at      = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	sealed  = []byte("sealed")
)

// fill writes at least one row of every entity.
func fill(t *testing.T, w *testkit.World) {
	t.Helper()
	err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
		for _, step := range []func(context.Context, *store.Tx) error{fillPlatform, fillAccount, fillOrganisation, fillGateway, fillTickets, fillMailbox, fillMessages} {
			if err := step(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

type execs []interface{ Exec(context.Context) error }

func (es execs) run(ctx context.Context) error {
	for _, e := range es {
		if err := e.Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func fillPlatform(ctx context.Context, tx *store.Tx) error {
	for _, reader := range []string{anna, city, chamber} {
		tx.Append(store.Entry{Reader: reader, Topic: store.TopicChange, SideID: "s", At: at})
	}
	return execs{
		tx.Instance.Create().SetID("instance").SetKind(instance.KindREAL).SetEpoch("e").SetCreatedAt(at),
		tx.PlatformKey.Create().SetID("key_1").SetPurpose(platformkey.PurposeCURSOR).SetState(platformkey.StateRETIRED).SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.Job.Create().SetID("job_1").SetKind("k").SetSubject("s").SetRunAt(at).SetCreatedAt(at),
		tx.Mail.Create().SetID("mai_1").SetSealed(sealed).SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.LevyYear.Create().SetID("lvy_1").SetYear(2026).SetRevision(1).SetStateShare("1/2").SetPositions("[]").SetSettlementNote("n").SetCreatedAt(at),
		tx.LevyShare.Create().SetID("lvs_1").SetLevyYearID("lvy_1").SetRegionArs("091").SetName("n").SetLevel(levyshare.LevelBEZIRK).SetPopulation(1).SetAmountCents(1),
		tx.LevyOfficial.Create().SetID("lvo_1").SetYear(2026).SetRegionArs("091").SetLevel(levyofficial.LevelBEZIRK).SetAmountCents(1).SetEnteredAt(at),
		tx.Counter.Create().SetID("c").SetCount(1).SetExpiresAt(at),
		tx.IdempotencyRecord.Create().SetActor(anna).SetKeyHash(sealed).SetRequestDigest(sealed).SetResultID("x").SetAt(at),
	}.run(ctx)
}

func fillAccount(ctx context.Context, tx *store.Tx) error {
	var es execs
	for _, a := range []string{anna, boris} {
		es = append(es, tx.Account.Create().SetID(a).SetEmailIndex([]byte(a)).SetSealedProfile(sealed).SetState(account.StateACTIVE).
			SetTrustLevel(account.TrustLevelEMAIL).SetLocale(account.LocaleDE).SetTermsVersion("1").SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed))
	}
	return append(es,
		tx.Identity.Create().SetAccountID(anna).SetKind(identity.KindPASSWORD).SetSecret("s").SetChangedAt(at),
		tx.LinkToken.Create().SetID("tok_1").SetTokenHash(sealed).SetPurpose(linktoken.PurposeEMAIL_CONFIRM).SetAccountID(anna).SetCreatedAt(at).SetExpiresAt(at),
		tx.Consent.Create().SetID("cns_1").SetAccountID(anna).SetAuthorityID(city).SetScope(consent.ScopeANNOUNCEMENT).SetTextVersion("1").SetGivenAt(at),
		tx.Consent.Create().SetID("cns_2").SetAccountID("acc_third").SetAuthorityID(city).SetScope(consent.ScopeANNOUNCEMENT).SetTextVersion("1").SetGivenAt(at),
		tx.Activation.Create().SetID("act_1").SetAccountID(anna).SetState(activation.StateLIVE).SetSealedAddress(sealed).SetCodeHash(sealed).SetAttemptsLeft(5).SetAbroad(false).SetLetterQueuedAt(at).SetExpiresAt(at),
		tx.Letter.Create().SetID("let_1").SetAccountID(anna).SetActivationID("act_1").SetState(letter.StateQUEUED).SetSealed(sealed).SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.DeletionCertificate.Create().SetID("dct_1").SetAccountID(anna).SetToken("t").SetDeletedAt(at).SetExpiresAt(at),
		tx.Session.Create().SetID("ses_1").SetAccountID(anna).SetSealedUserAgent(sealed).SetCreatedAt(at).SetLastSeenAt(at).SetExpiresAt(at),
		tx.RefreshToken.Create().SetTokenHash(sealed).SetSessionID("ses_1").SetIssuedAt(at),
		tx.SignInAttempt.Create().SetSecretHash(sealed).SetIssuer("muk").SetCreatedAt(at),
		tx.CertificateSignIn.Create().SetID("sgn_1").SetSessionID("ses_1").SetAccountID(anna).SetIssuer("muk").SetSubjectIndex(sealed).SetCertificateIndex(sealed).
			SetSealedClaims(sealed).SetAt(at).SetKekID("k").SetWrappedKey(sealed),
	).run(ctx)
}

func fillOrganisation(ctx context.Context, tx *store.Tx) error {
	return execs{
		tx.Organisation.Create().SetID(townHall).SetName("Stadt").SetKind("GEMEINDE").SetCreatedAt(at),
		tx.Offering.Create().SetID("off_1").SetSlug("wohngeld").SetState(offering.StateORDERABLE).SetCurrentID("ofv_1").SetCreatedAt(at).SetChangedAt(at),
		tx.OfferingVersion.Create().SetID("ofv_1").SetOfferingID("off_1").SetVersion(1).SetSheet("{}").SetValidFrom(at),
		tx.SpecialistProcedure.Create().SetID("spr_1").SetName("Verfahren").SetVendorID("org_vendor").SetVersions([]string{"1"}).SetCreatedAt(at),
		tx.OfferingInterest.Create().SetID("int_1").SetOfferingID("off_1").SetAccountID(anna).SetCreatedAt(at),
		tx.OfferingInterest.Create().SetID("int_2").SetOfferingID("off_1").SetAccountID("acc_third").SetCreatedAt(at),
		tx.Channel.Create().SetID(city).SetOrganisationID(townHall).SetKind(channel.KindINBOX).SetState(channel.StateACTIVE).SetMaxMessageBytes(1).SetCreatedAt(at),
		tx.OrganisationDetails.Create().SetID(townHall).SetSealed(sealed).SetKekID("k").SetWrappedKey(sealed),
		tx.FunctionalMailbox.Create().SetID("fmb_1").SetOrganisationID(townHall).SetEmailIndex(sealed),
		tx.Unit.Create().SetID("unt_1").SetOrganisationID(townHall).SetKind("HEALTH_OFFICE").SetName("Gesundheitsamt").SetCreatedAt(at),
		tx.SetUpDelegation.Create().SetID("dlg_1").SetOrganisationID(townHall).SetToOrganisationID("org_it").SetCreatedAt(at),
		tx.MarketAccount.Create().SetID("mac_1").SetAccountID("acc_colleague").SetOrganisationID(townHall).SetSealed(sealed).SetRequestKey(sealed).
			SetCertificateIndex(sealed).SetPersonIndex(sealed).SetShared(false).SetMaySign(true).SetCertificateValidTo(at).SetRequestedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.SigningAuthority.Create().SetID("sga_1").SetOrganisationID(townHall).SetSignerOrganisationID(townHall).SetValidFrom("2026-01-01").SetSealed(sealed).
			SetConfirmedBy("acc_operator").SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.Invitation.Create().SetID("inv_1").SetOrganisationID(townHall).SetInvitedBy("acc_colleague").SetSealed(sealed).SetEmailIndex(sealed).SetTokenHash(sealed).
			SetCreatedAt(at).SetExpiresAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.Rollout.Create().SetID("rol_1").SetOrderID("ord_1").SetReference("B-1").SetOrganisationID(townHall).SetOrderedByID(townHall).SetOfferingID("off_1").
			SetOfferingVersionID("ofv_1").SetRegionArs("094610000000").SetAlreadyInUse(false).SetTicketID("tkt_1").SetStateSince(at).SetStartedAt(at).SetMovedAt(at).
			SetSealed(sealed).SetKekID("k").SetWrappedKey(sealed),
		tx.RolloutTask.Create().SetID("rtk_1").SetRolloutID("rol_1").SetPosition(0).SetKey("a").SetKind(rollouttask.KindLIVE).SetResponsible(rollouttask.ResponsibleVENDOR),
		tx.PortalLink.Create().SetID("plk_1").SetRolloutID("rol_1").SetPosition(0).SetServiceID("srv_1").SetOrganisationID(townHall).SetRegionArs("094610000000"),
		tx.VendorMail.Create().SetID("vml_1").SetRolloutID("rol_1").SetParty(vendormail.PartyVENDOR).SetOrganisationID("org_vendor").SetCause(vendormail.CauseREMINDER).
			SetSealed(sealed).SetCreatedAt(at),
		tx.VendorToken.Create().SetID("vtk_1").SetPurpose(vendortoken.PurposeLINK).SetOrganisationID("org_vendor").SetMailID("vml_1").SetTokenHash(sealed).
			SetCreatedAt(at).SetExpiresAt(at),
		tx.Contract.Create().SetID("ctr_1").SetReference("VT-1").SetLevel("SUB_SUB_REUSE").SetOfferingID("off_1").SetGrantorID("org_b").SetGranteeID(townHall).
			SetSealed(sealed).SetCreatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.ContractDocument.Create().SetID("ctd_1").SetContractID("ctr_1").SetSignatures(0).SetSealed(sealed).SetCreatedAt(at),
		tx.ContractSignature.Create().SetID("cts_1").SetContractID("ctr_1").SetParty("GRANTEE").SetOrganisationID(townHall).SetAccountID("acc_colleague").
			SetSignKey(sealed).SetSealed(sealed).SetAt(at),
		tx.ContractTemplate.Create().SetID("ctm_1").SetLevel("SUB_SUB_REUSE").SetVersion(1).SetBody("x").SetAnnexes("[]").SetValidFrom("2026-01-01").
			SetSavedBy("acc_operator").SetCreatedAt(at),
		tx.Membership.Create().SetID("mem_1").SetOrganisationID(townHall).SetAccountID("acc_colleague").SetRoles([]string{"CLERK"}).SetCreatedAt(at),
	}.run(ctx)
}

func fillGateway(ctx context.Context, tx *store.Tx) error {
	return execs{
		tx.Certificate.Create().SetID("crt_1").SetAuthorityID(city).SetDer(sealed).SetFingerprint(sealed).SetForSigning(true).SetForEncryption(true).
			SetNotBefore(at).SetNotAfter(at).SetAddedBy("mem_1").SetCreatedAt(at),
		tx.ChannelTest.Create().SetID("tst_1").SetAuthorityID(city).SetRunID("run_1").SetProfile(channeltest.ProfileMODERN).SetNonceHash(sealed).SetStartedAt(at),
		tx.ConnectRequest.Create().SetID("crq_1").SetAuthorityID(city).SetKind(connectrequest.KindSMIME).SetSealed(sealed).SetEmailIndex(sealed).
			SetRequestedAt(at).SetExpiresAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.LetterReader.Create().SetSubjectID("crq_1").SetAccountID("acc_operator").SetReadAt(at),
		tx.LetterBatch.Create().SetID("ltb_1").SetLetters(1).SetCreatedBy("acc_operator").SetCreatedAt(at),
		tx.KekGeneration.Create().SetID("kek_test").SetState(kekgeneration.StateACTIVE).SetCreatedAt(at),
		tx.AuditEntry.Create().SetID("aud_1").SetAt(at).SetActorID("acc_operator").SetCapacity("operator").SetAction("test"),
		tx.GatewayMail.Create().SetID("gml_1").SetKind(gatewaymail.KindTEST).SetAuthorityID(city).SetCreatedAt(at),
		tx.InboundMail.Create().SetID("inm_1").SetSize(1).SetDigest(sealed).SetSealedEnvelope(sealed).SetReceivedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.SeenSignature.Create().SetID("sig").SetAt(at),
		tx.LogLeaf.Create().SetHash(sealed),
		tx.LogNode.Create().SetPosition(0).SetHash(sealed),
		tx.LogCheckpoint.Create().SetSize(1).SetNote("n").SetAt(at),
	}.run(ctx)
}

func fillTickets(ctx context.Context, tx *store.Tx) error {
	return execs{
		tx.MarketOrder.Create().SetID("ord_1").SetReference("BE").SetOrganisationID(townHall).SetForOrganisationID(townHall).SetOfferingID("off_1").SetSheet(0).
			SetAlreadyInUse(false).SetRequestKey(sealed).SetPreparedBy("acc_1").SetCreatedAt(at).SetUpdatedAt(at).SetStateSince(at).SetSealed(sealed).SetKekID("k").SetWrappedKey(sealed),
		tx.Ticket.Create().SetID("tkt_1").SetReference("TK").SetKind(ticket.KindQUESTION).SetOrganisationID(townHall).SetCreatedAt(at).SetUpdatedAt(at).
			SetSealed(sealed).SetKekID("k").SetWrappedKey(sealed),
		tx.TicketEntry.Create().SetID("ten_1").SetTicketID("tkt_1").SetOriginID("tkt_1").SetKind(ticketentry.KindPLATFORM).SetSealed(sealed).SetAt(at),
		tx.TicketFile.Create().SetID("tfi_1").SetEntryID("ten_1").SetOriginID("tkt_1").SetSize(1).SetSealed(sealed).SetCreatedAt(at),
		tx.TicketParticipant.Create().SetID("tpa_1").SetTicketID("tkt_1").SetOriginID("tkt_1").SetRole(ticketparticipant.RoleCOPY).SetSealed(sealed).SetCreatedAt(at),
		tx.TicketMail.Create().SetID("tml_1").SetTicketID("tkt_1").SetParticipantID("tpa_1").SetKind(ticketmail.KindENTRY).SetCreatedAt(at),
		tx.TicketArrival.Create().SetID("tar_1").SetDigest(sealed).SetSize(1).SetSealed(sealed).SetReceivedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.TicketWord.Create().SetTicketID("tkt_1").SetWord(1),
		tx.NetworkGroup.Create().SetID("grp_1").SetSlug("g").SetTexts("[]").SetCreatedAt(at).SetUpdatedAt(at).SetKekID("k").SetWrappedKey(sealed),
		tx.NetworkGroupOffering.Create().SetGroupID("grp_1").SetOfferingID("off_1"),
		tx.NetworkMember.Create().SetID("prf_1").SetGroupID("grp_1").SetAccountID(anna).SetJoinedAt(at).SetSeenAt(at).SetJoinKey(sealed),
		tx.NetworkPost.Create().SetID("pst_1").SetGroupID("grp_1").SetKind(networkpost.KindMEMBER).SetSealed(sealed).SetAt(at).SetActiveAt(at),
		tx.NetworkFile.Create().SetID("gfi_1").SetGroupID("grp_1").SetMemberID("prf_1").SetSize(1).SetUniqueKey(sealed).SetSealed(sealed).SetCreatedAt(at),
		tx.CannedAnswer.Create().SetID("can_1").SetTitleDe("t").SetBodyDe("b").SetTitleEn("t").SetBodyEn("b").SetUpdatedAt(at),
	}.run(ctx)
}

func fillMailbox(ctx context.Context, tx *store.Tx) error {
	es := execs{tx.CaseMailbox.Create().SetID("mbx_1").SetAccountID(anna).SetReference("R").SetKind(casemailbox.KindUNDERTAKING).SetDirectoryRevision("1").SetOpenedAt(at)}
	for i, a := range []string{city, chamber} {
		es = append(es, tx.CaseParty.Create().SetID("pty_"+a).SetMailboxID("mbx_1").SetAccountID(anna).SetAuthorityID(a).SetRole(caseparty.RolePRIMARY).SetServiceIds([]string{}).SetPosition(i))
	}
	es = append(es, tx.PartyGrant.Create().SetID("pgr_1").SetPartyID("pty_"+city).SetMailboxID("mbx_1").SetAccountID(anna).SetAuthorityID(city).SetMayForward(true).SetGivenAt(at))
	for _, s := range sides {
		kind := side.KindAUTHORITY
		if s.reader == anna {
			kind = side.KindOWNER
		}
		es = append(es,
			tx.Side.Create().SetID(s.id).SetMailboxID("mbx_1").SetKind(kind).SetReader(s.reader).SetReference("R").SetWrappedHeadKey(sealed).SetSealedHead(sealed).
				SetKekID("k").SetWrappedKey(sealed).SetLastActivityAt(at).SetLastMessageAt(at).SetCreatedAt(at),
			tx.SideEvent.Create().SetID("evt_"+s.reader).SetSideID(s.id).SetReader(s.reader).SetSeq(1).SetKind(sideevent.KindMAILBOX_OPENED).SetSealed(sealed).SetAt(at),
			tx.SearchWord.Create().SetSideID(s.id).SetReader(s.reader).SetWord(1))
		if s.reader != anna {
			es = append(es, tx.CaseNote.Create().SetID("nte_"+s.reader).SetSideID(s.id).SetReader(s.reader).SetAuthorID("mem_1").SetSealed(sealed).SetAt(at))
		}
		if s.reader != chamber {
			es = append(es, tx.Provision.Create().SetSideID(s.id).SetReader(s.reader).SetMessageID("msg_1").SetProvidedAt(at))
			es = append(es, tx.Draft.Create().SetID("drf_"+s.reader).SetSideID(s.id).SetReader(s.reader).SetAuthorID(anna).SetKind(draft.KindMESSAGE).SetWrappedKey(sealed).SetSealed(sealed).SetReceiptRequested(false).SetSavedAt(at))
		}
	}
	return es.run(ctx)
}

var sides = []struct{ id, reader string }{{"mbx_1", anna}, {"cas_city", city}, {"cas_chamber", chamber}}

func fillMessages(ctx context.Context, tx *store.Tx) error {
	var es execs
	for i, to := range []string{city, chamber} {
		id := "msg_" + to
		es = append(es, tx.Message.Create().SetID(id).SetMailboxID("mbx_1").SetDirection(message.DirectionOUTBOUND).SetKind(message.KindMESSAGE).
			SetSealedHead(sealed).SetSealedBody(sealed).SetReceiptRequested(false).SetSentAt(at))
		for _, s := range sides {
			if s.reader != anna && s.reader != to {
				continue
			}
			es = append(es,
				tx.ViewMessage.Create().SetSideID(s.id).SetMessageID(id).SetReader(s.reader).SetSeq(int64(i+1)).SetUnread(true).SetWrappedKey(sealed).SetEventID("e"),
				tx.Manifest.Create().SetSideID(s.id).SetMessageID(id).SetReader(s.reader).SetSigningKeyID("key_1").SetSealed(sealed).SetSignedAt(at))
		}
		es = append(es,
			tx.Delivery.Create().SetID("dlv_"+to).SetMessageID(id).SetAuthorityID(to).SetOwnerReader(anna).SetOwnerSideID("mbx_1").SetAuthoritySideID("x").SetState(delivery.StateDELIVERED).SetCreatedAt(at),
			tx.DeliveryFact.Create().SetDeliveryID("dlv_"+to).SetState(deliveryfact.StateDELIVERED).SetAt(at))
	}
	// The document went to the city alone.
	es = append(es,
		tx.Document.Create().SetID("doc_1").SetMailboxID("mbx_1").SetState(document.StateREADY).SetSealedMeta(sealed).SetSize(1).SetCreatedAt(at),
		tx.ViewDocument.Create().SetSideID("mbx_1").SetDocumentID("doc_1").SetReader(anna).SetWrappedKey(sealed),
		tx.ViewDocument.Create().SetSideID("cas_city").SetDocumentID("doc_1").SetReader(city).SetWrappedKey(sealed))
	return es.run(ctx)
}

// Every entity is in the matrix.
func TestMatrixNamesEveryEntity(t *testing.T) {
	t.Parallel()
	rows := matrix()
	for _, name := range []string{
		ent.TypeAccount, ent.TypeActivation, ent.TypeAuditEntry, ent.TypeCaseMailbox, ent.TypeCaseNote, ent.TypeCaseParty, ent.TypePartyGrant, ent.TypeCertificate, ent.TypeCertificateSignIn, ent.TypeSignInAttempt, ent.TypePortalLink, ent.TypeRollout, ent.TypeRolloutTask, ent.TypeVendorMail, ent.TypeVendorToken, ent.TypeChannel, ent.TypeChannelTest, ent.TypeConsent, ent.TypeDeletionCertificate, ent.TypeProvision, ent.TypeConnectRequest, ent.TypeCounter,
		ent.TypeDelivery, ent.TypeDeliveryFact, ent.TypeDocument, ent.TypeDraft, ent.TypeFunctionalMailbox, ent.TypeGatewayMail, ent.TypeIdempotencyRecord, ent.TypeInboundMail, ent.TypeIdentity,
		ent.TypeInstance, ent.TypeJob, ent.TypeKekGeneration, ent.TypeLetter, ent.TypeLetterBatch, ent.TypeLetterReader, ent.TypeLevyOfficial, ent.TypeLevyShare, ent.TypeLevyYear, ent.TypeLinkToken, ent.TypeLogCheckpoint, ent.TypeLogLeaf, ent.TypeLogNode, ent.TypeMail, ent.TypeManifest, ent.TypeMarketAccount, ent.TypeMarketOrder, ent.TypeMembership, ent.TypeMessage,
		ent.TypeNetworkFile, ent.TypeNetworkGroup, ent.TypeNetworkGroupOffering, ent.TypeNetworkMember, ent.TypeNetworkPost,
		ent.TypeOffering, ent.TypeOfferingInterest, ent.TypeOfferingVersion, ent.TypeOrganisation, ent.TypeOrganisationDetails, ent.TypePlatformKey, ent.TypeRefreshToken, ent.TypeSearchWord, ent.TypeSeenSignature, ent.TypeSession, ent.TypeSetUpDelegation, ent.TypeSide,
		ent.TypeSideEvent, ent.TypeSigningAuthority, ent.TypeInvitation, ent.TypeSpecialistProcedure, ent.TypeStream, ent.TypeStreamEntry, ent.TypeCannedAnswer, ent.TypeContract, ent.TypeContractDocument, ent.TypeContractSignature, ent.TypeContractTemplate, ent.TypeTicket, ent.TypeTicketArrival, ent.TypeTicketEntry, ent.TypeTicketFile, ent.TypeTicketMail, ent.TypeTicketParticipant, ent.TypeTicketWord, ent.TypeUnit, ent.TypeViewDocument, ent.TypeViewMessage,
	} {
		if _, ok := rows[name]; !ok {
			t.Errorf("%s is not in the matrix", name)
		}
		delete(rows, name)
	}
	if len(rows) > 0 {
		t.Errorf("not in this list: %v", rows)
	}
}

// Predicates over edges are not narrowed by policies (ent/ent#2957): this is why scopes are repeated by hand.
func TestEdgesToManyAreNarrowed(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	fill(t, w)
	views, err := w.DB.Client().Message.Query().Where(message.ID("msg_" + city)).QueryViews().All(viewers()["clerk"])
	if err != nil || len(views) != 1 || views[0].Reader != city {
		t.Errorf("through an edge the clerk sees %v, %v", views, err)
	}
	var hidden predicate.Message = message.ID("msg_" + chamber)
	if n, err := w.DB.Client().Message.Query().Where(hidden).Count(viewers()["clerk"]); err != nil || n != 0 {
		t.Errorf("another party's message: %d, %v", n, err)
	}
}
