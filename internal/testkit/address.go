package testkit

import (
	"fmt"
	"os"
	"sync/atomic"
)

var ports atomic.Int32

// Address is a loopback address for a program that a test starts, or stops and starts again. The host belongs to this process
// and no port of it is given twice, so nobody else can take it meanwhile, as happens to a port that was only found free.
func Address() string {
	pid := os.Getpid()
	return fmt.Sprintf("127.%d.%d.%d:%d", 64+pid>>16, pid>>8&255, pid&255, 10000+ports.Add(1))
}
