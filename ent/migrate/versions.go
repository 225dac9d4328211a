package migrate

import "embed"

// Versions holds the versioned migrations, one folder a dialect, in goose's format.
//
//go:embed sqlite/*.sql postgres/*.sql
var Versions embed.FS
