package graph

import (
	"context"

	"schalter/graph/model"
	"schalter/internal/id"
	"schalter/internal/market/accounts"
	"schalter/internal/organisation"
)

// marketAccountsDomain is who may act for an organisation in the market.
var marketAccountsDomain = domain{
	nodes: map[id.Kind]node{
		id.MarketAccount: privateNode("MarketAccount", func(ctx context.Context, r *Resolver, nodeID string) (*accounts.MarketAccount, error) {
			return r.MarketAccounts.Account(ctx, nodeID)
		}),
		id.SigningAuthority: privateNode("SigningAuthority", func(ctx context.Context, r *Resolver, nodeID string) (*accounts.SigningAuthority, error) {
			return r.MarketAccounts.Signing(ctx, nodeID)
		}),
		id.Invitation: privateNode("Invitation", func(ctx context.Context, r *Resolver, nodeID string) (*accounts.Invitation, error) {
			return r.MarketAccounts.Invitation(ctx, nodeID)
		}),
	},
	texts: []map[string]text{marketAccountTexts},
	sizes: map[string]int{
		"Viewer.marketAccounts":                 20,
		"MarketAccount.possibleDuplicates":      10,
		"MarketAccountForm.functionalMailboxes": 20,
		"OrganisationInternal.invitations":      accounts.MaxInvitations,
		"Invitation.roles":                      3,
	},
}

// marketAccountTexts are what people are told who ask for an account of the market, and operators who decide about it.
var marketAccountTexts = map[string]text{
	"market_certificate_missing": {"Melden Sie sich bitte zuerst mit Ihrem Organisationszertifikat an (Mein Unternehmenskonto). Ihre Angaben bleiben erhalten.",
		"Please sign in with your organisation certificate first (Mein Unternehmenskonto). What you entered is kept."},
	"market_certificate_ended": {"Dieses Zertifikat ist abgelaufen. Verlängern Sie es im Unternehmenskonto, und melden Sie sich damit neu an.",
		"This certificate has ended. Renew it in the company account and sign in with it again."},
	"certificate_other_person": {"Das Zertifikat ist auf „%s“ ausgestellt. Es muss auf Ihren Namen lauten oder auf ein Funktionspostfach Ihrer Organisation.",
		"The certificate is in the name of “%s”. It must be in your name, or on a functional mailbox of your organisation."},
	"certificate_names_nobody": {"Das Zertifikat nennt keine Person. Geben Sie seine E-Mail-Adresse bitte als Funktionspostfach Ihrer Organisation an, wenn sie eines ist.",
		"The certificate names no person. Please enter its e-mail address as a functional mailbox of your organisation if it is one."},
	"certificate_without_email": {"Das Zertifikat enthält keine E-Mail-Adresse. Tragen Sie im Unternehmenskonto eine ein, oder registrieren Sie sich hier zuerst mit Ihrer Adresse und melden sich dann mit dem Zertifikat an.",
		"The certificate has no e-mail address. Enter one in the company account, or register here with your address first and then sign in with the certificate."},
	"certificate_email_foreign": {"Die Adresse %s ist ein Funktionspostfach einer anderen Organisation.", "The address %s is a functional mailbox of another organisation."},
	"certificate_email_mismatch": {"Das Zertifikat gehört zu %s. Es muss Ihre E-Mail-Adresse tragen oder die eines Funktionspostfachs Ihrer Organisation.",
		"The certificate belongs to %s. It must have your e-mail address, or that of a functional mailbox of your organisation."},
	"certificate_of_another_account": {"Mit diesem Zertifikat gibt es schon einen Zugang. Jede Person braucht ein eigenes Zertifikat.",
		"There is an account with this certificate already. Each person needs a certificate of their own."},
	"certificate_unchanged": {"Sie sind mit dem Zertifikat angemeldet, das Ihr Zugang schon hat. Melden Sie sich mit dem neuen an.",
		"You are signed in with the certificate that your account has already. Please sign in with the new one."},
	"certificate_exchange_waits": {"Ein Wechsel des Zertifikats wartet schon auf die Prüfung.", "An exchange of the certificate is waiting to be checked already."},
	"market_account_limit": {"Unter dieser Steuernummer gibt es schon %d Zugänge; hier sind höchstens %d möglich. Im Unternehmenskonto selbst sind es nach dessen Hilfe 500 Zertifikate für jede Organisation. Entfernen Sie bitte Zugänge, die niemand mehr braucht.",
		"There are %d accounts under this tax number already; at most %d are possible here. The company account itself names 500 certificates for each organisation in its help. Please remove accounts that nobody needs any more."},
	"market_account_there": {"Sie haben schon einen Zugang zum Markt, oder Ihr Antrag wartet auf die Prüfung.",
		"You have an account of the market already, or your request is waiting to be checked."},
	"market_account_not_active": {"Dieser Zugang ist nicht freigegeben.", "This account is not active."},
	"market_email_of_account":   {"Geben Sie die Adresse an, mit der Sie hier angemeldet sind: %s.", "Please enter the address that you are signed in with here: %s."},
	"market_name_of_account":    {"Geben Sie den Namen an, mit dem Sie hier angemeldet sind: %s.", "Please enter the name that you are signed in with here: %s."},
	"market_reason_missing":     {"Geben Sie bitte an, warum. Die Person bekommt den Grund per E-Mail.", "Please say why. The person is told the reason by e-mail."},
	"market_signing_not_asked":  {"Die Person hat nicht angegeben, dass sie unterschreiben darf.", "The person did not say that they may sign."},
	"market_decide_self":        {"Über den eigenen Zugang kann niemand entscheiden.", "Nobody can decide about their own account."},
	"market_organisation_known": {"Diese Organisation ist schon bestätigt; der Zugang lässt sich keiner anderen zuordnen.",
		"This organisation is confirmed already; the account cannot be given to another one."},
	"organisation_unknown": {"Diese Organisation kennen wir nicht.", "We do not know this organisation."},
	"organisation_of_directory": {"Wählen Sie Ihre Organisation bitte aus dem Verzeichnis: Es enthält alle Gemeinden, Verwaltungsgemeinschaften, Landkreise und Bezirke.",
		"Please choose your organisation from the directory: it has all municipalities, administrative unions, districts and Bezirke."},
	"organisation_of_directory_kept": {"Gemeinden, Verwaltungsgemeinschaften, Landkreise und Bezirke stehen im Verzeichnis und werden hier nicht angelegt oder geändert.",
		"Municipalities, administrative unions, districts and Bezirke are in the directory and are not made or changed here."},
	"tax_number_malformed": {"Die Steuernummer in diesem Zertifikat ist nicht gültig. Wenden Sie sich bitte an die Hilfe des Unternehmenskontos.",
		"The tax number in this certificate is not valid. Please turn to the help of the company account."},
	"too_many_mailboxes": {"Höchstens %d Funktionspostfächer sind möglich.", "At most %d functional mailboxes are possible."},
	"mailbox_of_another": {"%s ist schon ein Funktionspostfach einer anderen Organisation.", "%s is a functional mailbox of another organisation already."},
	"signing_evidence_missing": {"Geben Sie bitte an, woraus sich die Befugnis ergibt, etwa Wahl, Beschluss oder Geschäftsordnung.",
		"Please say by what the person may sign, such as an election, a resolution or rules of procedure."},
	"signing_ends_before":        {"Das Ende liegt nicht nach dem Anfang.", "The end is not after the beginning."},
	"signing_only_for_members":   {"%[2]s unterschreibt nur für eigene Mitgliedsgemeinden; %[1]s ist keine.", "%[2]s signs for municipalities of its own only; %[1]s is none."},
	"signing_other_parties":      {"Für wen und durch wen unterschrieben wird, lässt sich nicht ändern. Legen Sie bitte eine neue Befugnis an.", "For whom and by whom it is signed cannot be changed. Please make a new one."},
	"it_association_never_signs": {"IT-Verbünde und Dienstleister richten Dienste ein; sie bestellen und unterschreiben nicht.", "IT associations and service providers set services up; they do not order or sign."},
	"not_authorised_to_sign": {"Für diese Organisation dürfen Sie heute nicht unterschreiben. Wer es darf, steht bei den Mitgliedern Ihrer Organisation.",
		"You may not sign for this organisation today. Who may is listed with the members of your organisation."},
	"invitation_role_not_given": {"Eingeladen wird für Verwaltung, Bestellungen und Digitalisierung. Wer unterschreiben darf, bestätigt der Betrieb.",
		"People are invited to manage, to prepare orders and as digitalisation officers. Who may sign is confirmed by the operator."},
	"invitation_role_missing": {"Wählen Sie bitte mindestens eine Rolle.", "Please choose at least one role."},
	"too_many_invitations": {"Mehr als %d Einladungen am Tag oder gleichzeitig sind nicht möglich. Nehmen Sie bitte welche zurück, oder warten Sie bis morgen.",
		"More than %d invitations a day, or at once, are not possible. Please take some back, or wait until tomorrow."},
	"invitation_unknown": {"Diese Einladung gibt es nicht. Öffnen Sie den Link bitte direkt aus der E-Mail.", "There is no such invitation. Please open the link directly from the e-mail."},
	"invitation_used":    {"Diese Einladung wurde schon benutzt.", "This invitation was used already."},
	"invitation_revoked": {"Diese Einladung wurde zurückgenommen, oder es gibt eine neuere. Fragen Sie bitte nach, wer Sie eingeladen hat.", "This invitation was taken back, or there is a newer one. Please ask who invited you."},
	"invitation_expired": {"Diese Einladung galt 14 Tage und ist abgelaufen. Lassen Sie sich bitte noch einmal einladen.", "This invitation was good for 14 days and has ended. Please have yourself invited again."},
	"invitation_other_address": {"Die Einladung gilt für %s. Nehmen Sie bitte ein Zertifikat oder Konto mit dieser Adresse, oder lassen Sie sich an Ihre Adresse einladen.",
		"The invitation is for %s. Please use a certificate or an account with this address, or have yourself invited at your address."},
	"invitation_other_organisation": {"Die Einladung gilt für eine andere Organisation.", "The invitation is for another organisation."},
	"invitation_needs_certificate": {"Um Bestellungen vorzubereiten, brauchen Sie einen Zugang zum Markt. Melden Sie sich dafür mit Ihrem Organisationszertifikat an.",
		"To prepare orders you need an account of the market. For that please sign in with your organisation certificate."},
	"member_unknown":        {"Diese Person gehört nicht zu der Organisation.", "This person does not belong to the organisation."},
	"last_signatory":        {"Das ist die letzte Person, die für diese Organisation unterschreiben darf.", "This is the last person who may sign for this organisation."},
	"unit_kind":             {"Ein Teil einer Organisation ist ein Gesundheitsamt oder etwas anderes.", "A part of an organisation is a health office, or something else."},
	"set_up_by_association": {"Dienste richtet ein IT-Verbund oder ein Dienstleister ein. Wählen Sie bitte einen.", "Services are set up by an IT association or a service provider. Please choose one."},
}

func askedFor(in model.MarketAccountRequestInput) accounts.Asked {
	form := accounts.MarketAccountForm{
		GivenName: in.GivenName, FamilyName: in.FamilyName, Email: in.Email, Phone: in.Phone.Value(), OrganisationID: in.OrganisationID.Value(),
		OrganisationName: in.OrganisationName, Kind: string(in.Kind), ARS: in.Ars.Value(), FunctionalMailboxes: in.FunctionalMailboxes.Value(),
		MaySign: in.MaySign, Evidence: in.Evidence.Value(), SignUntil: in.SignUntil.Value(),
	}
	if c := in.DigitalOfficer.Value(); c != nil {
		officer := accounts.Contact(*c)
		form.DigitalOfficer = &officer
	}
	return accounts.Asked{Form: form, IdempotencyKey: in.IdempotencyKey, TermsVersion: valueOrZero(in.TermsVersion.Value()), InvitationToken: valueOrZero(in.InvitationToken.Value())}
}

// signer is the member that an authority to sign is of, as far as the viewer may see it; those of one page are read together.
func (r *Resolver) signer(ctx context.Context, s *accounts.SigningAuthority) (*organisation.Membership, error) {
	return loadBatched(ctx, s, "person", func(ctx context.Context, list []*accounts.SigningAuthority) ([]*organisation.Membership, error) {
		bySigner := map[string][]string{}
		for _, one := range list {
			if one.MembershipID != nil {
				bySigner[one.SignerID] = append(bySigner[one.SignerID], *one.MembershipID)
			}
		}
		persons := make([]*organisation.Membership, len(list))
		for signerID, ids := range bySigner {
			found, err := r.Organisations.MembersByID(ctx, signerID, ids)
			if err != nil {
				return nil, err
			}
			for i, one := range list {
				if one.SignerID == signerID && one.MembershipID != nil {
					persons[i] = found[*one.MembershipID]
				}
			}
		}
		return persons, nil
	})
}

// actsBy is the active account of the market of a member; those of one page are read together.
func (r *Resolver) actsBy(ctx context.Context, m *organisation.Membership) (*accounts.MarketAccount, error) {
	return loadBatched(ctx, m, "marketAccount", func(ctx context.Context, list []*organisation.Membership) ([]*accounts.MarketAccount, error) {
		workers := make([]accounts.Worker, len(list))
		for i, one := range list {
			workers[i] = accounts.Worker{AccountID: one.AccountID, OrganisationID: one.OrganisationID}
		}
		return r.MarketAccounts.ActiveOf(ctx, workers)
	})
}

// joined accepts an invitation and returns what the viewer works for by it. The request's viewer is that of before: what was made of it is
// read for the account itself.
func (r *Resolver) joined(ctx context.Context, token string) (*organisation.Membership, error) {
	membershipID, err := r.MarketAccounts.AcceptInvitation(ctx, token)
	if err != nil {
		return nil, err
	}
	found, err := r.Organisations.Memberships(ctx, []string{membershipID})
	return found[membershipID], err
}
