package graph

import "time"

// What the parts of an answer cost in CPU, of the program and of PostgreSQL together: no less than `scripts/bench dearest` measured on
// the machine of docs/performance.md. They are all counted in one unit by these prices, so that no mixture costs more than its count.
const (
	// MaxDearest is the goal: what the dearest answer may cost.
	MaxDearest = 100 * time.Millisecond
	// unitPrice is that of one value or entry of a list.
	unitPrice = 4 * time.Microsecond
	// schemaPrice is that of one value of the schema, which is in memory: 2.0 to 2.4 µs were measured.
	schemaPrice = 2400 * time.Nanosecond
	// bytePrice is that of each byte of them: read, unsealed, written.
	bytePrice = 8 * time.Nanosecond
	// statementPrice is that of a statement that reads from the database, with what is unsealed of its rows: 0.7 ms were measured.
	statementPrice = 1200 * time.Microsecond
	// connectionPrice is that of a connection to PostgreSQL that must be opened first, with what it does not know yet.
	connectionPrice = 5 * time.Millisecond
	// requestPrice is what comes before any answer: authentication, and reading and checking the longest document.
	requestPrice = 3 * time.Millisecond
	// searchPrice is that of a search by words through the directory.
	searchPrice = 8 * time.Millisecond
	// levyPrice is that of computing what everybody pays.
	levyPrice = 10 * time.Millisecond
	// servicesPrice is that of finding what an authority does, among all services and their rules.
	servicesPrice = 600 * time.Microsecond
)

// What they count.
const (
	// bytesForOne is how many bytes of an answer count one.
	bytesForOne = int64(unitPrice / bytePrice)
	// statementCost is that of each statement. It counts in what an answer comes to, not in what a document may come to.
	statementCost = int(statementPrice / unitPrice)
	// connectionCost is that of each connection that an answer may have opened; it counts with its first statements.
	connectionCost = int(connectionPrice / unitPrice)
	// textCost is that of a search by words.
	textCost = int(searchPrice / unitPrice)
	// servicesCost is that of finding what an authority does.
	servicesCost = int(servicesPrice / unitPrice)
	// levyCost is that of computing what everybody pays.
	levyCost = int(levyPrice / unitPrice)
	// channelCost is that of what an authority receives by and who runs it, with what the viewer may see of it.
	channelCost = 20
	// readCost is that of a page or of something read for its id: a walk through a list.
	readCost = 25
)

// schemaCost is what so many values of the schema count.
func schemaCost(values int64) int { return int(values * int64(schemaPrice) / int64(unitPrice)) }

// dearest is what an answer costs that comes to this much.
func dearest(spent int) time.Duration {
	return requestPrice + time.Duration(spent)*unitPrice
}
