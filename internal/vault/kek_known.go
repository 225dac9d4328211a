package vault

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"schalter/ent/platformkey"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// FolderGenerations lists the generations in a folder of the provider file, without opening it; none where there is no folder.
func FolderGenerations(dir string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+kekSuffix))
	for i, name := range names {
		names[i] = strings.TrimSuffix(filepath.Base(name), kekSuffix)
	}
	return names, err
}

// Uses reports whether the platform's own keys, which every database has from its first start, lie under one of these generations;
// made is false for a database that has no keys yet.
func Uses(ctx context.Context, db *store.DB, generations []string) (uses, made bool, err error) {
	under, err := db.Client().PlatformKey.Query().Where(platformkey.KekIDNEQ("")).Unique(true).
		Select(platformkey.FieldKekID).Strings(viewer.System(ctx, "keys-known"))
	uses = slices.ContainsFunc(under, func(generation string) bool { return slices.Contains(generations, generation) })
	return uses, len(under) > 0, err
}
