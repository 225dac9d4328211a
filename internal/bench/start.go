package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// starts is how often each kind of start is measured.
const starts = 5

func start(ctx context.Context, b *bench) error {
	b.out.printf("From the beginning of the process to its first GraphQL answer, medians of %d starts; memory (VmRSS) three seconds after an answer. "+
		"`real` is without demo mode; the demo hashes the passwords of its accounts when its folder is empty.\n\n", starts)
	var rows [][]string
	for _, kind := range b.databases {
		for _, demo := range []bool{false, true} {
			row, err := b.startOn(ctx, kind, demo)
			if err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
			rows = append(rows, row)
		}
	}
	b.out.table([]string{"database", "mode", "empty folder or database ms", "existing data ms", "idle memory MB"}, rows)
	return b.sizesOfBinaries()
}

func (b *bench) startOn(ctx context.Context, kind string, demo bool) ([]string, error) {
	mode := "real"
	if demo {
		mode = "demo"
	}
	var empty, existing []time.Duration
	var idle []int64
	for n := range starts {
		first, again, memory, err := b.startTwice(ctx, kind, fmt.Sprintf("start_%s_%d", mode, n), demo)
		if err != nil {
			return nil, err
		}
		empty, existing, idle = append(empty, first), append(existing, again), append(idle, memory)
	}
	return []string{kind, mode, millis(median(empty)), millis(median(existing)), mega(median(idle))}, nil
}

// startTwice starts the program on nothing, stops it and starts it again.
func (b *bench) startTwice(ctx context.Context, kind, name string, demo bool) (first, again time.Duration, idle int64, err error) {
	p, err := b.install(ctx, kind, name, demo)
	if err != nil {
		return 0, 0, 0, err
	}
	defer func() { err = errors.Join(err, p.remove()) }()
	if first, err = p.start(ctx); err != nil {
		return 0, 0, 0, err
	}
	if err = p.stop(); err != nil {
		return 0, 0, 0, err
	}
	if again, err = p.start(ctx); err != nil {
		return 0, 0, 0, err
	}
	time.Sleep(3 * time.Second)
	idle, err = memoryOf(p.pid(), "VmRSS")
	return first, again, idle, err
}

func (b *bench) sizesOfBinaries() error {
	var rows [][]string
	for _, it := range []struct{ name, path string }{{"with demo mode", b.binary}, {"release", b.release}} {
		if it.path == "" {
			continue
		}
		info, err := os.Stat(it.path)
		if err != nil {
			return err
		}
		rows = append(rows, []string{it.name, mega(info.Size())})
	}
	b.out.table([]string{"program, SPA and fonts inside", "MB"}, rows)
	return nil
}
