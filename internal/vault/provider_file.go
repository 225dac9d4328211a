package vault

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const kekSuffix = ".kek"

// folder is the provider file: each generation is a file, and the one whose name sorts last is the current one. What another
// process does in the folder counts at once.
type folder struct {
	dir string

	mu      sync.Mutex
	ring    *ring
	changed time.Time
}

func openFile(dir string) (Provider, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	p := &folder{dir: dir}
	if err := p.load(); err != nil {
		return nil, err
	}
	if len(p.ring.order) == 0 {
		if _, err := p.Generate(context.Background()); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// load takes the folder as it is now. A file that is no key fails it.
func (p *folder) load() error {
	// The time is taken first: what changes while the files are read is read again.
	info, err := os.Stat(p.dir)
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(p.dir, "*"+kekSuffix))
	if err != nil {
		return err
	}
	slices.Sort(names)
	r := &ring{keys: map[string]Key{}}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		restrictPermissions(name)
		if err != nil {
			return err
		}
		if err := r.add(strings.TrimSuffix(filepath.Base(name), kekSuffix), string(b)); err != nil {
			return err
		}
	}
	p.ring, p.changed = r, info.ModTime()
	return nil
}

// restrictPermissions takes the rights of others from a key file that somebody made by hand. A folder that only can be read, such as a
// mounted secret, has them from the system that mounts it.
func restrictPermissions(name string) {
	if info, err := os.Stat(name); err == nil && info.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(name, info.Mode().Perm()&^0o077)
	}
}

// refreshed is the generations as the folder has them; when it cannot be read, as it had them before.
func (p *folder) refreshed() *ring {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.ring
	if info, err := os.Stat(p.dir); err == nil && !info.ModTime().Equal(p.changed) {
		if err := p.load(); err != nil || len(p.ring.order) == 0 {
			p.ring = before
		}
	}
	return p.ring
}

func (p *folder) Wrap(_ context.Context, plain []byte, aad string) (Wrapped, error) {
	return p.refreshed().wrap(plain, aad)
}

func (p *folder) Unwrap(_ context.Context, w Wrapped, aad string) ([]byte, error) {
	return p.refreshed().unwrap(w, aad)
}

func (p *folder) Generations(context.Context) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.load(); err != nil {
		return nil, err
	}
	return slices.Clone(p.ring.order), nil
}

// Generate writes a new file. It appears under its name when it is whole and on the disk.
func (p *folder) Generate(context.Context) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.load(); err != nil {
		return "", err
	}
	key, err := NewKey()
	if err != nil {
		return "", err
	}
	var tail [6]byte
	if _, err := rand.Read(tail[:]); err != nil {
		return "", err
	}
	generation := fmt.Sprintf("kek-%04d-%s", p.ring.next(), hex.EncodeToString(tail[:]))
	if err := p.write(generation, key); err != nil {
		return "", err
	}
	return generation, p.load()
}

// next is one more than the greatest number in the names.
func (r *ring) next() int {
	n := 0
	for _, id := range r.order {
		digits, _, _ := strings.Cut(strings.TrimPrefix(id, "kek-"), "-")
		if found, err := strconv.Atoi(digits); err == nil {
			n = max(n, found)
		}
	}
	return n + 1
}

func (p *folder) write(generation string, key Key) error {
	name := p.pathOf(generation)
	f, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(key[:]) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	return p.syncFolder()
}

// Destroy overwrites the file, then removes it. Copies that the disk or its backups keep are the operator's to remove.
func (p *folder) Destroy(_ context.Context, generation string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if filepath.Base(generation) != generation {
		return fmt.Errorf("%w (%s)", ErrUnknownKEK, generation)
	}
	if err := p.load(); err != nil {
		return err
	}
	if n := len(p.ring.order); n > 0 && p.ring.order[n-1] == generation {
		return fmt.Errorf("generation %s is the current one", generation)
	}
	// Renamed first, so that no process ever reads half a key, and a crash leaves something that is tried again.
	gone := p.pathOf(generation) + ".gone"
	if err := os.Rename(p.pathOf(generation), gone); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := erase(gone); err != nil {
		return err
	}
	return errors.Join(p.syncFolder(), p.load())
}

// erase overwrites a file and removes it; one that is not there is no error.
func erase(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = f.Write(make([]byte, info.Size()))
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Remove(name)
}

func (p *folder) pathOf(generation string) string { return filepath.Join(p.dir, generation+kekSuffix) }

// syncFolder puts the folder's entries on the disk.
func (p *folder) syncFolder() error {
	d, err := os.Open(p.dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
