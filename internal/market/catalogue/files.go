package catalogue

import (
	"slices"
	"sync"

	"schalter/internal/errs"
	"schalter/internal/publicfile"
)

// Files makes the public files of the catalogue, of all that was not withdrawn.
type Files struct {
	catalogue *Service
	// baseURL is what addresses of pages begin with, licence the address that says what the use of the files is bound to.
	baseURL, licence string
}

// NewFiles returns the files of the service.
func NewFiles(s *Service, baseURL, licence string) *Files { return &Files{s, baseURL, licence} }

// kindOfFile is how a file is made.
type kindOfFile struct {
	name, mediaType string
	locale          Locale
	produce         func(f *Files, n *snapshot, l Locale) ([]byte, error)
}

// kindsOfFiles are all; their names are addresses that stay.
var kindsOfFiles = []kindOfFile{
	{"catalogue.xlsx", publicfile.XLSX, German, func(f *Files, n *snapshot, l Locale) ([]byte, error) { return f.table(n, l, wordsFor(l)).XLSX() }},
	{"catalogue-en.xlsx", publicfile.XLSX, English, func(f *Files, n *snapshot, l Locale) ([]byte, error) { return f.table(n, l, wordsFor(l)).XLSX() }},
	{"catalogue.csv", publicfile.CSV, German, func(f *Files, n *snapshot, l Locale) ([]byte, error) { return f.table(n, l, codes).CSV() }},
	{"catalogue-en.csv", publicfile.CSV, English, func(f *Files, n *snapshot, l Locale) ([]byte, error) { return f.table(n, l, codes).CSV() }},
	{"catalogue.json", publicfile.JSON, "", func(f *Files, n *snapshot, _ Locale) ([]byte, error) { return f.json(n) }},
}

// Table is a public file of the catalogue in one language.
type Table struct {
	Name, MediaType string
	Locale          Locale
}

// Tables are the files that have a language.
func Tables() (list []Table) {
	for _, k := range kindsOfFiles {
		if k.locale != "" {
			list = append(list, Table{k.name, k.mediaType, k.locale})
		}
	}
	return list
}

// File is the public file of this name, such as catalogue.csv; NOT_FOUND where there is none.
func (f *Files) File(name string) (_ *publicfile.File, err error) {
	defer errs.Wrap(&err, "catalogue.File")
	i := slices.IndexFunc(kindsOfFiles, func(k kindOfFile) bool { return k.name == name })
	if i < 0 {
		return nil, errs.New(errs.NotFound, "no such file")
	}
	return f.get(f.catalogue.current.Load(), kindsOfFiles[i])
}

// get makes a file of a snapshot once; it goes with the snapshot.
func (f *Files) get(n *snapshot, kind kindOfFile) (*publicfile.File, error) {
	n.files.mu.Lock()
	defer n.files.mu.Unlock()
	if made := n.files.made[kind.name]; made != nil {
		return made, nil
	}
	content, err := kind.produce(f, n, kind.locale)
	if err != nil {
		return nil, err
	}
	made := publicfile.New(kind.name, kind.mediaType, f.licence, content)
	if !n.changedAt.IsZero() {
		made = made.ModifiedAt(n.changedAt)
	}
	if n.files.made == nil {
		n.files.made = map[string]*publicfile.File{}
	}
	n.files.made[kind.name] = made
	return made, nil
}

// fileCache holds the files of a snapshot that were asked for.
type fileCache struct {
	mu   sync.Mutex
	made map[string]*publicfile.File
}

// offered are the offerings of a snapshot that were not withdrawn, in the order of a language.
func (n *snapshot) offered(l Locale) (list []*Offering) {
	for _, o := range n.sorted[l] {
		if o.State != Withdrawn {
			list = append(list, o.Offering)
		}
	}
	return list
}
