package contracts

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"schalter/ent"
	"schalter/ent/contracttemplate"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/market/contracts/paper"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ContractTemplate is one version of the text that contracts of a level are made from (type ContractTemplate of the API).
type ContractTemplate struct {
	ID        string
	Level     ContractLevel
	Version   int
	Body      string
	Annexes   []*ContractAnnex
	ValidFrom string
}

// ContractAnnex is a text that is part of the contract (type ContractAnnex of the API). The names of its JSON fields stay as they are.
type ContractAnnex struct {
	Title string `json:"title"`
	Body  string `json:"body"`
}

// ContractAnnexInput is an annex that is saved.
type ContractAnnexInput = ContractAnnex

// ContractTemplateSaveInput is a version to be added.
type ContractTemplateSaveInput struct {
	Level           ContractLevel
	ExpectedVersion *int
	Body            string
	Annexes         []*ContractAnnex
	ValidFrom       string
}

// Bounds of a template.
const (
	maxBody    = 60_000
	maxAnnexes = 6
	maxTitle   = 200
)

// texts are the body and the annexes, read.
func (t *ContractTemplate) texts() ([]*paper.Text, error) {
	var list []*paper.Text
	for _, source := range append([]string{t.Body}, annexTexts(t.Annexes)...) {
		text, problems := paper.Parse(source)
		if len(problems) > 0 {
			return nil, errs.Newf(errs.Internal, "template %s: %v", t.ID, problems)
		}
		list = append(list, text)
	}
	return list, nil
}

func annexTexts(annexes []*ContractAnnex) (list []string) {
	for _, a := range annexes {
		list = append(list, a.Body)
	}
	return list
}

// SaveTemplate adds the next version of the text of a level; for operators. Refusals: STALE; INVALID for an unknown placeholder and for what
// the paper cannot show; REQUIRED, TOO_LONG, TOO_MANY.
func (s *Service) SaveTemplate(ctx context.Context, in ContractTemplateSaveInput) (_ *ContractTemplate, err error) {
	defer errs.Wrap(&err, "contracts.SaveTemplate(%s)", in.Level)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	var row *ent.ContractTemplate
	err = s.db.Tx(viewer.System(ctx, "contract-template-save"), func(ctx context.Context, tx *store.Tx) error {
		if row, err = addTemplate(ctx, tx, v, in); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "contract.template.save", row.ID, "", string(in.Level)+" "+strconv.Itoa(row.Version))
	})
	if err != nil {
		return nil, err
	}
	return showTemplate(row)
}

func addTemplate(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in ContractTemplateSaveInput) (*ent.ContractTemplate, error) {
	// Versions of a level follow each other.
	if err := tx.LockStream(ctx, "contract-templates"); err != nil {
		return nil, err
	}
	last, err := tx.ContractTemplate.Query().Where(contracttemplate.LevelEQ(contracttemplate.Level(in.Level))).Order(ent.Desc(contracttemplate.FieldVersion)).First(ctx)
	version := 0
	switch {
	case err == nil:
		version = last.Version
	case !ent.IsNotFound(err):
		return nil, err
	}
	if expected := in.ExpectedVersion; expected == nil && version != 0 || expected != nil && *expected != version {
		return nil, errs.Refuse(errs.Stale)
	}
	annexes, err := json.Marshal(in.Annexes)
	if err != nil {
		return nil, err
	}
	return tx.ContractTemplate.Create().SetID(id.New(id.ContractTemplate, tx.Now)).SetLevel(contracttemplate.Level(in.Level)).SetVersion(version + 1).
		SetBody(in.Body).SetAnnexes(string(annexes)).SetValidFrom(in.ValidFrom).SetSavedBy(v.AccountID).SetCreatedAt(tx.Now).Save(ctx)
}

func (in *ContractTemplateSaveInput) validate() error {
	var ps errs.Problems
	checkBody(&ps, &in.Body, "body")
	if len(in.Annexes) > maxAnnexes {
		ps.AddText(errs.TooMany, "contract_annexes", []any{maxAnnexes}, "annexes")
		return ps.Err()
	}
	for i, a := range in.Annexes {
		at := strconv.Itoa(i)
		if latin.Blank(a.Title) {
			ps.Add(errs.Required, "annexes", at, "title")
		} else if checked, err := latin.Address(a.Title, maxTitle); err != nil {
			latin.AddProblem(&ps, err, "annexes", at, "title")
		} else {
			a.Title = checked
		}
		checkBody(&ps, &a.Body, "annexes", at, "body")
	}
	if !isDay(in.ValidFrom) {
		ps.Add(errs.InvalidValue, "validFrom")
	}
	return ps.Err()
}

// checkBody refuses what cannot be printed, each thing by its name.
func checkBody(ps *errs.Problems, body *string, field ...string) {
	switch {
	case latin.Blank(*body):
		ps.Add(errs.Required, field...)
		return
	case len([]rune(*body)) > maxBody:
		ps.AddText(errs.TooLong, "contract_body_long", []any{maxBody}, field...)
		return
	}
	*body = strings.ReplaceAll(*body, "\r\n", "\n")
	_, problems := paper.Parse(*body)
	for _, p := range problems {
		ps.AddText(errs.InvalidValue, "contract_template_"+p.Kind, []any{p.What}, field...)
	}
}

// templateOn is the newest version of a level that is valid on a day. WRONG_STATE where there is none.
func (s *Service) templateOn(ctx context.Context, client *ent.Client, level ContractLevel, day string) (*ContractTemplate, error) {
	row, err := client.ContractTemplate.Query().Where(contracttemplate.LevelEQ(contracttemplate.Level(level)), contracttemplate.ValidFromLTE(day)).
		Order(ent.Desc(contracttemplate.FieldVersion)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.RefuseText(errs.WrongState, "contract_no_template", nil)
	}
	if err != nil {
		return nil, err
	}
	return showTemplate(row)
}

func showTemplate(row *ent.ContractTemplate) (*ContractTemplate, error) {
	t := &ContractTemplate{ID: row.ID, Level: ContractLevel(row.Level), Version: row.Version, Body: row.Body, ValidFrom: row.ValidFrom}
	return t, json.Unmarshal([]byte(row.Annexes), &t.Annexes)
}

// Templates lists all versions of a level, the newest first; for operators. An empty level is every level.
func (s *Service) Templates(ctx context.Context, level ContractLevel, req pagination.Request) (_ pagination.Slice[*ContractTemplate], err error) {
	defer errs.Wrap(&err, "contracts.Templates")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*ContractTemplate]{}, err
	}
	q := s.db.Client().ContractTemplate.Query()
	if level != "" {
		q.Where(contracttemplate.LevelEQ(contracttemplate.Level(level)))
	}
	order := store.Order[*ent.ContractTemplate]{Descending: true, ID: func(row *ent.ContractTemplate) string { return row.ID }}
	return store.ReadPage(viewer.System(ctx, "contract-templates"), q, order, req, store.Each(showTemplate))
}

// Template finds one, for operators; nil for all others.
func (s *Service) Template(ctx context.Context, templateID string) (_ *ContractTemplate, err error) {
	defer errs.Wrap(&err, "contracts.Template(%s)", templateID)
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, nil
	}
	row, err := s.db.Client().ContractTemplate.Get(viewer.System(ctx, "contract-template"), templateID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return showTemplate(row)
}
