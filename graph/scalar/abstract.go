package scalar

// Node is any read model that is an object of its own; which one, the executor sees by its type.
type Node any
