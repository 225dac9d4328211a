package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"syscall"
	"time"
)

const (
	// readyTime is within how long readiness is answered, whatever hangs.
	readyTime = 2 * time.Second
	// diskLow and diskFull are below how many free bytes there is a warning, and below how many the program is not ready.
	diskLow  = 1 << 30
	diskFull = 64 << 20
)

var errSilent = errors.New("it does not answer")

// ready fails while requests should go elsewhere, and warns of everything else that does not work.
func (s *serving) ready(ctx context.Context) (warnings []string, err error) {
	switch {
	case s.stopping.Load():
		return nil, errors.New("stopping")
	case s.cfg.SMTPURL == "" && !s.cfg.Demo:
		return nil, errors.New("no mail server: set SCHALTER_SMTP_URL; mails wait meanwhile, at most 48 hours")
	}
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	checks := []struct {
		problem string
		run     func(context.Context) error
	}{
		{"the database does not answer", s.db.Ping},
		{"the sealed files cannot be written", s.blobs.Check},
		{"the key provider does not answer", s.vault.Check},
		{"there is no room on the disk", func(context.Context) error { return s.checkDiskSpace(diskFull) }},
		{"", s.lateWork},
	}
	results := make([]error, len(checks))
	var running sync.WaitGroup
	for i, check := range checks {
		running.Go(func() { results[i] = s.probes.check(ctx, fmt.Sprint(i), check.run) })
	}
	running.Wait()
	for i, check := range checks {
		if results[i] != nil && check.problem != "" {
			s.log.WarnContext(ctx, "not ready", "problem", check.problem, "error", results[i])
			return nil, errors.New(check.problem)
		}
	}
	if s.checkDiskSpace(diskLow) != nil {
		warnings = append(warnings, "there is little room on the disk: less than 1 GiB")
	}
	var late lateWork
	if errors.As(results[len(results)-1], &late) {
		warnings = append(warnings, late.Error())
	}
	return append(warnings, s.missingGatewaySettings()...), nil
}

// checkDiskSpace fails when fewer bytes than least are free where the program writes.
func (a *app) checkDiskSpace(least uint64) error {
	for _, dir := range []string{a.cfg.DataDir, a.blobFolder()} {
		free, err := freeBytes(dir)
		if err != nil {
			return err
		}
		if free < least {
			return fmt.Errorf("less than %d bytes are free at %s: %w", least, dir, syscall.ENOSPC)
		}
	}
	return nil
}

// freeBytes is how many bytes the program may still write at dir. It is a variable for tests alone, which must not depend on how full
// the machine they run on is.
var freeBytes = freeOnDisk

func freeOnDisk(dir string) (uint64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return 0, err
	}
	size := uint64(max(disk.Bsize, 1))
	if uint64(disk.Bavail) >= math.MaxUint64/size {
		return math.MaxUint64, nil
	}
	return uint64(disk.Bavail) * size, nil
}

// lateWork is work that should have been done an hour ago. What sends to authorities and takes their answers is such work, too.
type lateWork struct {
	jobs int
	age  time.Duration
}

func (l lateWork) Error() string {
	return fmt.Sprintf("work is late: %d jobs, the oldest since %s; schalter jobs list says which", l.jobs, l.age.Round(time.Minute))
}

// lateWork fails with lateWork where there is some.
func (a *app) lateWork(ctx context.Context) error {
	stuck, err := a.jobs.Stuck(ctx)
	if err != nil {
		return err
	}
	var late lateWork
	for _, s := range stuck {
		if s.Late > 0 {
			late = lateWork{late.jobs + s.Late, max(late.age, a.clock.Now().Sub(s.Since))}
		}
	}
	if late.jobs > 0 {
		return late
	}
	return nil
}

// probes runs checks that may hang. A check that still runs since an earlier call is joined, not started again.
type probes struct {
	mu      sync.Mutex
	waiting map[string]*probe
}

type probe struct {
	done chan struct{}
	err  error
}

// check runs a check, or joins the one that runs, and waits for it until ctx ends.
func (p *probes) check(ctx context.Context, name string, run func(context.Context) error) error {
	one := p.start(ctx, name, run)
	select {
	case <-one.done:
		return one.err
	case <-ctx.Done():
		return errSilent
	}
}

func (p *probes) start(ctx context.Context, name string, run func(context.Context) error) *probe {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.waiting[name]; one != nil {
		return one
	}
	one := &probe{done: make(chan struct{})}
	if p.waiting == nil {
		p.waiting = map[string]*probe{}
	}
	p.waiting[name] = one
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyTime)
		defer cancel()
		one.err = run(ctx)
		p.mu.Lock()
		delete(p.waiting, name)
		p.mu.Unlock()
		close(one.done)
	}()
	return one
}
