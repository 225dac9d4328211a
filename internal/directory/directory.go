package directory

import (
	"embed"
	"io/fs"
	"sync"
	"sync/atomic"

	"schalter/internal/directory/lexis"
)

//go:embed data
var embedded embed.FS

// Directory hands out the current snapshot; an editor's change will put a new one in its place.
type Directory struct{ current atomic.Pointer[Snapshot] }

// New returns the directory of the embedded data. An error means that the data contradict themselves.
func New() (*Directory, error) {
	s, err := Embedded()
	if err != nil {
		return nil, err
	}
	d := &Directory{}
	d.Replace(s)
	return d, nil
}

// Snapshot returns the current snapshot; keep it for the length of one request, so that its parts agree.
func (d *Directory) Snapshot() *Snapshot { return d.current.Load() }

// Replace makes s the current snapshot.
func (d *Directory) Replace(s *Snapshot) { d.current.Store(s) }

// Embedded is the snapshot of the data in the program, built once: a snapshot never changes.
func Embedded() (*Snapshot, error) { return loadEmbedded() }

var loadEmbedded = sync.OnceValues(func() (*Snapshot, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return Load(data)
})

// sortKey orders names as a German telephone book does.
func sortKey(name string) string { return lexis.Fold(name) }
