package clock

// The release image has no zone files.
import _ "time/tzdata"
