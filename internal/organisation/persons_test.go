package organisation_test

import (
	"context"
	"slices"
	"strings"
	"sync"

	"schalter/internal/organisation"
	"schalter/internal/store"
)

// persons stands where the accounts would answer. The operator is acc_8; b.approve has acc_80 beside it.
type persons struct {
	mu        *sync.Mutex
	emails    map[string]string
	names     map[string]string
	operators []string
	blocked   []string
	// woken are the accounts whose rights changed.
	woken *[]string
}

func newPersons() persons {
	return persons{
		mu: &sync.Mutex{}, woken: &[]string{}, operators: []string{"acc_8"},
		emails: map[string]string{"acc_5": "eva@coburg.example", "acc_80": "second@betrieb.example", "acc_8": "first@betrieb.example"},
		names:  map[string]string{"acc_5": "Eva Kern", "acc_80": "Olga Zwei", "acc_8": "Otto Eins"},
	}
}

func (p *persons) EmailOf(_ context.Context, accountID string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emails[accountID], nil
}

func (p *persons) Operators(context.Context, *store.Tx) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.operators), nil
}

func (p *persons) setOperators(accountIDs ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.operators = accountIDs
}

func (p *persons) person(accountID string) organisation.Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	return organisation.Person{
		AccountID: accountID, Email: p.emails[accountID], Name: p.names[accountID], Open: !slices.Contains(p.blocked, accountID),
		Role: slices.Contains(p.operators, accountID),
	}
}

func (p *persons) Hold(_ context.Context, _ *store.Tx, accountID string) (organisation.Person, error) {
	return p.person(accountID), nil
}

func (p *persons) Identify(_ context.Context, _ *store.Tx, accountIDs []string) ([]organisation.Person, error) {
	var list []organisation.Person
	for _, accountID := range accountIDs {
		list = append(list, p.person(accountID))
	}
	return list, nil
}

func (p *persons) Staff(ctx context.Context, tx *store.Tx) ([]organisation.Person, error) {
	operators, _ := p.Operators(ctx, tx)
	return p.Identify(ctx, tx, operators)
}

func (p *persons) Same(a, b organisation.Person) bool {
	return a.AccountID != "" && a.AccountID == b.AccountID || p.SameMailbox(a.Email, b.Email) || a.Name != "" && a.Name == b.Name
}

func (p *persons) SameMailbox(a, b string) bool { return a != "" && strings.EqualFold(a, b) }

func (p *persons) RightsChanged(_ context.Context, _ *store.Tx, accountID string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	*p.woken = append(*p.woken, accountID)
	return nil
}
