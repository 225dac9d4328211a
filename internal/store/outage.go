package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/lib/pq"
	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"
)

// Outage reports whether err says that a dependency of the program (database, disk, network) does not answer, is busy or has no room:
// what fails so may succeed later, without anything being mended in the program or in the request.
func Outage(err error) bool {
	var network net.Error
	var server *pq.Error
	var file *sqlite.Error
	switch {
	case err == nil:
		return false
	case errors.As(err, &server):
		return isServerOutage(server)
	case errors.As(err, &file):
		return isFileOutage(file.Code() & 0xff)
	case errors.As(err, &network):
		return true
	}
	for _, known := range []error{
		driver.ErrBadConn, sql.ErrConnDone, context.DeadlineExceeded, context.Canceled, io.ErrUnexpectedEOF, net.ErrClosed, syscall.ENOSPC, syscall.EDQUOT,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// isServerOutage knows the codes of PostgreSQL: connection lost (08), no room or too many connections (53), stopped by its operator, also
// for taking too long (57), a lock that does not come, a standby that only reads, transactions that met.
func isServerOutage(err *pq.Error) bool {
	switch err.Code.Class() {
	case "08", "53", "57":
		return true
	}
	switch err.Code {
	case "55P03", "25006", "40001", "40P01":
		return true
	}
	return false
}

func isFileOutage(code int) bool {
	switch code {
	case sqlitecode.SQLITE_BUSY, sqlitecode.SQLITE_LOCKED, sqlitecode.SQLITE_FULL, sqlitecode.SQLITE_IOERR, sqlitecode.SQLITE_CANTOPEN, sqlitecode.SQLITE_INTERRUPT:
		return true
	}
	return false
}
