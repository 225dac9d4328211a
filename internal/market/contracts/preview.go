package contracts

import (
	"context"
	"strconv"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"schalter/ent/contract"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts/paper"
	"schalter/internal/permit"
	"schalter/internal/viewer"
)

// Preview is where an operator fetches a template as PDF, with the facts of an order that has a contract, or with invented ones. NOT_FOUND
// where the order has none.
func (s *Service) Preview(ctx context.Context, t *ContractTemplate, orderID *string) (_ *FileLink, err error) {
	defer errs.Wrap(&err, "contracts.Preview(%s)", t.ID)
	name := t.ID
	if orderID != nil {
		row, err := s.db.Client().Contract.Query().Where(contract.OrderID(*orderID)).Order(contract.ByID(sql.OrderDesc())).First(viewer.System(ctx, "contract-preview"))
		if err != nil {
			return nil, asMissing(err)
		}
		name += "-" + row.ID
	}
	return s.link(ctx, name, previewName(t)), nil
}

func previewName(t *ContractTemplate) string {
	return "Vorschau-" + string(t.Level) + "-" + strconv.Itoa(t.Version) + ".pdf"
}

// openPreview makes the preview that a link names.
func (s *Service) openPreview(ctx context.Context, name string) ([]byte, string, error) {
	templateID, contractID, _ := strings.Cut(name, "-")
	if _, err := permit.Operator(ctx); err != nil {
		return nil, "", err
	}
	t, err := s.Template(ctx, templateID)
	if err != nil || t == nil {
		return nil, "", asAbsent(err)
	}
	d := s.invented()
	if contractID != "" {
		if d, err = s.draftAgain(viewer.System(ctx, "contract-preview"), contractID); err != nil {
			return nil, "", err
		}
	}
	pdf, err := s.print(t, d)
	return pdf, previewName(t), err
}

func asAbsent(err error) error {
	if err != nil {
		return err
	}
	return errNoContract
}

// draftAgain is what a contract was made from.
func (s *Service) draftAgain(ctx context.Context, contractID string) (d draft, err error) {
	row, err := s.db.Client().Contract.Get(ctx, contractID)
	if err != nil {
		return d, asMissing(err)
	}
	content, _, err := s.open(ctx, row)
	if err != nil || content.Order == nil {
		return d, asAbsent(err)
	}
	shown, err := s.showOne(ctx, s.db.Client(), row)
	if err != nil {
		return d, err
	}
	d = draft{
		reference: row.Reference, grantor: s.party(row.GrantorID), grantee: s.party(row.GranteeID), order: *content.Order, effectiveFrom: valueOrEmpty(row.EffectiveFrom),
		noticeMonths: noticeMonths, chain: s.chainLines(shown.Chain), made: row.CreatedAt,
	}
	if valueOrEmpty(row.SignerID) != row.GranteeID {
		d.union = s.party(valueOrEmpty(row.SignerID))
	}
	d.version, err = s.ports.Offerings.Version(ctx, content.Order.VersionID)
	return d, err
}

// party is an organisation that a contract names, whatever became of it.
func (s *Service) party(organisationID string) *Party {
	if p := s.ports.Organisations.Party(organisationID); p != nil {
		return p
	}
	return &Party{ID: organisationID}
}

// invented is a contract that nobody has.
func (s *Service) invented() draft {
	from, wished := "2027-01-01", "2027-03-01"
	made := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	text := &catalogue.OfferingText{Locale: catalogue.German, Name: "Muster-Dienst", Summary: "Ein erfundener Dienst für die Vorschau.", Description: "Erfunden."}
	contact := &Contact{Name: "Erika Beispiel", Email: "erika@musterstadt.example", Phone: "09999 123"}
	return draft{
		reference: "VT-000-000-000", grantor: &Party{Name: "BayKommun", Address: "Musterplatz 1, 80331 München"},
		grantee: &Party{Name: "Stadt Musterstadt", Address: "Rathausplatz 1, 99999 Musterstadt", ARS: "099990000000"},
		order: offered{Reference: "BE-000-000-000", Facts: OrderFacts{
			Vendor: "Muster Software GmbH", ITProvider: "IT-Verbund Muster", Procedure: "Musterverfahren", ProcedureVersion: "4.2", Note: "Erfundene Angaben.", WishedOn: wished,
			SubjectContact: contact, TechnicalContact: contact, InterfaceCostsAcknowledgedAt: made,
			Parameters: []Parameter{{"Behördenkennung", "099990000000"}},
		}},
		version: &catalogue.OfferingVersion{Version: 1, ValidFrom: made, Sheet: catalogue.Sheet{
			Kind: catalogue.EfA, Texts: []*catalogue.OfferingText{text}, CostClass: catalogue.Free, CitizenSupport: catalogue.ByMunicipality, NoteVersion: 1,
		}},
		effectiveFrom: from, noticeMonths: noticeMonths, made: made,
		chain: []paper.Line{
			{Text: "Bereitstellungsvertrag zwischen Land Beispielland und Beispielvermittler, wirksam seit 01.01.2026"},
			{Text: "Nachnutzungsvertrag zwischen Beispielvermittler und Beispielministerium, wirksam seit 01.02.2026"},
			{Text: "Sub-Nachnutzungsvertrag zwischen Beispielministerium und BayKommun, wirksam seit 01.03.2026"},
		},
	}
}
