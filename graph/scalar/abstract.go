package scalar

// Node is any read model that is an object of its own; which one, the executor sees by its type.
type Node any

// SearchHit is a read model that the search found.
type SearchHit any
