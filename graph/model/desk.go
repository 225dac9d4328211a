package model

// Desk is the operator's work list; its lists are read field by field.
type Desk struct{}
