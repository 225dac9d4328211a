// Package paging has the one shape that every list in pages has in the contract (a connection, as the GraphQL Cursor Connections
// Specification of Relay calls it). The file of a domain names its lists: a connection of the contract is the Go type of that name
// here, see autobind in gqlgen.yml.
package paging

// Connection is one page of a list.
type Connection[N any] struct {
	Edges    []*Edge[N]
	PageInfo *PageInfo
	// TotalCount is nil where counting would cost a scan.
	TotalCount *int
}

// Edge is one entry of a list and its cursor.
type Edge[N any] struct {
	Cursor string
	Node   N
}

// PageInfo says where a page lies in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}
