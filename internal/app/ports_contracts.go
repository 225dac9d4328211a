package app

import (
	"context"
	"crypto/x509"
	"fmt"
	"strings"
	"time"

	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/organisation"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/vault"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// openContracts opens the contracts of the market.
func (a *app) openContracts(context.Context) error {
	a.contracts = contracts.New(a.db, contracts.Ports{
		Vault: a.vault, Platform: a.platform, Offerings: a.catalogue, Services: contractServices{a.directory}, Organisations: contractParties{a.organisations},
		Signing: a.marketAccounts, Certificates: contractCertificates{a.accounts, a.people}, Sealer: platformSeal{a.platform},
		Effects: contractEffects{a.tickets, a.rollouts, a.orders, organisationNames{a.organisations}}, Audit: a.audit, Creator: "Schalter",
	})
	return nil
}

// contractServices answers contracts with the directory.
type contractServices struct{ directory *directory.Directory }

func (c contractServices) ServiceName(serviceID string) (name, leikaKey string) {
	s := c.directory.Snapshot().Service(serviceID)
	if s == nil {
		return "", ""
	}
	if s.LeikaKey != nil {
		leikaKey = *s.LeikaKey
	}
	return s.Text("de").Name, leikaKey
}

// contractParties answers contracts with the organisations.
type contractParties struct{ organisations *organisation.Service }

func (c contractParties) Party(organisationID string) *contracts.Party {
	o := c.organisations.Organisation(organisationID)
	if o == nil || !o.Confirmed {
		return nil
	}
	p := &contracts.Party{ID: o.ID, Name: o.Name, Kind: string(o.Kind)}
	if o.RegionARS != nil {
		p.ARS = *o.RegionARS
	}
	if o.Address != nil {
		p.Address = inOneLine(*o.Address)
	}
	return p
}

// inOneLine is where an organisation is, without its name.
func inOneLine(a postal.Address) string {
	var parts []string
	for _, pair := range [][2]*string{{a.Street, a.HouseNumber}, {a.PostalCode, &a.City}} {
		var words []string
		for _, word := range pair {
			if word != nil && *word != "" {
				words = append(words, *word)
			}
		}
		if len(words) > 0 {
			parts = append(parts, strings.Join(words, " "))
		}
	}
	return strings.Join(parts, ", ")
}

func (c contractParties) Ensure(ctx context.Context, tx *store.Tx, organisationID string) (string, error) {
	return c.organisations.Ensure(ctx, tx, organisationID)
}

// contractCertificates answers contracts with sign-ins by organisation certificate.
type contractCertificates struct {
	accounts *account.Service
	people   *account.People
}

func (c contractCertificates) Fresh(ctx context.Context, tx *store.Tx, v *viewer.Viewer, maxAge time.Duration) (*contracts.Certificate, error) {
	in, err := c.accounts.FreshCertificate(ctx, tx, v, maxAge)
	if err != nil {
		return nil, err
	}
	return &contracts.Certificate{Fingerprint: in.Claims.Fingerprint, At: in.At}, nil
}

func (c contractCertificates) Name(ctx context.Context, tx *store.Tx, accountID string) (string, error) {
	person, err := c.people.Hold(ctx, tx, accountID)
	return person.Name, err
}

// platformSeal seals documents with the platform's seal.
type platformSeal struct{ platform *vault.Platform }

func (p platformSeal) SealPDF(pdf []byte, at time.Time) ([]byte, error) {
	seal := p.platform.SealCertificate()
	signer := evidence.SealSigner{Key: seal.Signer, Chain: append([]*x509.Certificate{seal.Certificate}, seal.Chain...)}
	return signer.SealPDF(pdf, "Siegel von Schalter", at)
}

// contractEffects tells the rollout of an order what becomes of its contract, and writes it into the order's ticket.
type contractEffects struct {
	tickets  *support.Service
	rollouts *rollouts.Service
	orders   *orders.Service
	names    organisationNames
}

// tellRollout tells the rollout of the contract's order, if there is one.
func tellRollout(ctx context.Context, tx *store.Tx, c *contracts.Contract, change func(context.Context, *store.Tx, string) error) error {
	if c.OrderID == nil {
		return nil
	}
	return change(ctx, tx, *c.OrderID)
}

// addNote writes into the ticket of the contract's order. key names what happened: the same is noted once of each contract, of which an order has
// several where some were declined.
func (e contractEffects) addNote(ctx context.Context, tx *store.Tx, c *contracts.Contract, key string, body support.Text) error {
	if c.OrderID == nil {
		return nil
	}
	if err := e.orders.Touch(ctx, tx, *c.OrderID); err != nil {
		return err
	}
	err := e.tickets.AddNote(ctx, tx, support.Note{OrderID: *c.OrderID, Key: fmt.Sprintf("contract|%s|%s|%d", key, c.ID, c.Version), Body: body})
	if errs.CodeOf(err) == errs.NotFound {
		// The order has no ticket any more, or none yet.
		return nil
	}
	return err
}

func (e contractEffects) Signed(ctx context.Context, tx *store.Tx, c *contracts.Contract, party contracts.ContractParty) error {
	key, told := "countersigned", support.Text{
		German:  "Der Vertrag " + c.Reference + " ist von beiden Seiten unterzeichnet.",
		English: "The contract " + c.Reference + " is signed by both sides.",
	}
	if party == contracts.Grantee {
		key, told = "signed", support.Text{
			German:  "Der Vertrag " + c.Reference + " ist für die Kommune unterzeichnet. Er wartet auf die Unterzeichnung durch BayKommun.",
			English: "The contract " + c.Reference + " is signed for the municipality. It waits for BayKommun to sign.",
		}
	}
	for _, one := range c.Signatures {
		if one.Party == party && one.ActingPerson != nil {
			told.German += "\n\nUnterschrieben hat " + *one.ActingPerson + " über das gemeinsame Konto „" + one.SignerName + "“."
			told.English += "\n\n" + *one.ActingPerson + " signed by the shared account “" + one.SignerName + "”."
		}
	}
	return e.addNote(ctx, tx, c, key, told)
}

func (e contractEffects) Declined(ctx context.Context, tx *store.Tx, c *contracts.Contract) error {
	if err := tellRollout(ctx, tx, c, e.rollouts.ContractEnded); err != nil {
		return err
	}
	if err := tellRollout(ctx, tx, c, e.orders.ContractDeclined); err != nil {
		return err
	}
	german, english := writerOf(c.Refusal)
	return e.addNote(ctx, tx, c, "declined", support.Text{
		German: "Die Kommune hat den Vertrag " + c.Reference + " abgelehnt (" + german + "):\n\n" + c.Refusal.Reason +
			"\n\nDie Bestellung ist damit zurückgegeben. Sie kann geändert und erneut abgeschickt werden; dann bietet der Betrieb einen neuen Vertrag an. Wer sie nicht mehr braucht, storniert sie.",
		English: "The municipality declined the contract " + c.Reference + " (" + english + "):\n\n" + c.Refusal.Reason +
			"\n\nWith that the order is returned. It can be changed and submitted again; the operators then offer a new contract. If it is not needed any more, cancel it.",
	})
}

func (e contractEffects) Effective(ctx context.Context, tx *store.Tx, c *contracts.Contract) error {
	if err := tellRollout(ctx, tx, c, e.rollouts.ContractEffective); err != nil {
		return err
	}
	return e.addNote(ctx, tx, c, "effective", support.Text{
		German: "Der Vertrag " + c.Reference + " ist wirksam.", English: "The contract " + c.Reference + " is effective.",
	})
}

func (e contractEffects) OnHold(ctx context.Context, tx *store.Tx, c *contracts.Contract) error {
	if err := tellRollout(ctx, tx, c, e.rollouts.ContractOnHold); err != nil {
		return err
	}
	return e.addNote(ctx, tx, c, "on-hold", support.Text{
		German:  "Der Vertrag " + c.Reference + " ruht, weil ein Vertrag darüber zurzeit nicht wirksam ist. Solange darf der Dienst nicht neu freigegeben werden.",
		English: "The contract " + c.Reference + " is on hold, because one above it is not effective at the moment. Until it is, the service may not be released anew.",
	})
}

func (e contractEffects) Resumed(ctx context.Context, tx *store.Tx, c *contracts.Contract) error {
	if err := tellRollout(ctx, tx, c, e.rollouts.ContractResumed); err != nil {
		return err
	}
	return e.addNote(ctx, tx, c, "resumed", support.Text{
		German: "Der Vertrag " + c.Reference + " ist wieder wirksam.", English: "The contract " + c.Reference + " is effective again.",
	})
}

func (e contractEffects) Ending(ctx context.Context, tx *store.Tx, c, terminated *contracts.Contract) error {
	if c.EndsOn == nil {
		return nil
	}
	why := e.whyItEnds(c, terminated)
	told := support.Text{
		German:  "Der Vertrag " + c.Reference + " endet, weil " + why.German + " gekündigt wurde. Sein letzter Tag ist der " + dayIn("02.01.2006", *c.EndsOn) + ".",
		English: "The contract " + c.Reference + " ends, because " + why.English + ". Its last day is " + dayIn("2 January 2006", *c.EndsOn) + ".",
	}
	if notice := terminated.TerminationNotice; notice != nil {
		told.German += "\n\nGrund: " + notice.Reason
		told.English += "\n\nReason: " + notice.Reason
	}
	return e.addNote(ctx, tx, c, "ending", told)
}

// whyItEnds is what was terminated, by whom where it is the contract itself: who wrote it of one above is nothing that those below need.
func (e contractEffects) whyItEnds(c, terminated *contracts.Contract) support.Text {
	switch notice := terminated.TerminationNotice; {
	case terminated.ID != c.ID:
		grantor, _ := e.names.OrganisationName(terminated.GrantorID)
		grantee, _ := e.names.OrganisationName(terminated.GranteeID)
		return support.Text{
			German:  "der Vertrag zwischen " + grantor + " und " + grantee + ", auf dem er beruht,",
			English: "the contract between " + grantor + " and " + grantee + ", on which it rests, was terminated",
		}
	case notice != nil:
		german, english := writerOf(notice)
		return support.Text{German: "er von " + german, English: "it was terminated by " + english}
	}
	return support.Text{German: "er", English: "it was terminated"}
}

func (e contractEffects) EndAgreed(ctx context.Context, tx *store.Tx, c *contracts.Contract, before string) error {
	return e.addNote(ctx, tx, c, "end-agreed", endAgreed(c, before))
}

// endAgreed says which last day a contract has now, before being the one that was told last.
func endAgreed(c *contracts.Contract, before string) support.Text {
	german, english := "Der Vertrag "+c.Reference, "The contract "+c.Reference
	was := support.Text{German: dayIn("02.01.2006", before), English: dayIn("2 January 2006", before)}
	if c.EndsOn == nil {
		return support.Text{German: german + " endet doch nicht am " + was.German + ". Er gilt auf unbestimmte Zeit.",
			English: english + " does not end on " + was.English + " after all. It has no last day."}
	}
	now := support.Text{German: dayIn("02.01.2006", *c.EndsOn), English: dayIn("2 January 2006", *c.EndsOn)}
	if before == "" {
		return support.Text{German: german + " hat jetzt einen letzten Tag: den " + now.German + ".", English: english + " has a last day now: " + now.English + "."}
	}
	return support.Text{German: german + " endet am " + now.German + " und nicht, wie es zuvor hieß, am " + was.German + ".",
		English: english + " ends on " + now.English + ", not on " + was.English + " as was said before."}
}

// writerOf is who declined or terminated a contract, in both languages.
func writerOf(n *contracts.ContractNotice) (german, english string) {
	if n.ActingPerson == nil {
		return n.By, n.By
	}
	return *n.ActingPerson + " über das gemeinsame Konto „" + n.By + "“", *n.ActingPerson + " by the shared account “" + n.By + "”"
}

func (e contractEffects) Ended(ctx context.Context, tx *store.Tx, c *contracts.Contract) error {
	if err := tellRollout(ctx, tx, c, e.rollouts.ContractEnded); err != nil {
		return err
	}
	// What it was for can be ordered again.
	if err := tellRollout(ctx, tx, c, e.orders.ContractEnded); err != nil {
		return err
	}
	return e.addNote(ctx, tx, c, "ended", support.Text{
		German:  "Der Vertrag " + c.Reference + " ist beendet. Bitte nehmen Sie den Link zum Dienst aus dem BayernPortal.",
		English: "The contract " + c.Reference + " has ended. Please take the link to the service out of the BayernPortal.",
	})
}

// dayIn is a day, ISO 8601, in another form.
func dayIn(form, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format(form)
}

// contractFiles answers HTTP with the documents of contracts.
type contractFiles struct{ contracts *contracts.Service }

func (c contractFiles) Open(ctx context.Context, name string) (*web.WholeFile, error) {
	pdf, filename, err := c.contracts.OpenFile(ctx, name)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: pdf, Filename: filename, MediaType: "application/pdf"}, nil
}

func (c contractFiles) CheckTicket(v *viewer.Viewer, name, ticket string) error {
	return c.contracts.CheckTicket(v, name, ticket)
}
