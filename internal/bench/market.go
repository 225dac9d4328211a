package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"schalter/internal/store"
	"schalter/internal/vault"
)

// townARS is that of the town whose buyers the demonstration has.
const townARS = "094610000000"

// fair is one demonstration whose market was filled.
type fair struct {
	*office
	kind string
	// share is how many municipalities take part, of all.
	share int
	meter meter
	asked int
	// found are the ids and references that pages are asked for.
	found map[string]string
	// tokens are those of the viewers: signing in costs more than any page.
	tokens map[string]passing
}

// passing is an access token as long as it is used.
type passing struct {
	text  string
	until time.Time
}

// marketAtSize measures the pages and files of the market in two sizes.
func marketAtSize(ctx context.Context, b *bench) error {
	pages, err := readPages()
	if err != nil {
		return err
	}
	b.out.printf("The real program in demo mode over HTTP on loopback, asked for what the SPA's own pages ask for. The market was filled past the program, with rows that it opens: "+
		"%d municipalities × %d offerings, about %d orders with their contracts, rollouts and tickets, %d ticket entries; and the same with a tenth of the municipalities. CPU of the program "+
		"and of PostgreSQL together for one page, the median of %d rounds of %d; growth is by how much a page costs more when the market is ten times as large. Nothing is asked for twice "+
		"from memory but what the program keeps by itself.\n\n", municipalitiesMeasured, offeringsMeasured, ordersMeasured, entriesMeasured, b.rounds, pagesPerRound)
	for _, kind := range b.databases {
		if err := b.marketOn(ctx, kind, pages); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
	return nil
}

func (b *bench) marketOn(ctx context.Context, kind string, pages map[string]string) (err error) {
	var fairs []*fair
	defer func() {
		for _, f := range fairs {
			err = errors.Join(err, f.end(b.keep != ""))
		}
	}()
	for _, share := range []int{10, 1} {
		f, err := b.openFair(ctx, kind, share)
		if err != nil {
			return err
		}
		fairs = append(fairs, f)
	}
	return b.comparePages(ctx, fairs, pages)
}

// lastLog is the end of what the program has logged.
func (f *fair) lastLog() string {
	text, ok := f.cmd.Stderr.(fmt.Stringer)
	if !ok {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "\n")
}

// end stops the program, and takes its data away where they are not kept.
func (f *fair) end(keep bool) error {
	if keep {
		return f.stop()
	}
	return f.remove()
}

// openFair starts a program over a filled market; one that was kept from an earlier run is not filled again.
func (b *bench) openFair(ctx context.Context, kind string, share int) (*fair, error) {
	name, kept := fmt.Sprintf("market_%d", share), *b
	if b.keep != "" {
		kept.dir = b.keep
	}
	settings := filepath.Join(kept.dir, "settings-"+kind+"-"+name+".json")
	f := &fair{kind: kind, share: share, found: map[string]string{}, tokens: map[string]passing{}}
	text, err := os.ReadFile(settings)
	switch {
	case err == nil:
		err = f.reopen(ctx, &kept, text, name)
	case errors.Is(err, os.ErrNotExist):
		if err = f.build(ctx, &kept, name); err == nil {
			text, err = json.Marshal(f.environ)
			err = errors.Join(err, os.WriteFile(settings, text, 0o600))
		}
	}
	if err != nil {
		return nil, err
	}
	if f.meter, err = b.meter(ctx, kind, f.pid()); err != nil {
		return nil, err
	}
	return f, f.findExamples(ctx)
}

// reopen starts the program over a market that was kept, brought up to date.
func (f *fair) reopen(ctx context.Context, b *bench, settings []byte, name string) error {
	p := &program{binary: b.binary, dir: filepath.Join(b.dir, "program-"+f.kind+"-"+name), clock: b.clock}
	if err := json.Unmarshal(settings, &p.environ); err != nil {
		return err
	}
	p.addr, _ = p.setting("SCHALTER_ADDR")
	if f.kind == "postgres" {
		p.postgres = "program_" + name
		if out, err := p.command(ctx, "migrate").CombinedOutput(); err != nil {
			return fmt.Errorf("migrate: %w: %s", err, out)
		}
	}
	f.office = &office{program: p}
	_, err := p.start(ctx)
	return err
}

// build makes a demonstration with as many offerings as are measured and fills its market.
func (f *fair) build(ctx context.Context, b *bench, name string) (err error) {
	if f.office, err = b.openOffice(ctx, f.kind, name); err != nil {
		return err
	}
	token, err := f.signIn(ctx, "editor@demo.example")
	if err != nil {
		return err
	}
	e := &cataloguer{editor: f.caller(0, token), program: f.program}
	if err := e.fill(ctx); err != nil {
		return err
	}
	s, err := f.stall(ctx, b)
	if err != nil {
		return err
	}
	if err := f.stop(); err != nil {
		return err
	}
	begun := b.clock.Now()
	if s.world, err = f.world(ctx, b); err != nil {
		return err
	}
	err = s.fill(ctx)
	if err = errors.Join(err, s.raw.Close(), s.db.Close()); err != nil {
		return err
	}
	b.progress("%s: %d orders in %s", f.kind, len(s.orders), b.clock.Now().Sub(begun).Round(time.Second))
	_, err = f.start(ctx)
	return err
}

// world is the program's database with its keys, while it does not run.
func (f *fair) world(ctx context.Context, b *bench) (w *world, err error) {
	w = &world{name: "market", dir: f.dir, postgres: f.kind == "postgres"}
	w.url, _ = f.setting("SCHALTER_DATABASE_URL")
	keyURL, secret := "file:"+filepath.Join(f.dir, "keys"), ""
	if w.postgres {
		keyURL, secret = "env:", must(secretOf(f.program))
	}
	provider, err := vault.OpenProvider(keyURL, secret)
	if err != nil {
		return nil, err
	}
	if w.db, err = store.Open(ctx, w.url, w.dir, b.clock, b.log); err != nil {
		return nil, err
	}
	w.vault = vault.New(provider)
	if w.platform, err = vault.OpenPlatform(ctx, w.db, w.vault, vault.PlatformOptions{Log: b.log}); err != nil {
		return nil, err
	}
	w.raw, err = w.open()
	return w, err
}

func secretOf(p *program) (string, error) {
	if value, ok := p.setting("SCHALTER_KEYS"); ok {
		return value, nil
	}
	return "", errors.New("the program has no keys")
}
