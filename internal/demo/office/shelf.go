//go:build demo

package office

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// shelf keeps mails as files, so that what came before a restart is still answered. A name says order, direction (ein, aus)
// and, for one that is to be worked on, that it is open.
type shelf struct {
	folder string
	mu     sync.Mutex
	last   int
	wake   chan struct{}
}

// kept is how many mails the shelf keeps.
const kept = 200

func openShelf(folder string) (*shelf, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	s := &shelf{folder: folder, wake: make(chan struct{}, 1)}
	names, err := s.names()
	if err != nil {
		return nil, err
	}
	if len(names) > 0 {
		number, _, _ := strings.Cut(names[len(names)-1], "-")
		if s.last, err = strconv.Atoi(number); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *shelf) names() ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(s.folder, "*.eml"))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.Base(p)
	}
	slices.Sort(names)
	return names, nil
}

// put keeps a mail durably; one that came in is open until done.
func (s *shelf) put(direction string, mail []byte) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	name := fmt.Sprintf("%08d-%s.eml", s.last, direction)
	if direction == "ein" {
		name = fmt.Sprintf("%08d-%s-offen.eml", s.last, direction)
	}
	temporary := filepath.Join(s.folder, name+".tmp")
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	if _, err := f.Write(mail); err != nil {
		f.Close()
		return "", err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	if err := os.Rename(temporary, filepath.Join(s.folder, name)); err != nil {
		return "", err
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return name, s.trim()
}

// trim drops the oldest mails.
func (s *shelf) trim() error {
	names, err := s.names()
	if err != nil {
		return err
	}
	for len(names) > kept {
		if err := os.Remove(filepath.Join(s.folder, names[0])); err != nil {
			return err
		}
		names = names[1:]
	}
	return nil
}

// next waits for the oldest open mail; false when ctx ended.
func (s *shelf) next(ctx context.Context) (string, bool) {
	for {
		names, err := s.names()
		if err == nil {
			if i := slices.IndexFunc(names, func(n string) bool { return strings.HasSuffix(n, "-offen.eml") }); i >= 0 {
				return names[i], ctx.Err() == nil
			}
		}
		select {
		case <-ctx.Done():
			return "", false
		case <-s.wake:
		case <-time.After(time.Minute):
		}
	}
}

func (s *shelf) done(name string) {
	settled := strings.TrimSuffix(name, "-offen.eml") + ".eml"
	_ = os.Rename(filepath.Join(s.folder, name), filepath.Join(s.folder, settled))
}

func (s *shelf) read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(s.folder, name)) }

// Mail is one mail of the office as it went over the wire.
type Mail struct {
	// Name is that of its file.
	Name string
	// Incoming says that the gateway sent it.
	Incoming bool
	At       time.Time
	// Raw is the whole mail.
	Raw string
}

// Mails lists what came and went, newest first.
func (o *Office) Mails(limit int) ([]Mail, error) {
	names, err := o.shelf.names()
	if err != nil {
		return nil, err
	}
	slices.Reverse(names)
	var list []Mail
	for _, name := range names[:min(len(names), limit)] {
		raw, err := o.shelf.read(name)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(filepath.Join(o.shelf.folder, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, Mail{Name: name, Incoming: strings.Contains(name, "-ein"), At: info.ModTime(), Raw: string(raw)})
	}
	return list, nil
}
