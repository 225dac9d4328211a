//go:build demo

package market

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
)

// chainFile is the chain of one offering in chains.json, from the top down.
type chainFile struct {
	Offering string
	Demo     bool
	Links    []struct {
		Level, Grantor, Grantee, State string
		EffectiveFrom, EndsOn          *string
		// EndsInDays counts from the day on which the demonstration was filled.
		EndsInDays, NoticePeriodMonths *int
	}
}

// annexFiles are the annexes of the template, in their order.
var annexFiles = []struct{ title, file string }{
	{"Datenschutz", "annex-data-protection"}, {"Einrichtungsdaten", "annex-set-up"}, {"Steckbrief", "annex-sheet"},
}

// templateFrom is the day from which the template of the demonstration is valid.
const templateFrom = "2026-01-01"

// FillContracts records the chains of the demonstration and its template, once. The context's viewer is an operator.
func FillContracts(ctx context.Context, s *contracts.Service, now time.Time) error {
	template, err := readTemplate(files)
	if err != nil {
		return err
	}
	if err := s.SeedTemplate(ctx, template); err != nil {
		return err
	}
	chains, err := readChains(files, now)
	if err != nil {
		return err
	}
	for _, links := range chains {
		if err := s.SeedChain(ctx, links); err != nil {
			return err
		}
	}
	return nil
}

func readTemplate(in fs.FS) (t contracts.ContractTemplateSaveInput, err error) {
	t = contracts.ContractTemplateSaveInput{Level: contracts.SubSubReuse, ValidFrom: templateFrom}
	if t.Body, err = readMarkdown(in, "SUB_SUB_REUSE"); err != nil {
		return t, err
	}
	for _, a := range annexFiles {
		body, err := readMarkdown(in, a.file)
		if err != nil {
			return t, err
		}
		t.Annexes = append(t.Annexes, &contracts.ContractAnnex{Title: a.title, Body: body})
	}
	return t, nil
}

func readMarkdown(in fs.FS, name string) (string, error) {
	b, err := fs.ReadFile(in, "templates/"+name+".de.md")
	return string(b), err
}

func readChains(in fs.FS, now time.Time) (chains [][]contracts.ContractRecordInput, err error) {
	var list []chainFile
	if err := decode(in, "chains.json", &list); err != nil {
		return nil, err
	}
	c := &content{}
	if err := decode(in, "organisations.json", &c.organisations); err != nil {
		return nil, err
	}
	for _, f := range list {
		var links []contracts.ContractRecordInput
		for _, l := range f.Links {
			in := contracts.ContractRecordInput{
				Level: contracts.ContractLevel(l.Level), OfferingID: catalogue.OfferingIDOf(f.Offering), State: contracts.ContractState(l.State),
				EffectiveFrom: l.EffectiveFrom, EndsOn: l.EndsOn, NoticePeriodMonths: l.NoticePeriodMonths,
			}
			if l.EndsInDays != nil {
				day := now.AddDate(0, 0, *l.EndsInDays).Format(time.DateOnly)
				in.EndsOn = &day
			}
			// What is below one that does not hold is put on hold by that alone.
			if in.State == contracts.OnHold {
				in.State = contracts.Effective
			}
			if in.GrantorID, err = c.organisation(l.Grantor); err == nil {
				in.GranteeID, err = c.organisation(l.Grantee)
			}
			if err != nil {
				return nil, fmt.Errorf("chain of %s: %w", f.Offering, err)
			}
			links = append(links, in)
		}
		chains = append(chains, links)
	}
	return chains, nil
}
