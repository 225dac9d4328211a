package mutate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Outcome is what became of a mutant.
type Outcome string

// The outcomes. A mutant that hangs is noticed as well as one that fails.
const (
	Killed   Outcome = "killed"
	Survived Outcome = "survived"
	// NotViable does not build, and says nothing about the tests.
	NotViable Outcome = "not viable"
)

// Run runs the tests that are to notice the mutant ([TestedBy]), on SQLite alone: what a test notices it notices on either
// database. root is the folder of the module.
func Run(ctx context.Context, root string, m Mutant, limit time.Duration) (Outcome, error) {
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of the system's temporary files
	path := filepath.Join(root, m.File)
	source, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(dir, "mutant.go")
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {path: changed}})
	if err != nil {
		return "", err
	}
	for name, content := range map[string][]byte{changed: m.Apply(source), filepath.Join(dir, "overlay.json"): overlay} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			return "", err
		}
	}
	tested, err := TestedBy(root, filepath.Dir(m.File))
	if err != nil {
		return "", err
	}
	given := append([]string{"test", "-vet=off", "-tags", "demo", "-overlay", filepath.Join(dir, "overlay.json"), "-failfast", "-short",
		"-skip", "/^postgres$", "-timeout", limit.String()}, tested...)
	cmd := exec.CommandContext(ctx, "go", given...)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err == nil:
		return Survived, nil
	case bytes.Contains(out, []byte("[build failed]")), bytes.Contains(out, []byte("[setup failed]")):
		return NotViable, nil
	default:
		return Killed, nil
	}
}

// TestedBy are the packages whose tests are to notice what is broken in a folder: its own and those above it in the same domain. The
// packages of one domain are tested where they are put together.
func TestedBy(root, folder string) ([]string, error) {
	var list []string
	for ; strings.Count(filepath.ToSlash(folder), "/") > 0; folder = filepath.Dir(folder) {
		tests, err := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
		if err != nil {
			return nil, err
		}
		if len(tests) > 0 {
			list = append(list, "./"+filepath.ToSlash(folder))
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no package of its domain has tests")
	}
	return list, nil
}
