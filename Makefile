# Schalter. `make run` and `make test` each work alone on a fresh Debian machine with Go, Node and make.
SHELL := /bin/bash
.DEFAULT_GOAL := build

# One set of build flags everywhere (scripts/flags), so that the build cache serves run, tests and bench alike.
TAGS    := $(if $(RELEASE),,demo)
GO      := source scripts/flags && go
GOBUILD := $(GO) build -tags "$(TAGS)" -ldflags "-s -w"

.PHONY: run build spa test check lint vulns generate e2e pictures check-shared bench simulation kill mutate bare interop-mail interop clean

run: build            ## start the demo on http://127.0.0.1:8080, data under ./var
	SCHALTER_DEMO=true bin/schalter serve

build: spa            ## bin/schalter with the SPA inside; RELEASE=1 leaves the demo out
	$(GOBUILD) -o bin/schalter .

spa: frontend/node_modules/.spa-built

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json
	scripts/ensure-programs node npm
	cd frontend && npm ci --no-audit --no-fund
	touch $@

frontend/node_modules/.spa-built: frontend/node_modules/.installed $(shell find frontend/src frontend/public frontend/scripts frontend/*.html frontend/*.ts -type f -not -path '*/fonts/*')
	cd frontend && npm run build
	touch $@

test:                 ## every check there is; installs what is missing on Debian
	scripts/test

bare:                 ## run and test on a fresh Debian made by debootstrap; BARE names a part, see scripts/bare
	scripts/bare $(BARE)

check: spa            ## the fast part: vet, Go tests on SQLite; no browser, no race detector
	scripts/ensure-programs postgres pdftoppm qpdf openssl xmllint
	scripts/check

lint:
	scripts/ensure-programs git
	scripts/lint

vulns:                ## known vulnerabilities in what the program calls; VULNDB names another database, see scripts/vulns
	scripts/vulns

generate:             ## ent, gqlgen, GraphQL documents of the SPA, the page of the ASVS list
	$(GO) generate ./ent/...
	$(GO) tool gqlgen generate
	$(GO) run ./internal/asvs/printer
	cd frontend && npm run codegen

e2e: build            ## journeys in a real browser against the real binary
	scripts/ensure-programs chromium openssl pdftoppm
	scripts/e2e

pictures: build       ## the README's pictures, from the program as it is
	scripts/ensure-programs chromium
	scripts/e2e pictures

check-shared: spa     ## tests over the tables in ../shared/data, where that folder is
	scripts/ensure-programs postgres
	scripts/check-shared

bench: build          ## figures of docs/performance.md
	scripts/ensure-programs git postgres openssl
	scripts/bench

kill:                 ## ROUNDS (200) of work under kill -9, on SQLite and PostgreSQL in turn
	scripts/ensure-programs postgres
	scripts/kill

mutate:               ## break the code in small ways and see whether the tests notice; MUTATE names flags and folders, see scripts/mutate
	scripts/ensure-programs postgres
	scripts/mutate $(MUTATE)

simulation:           ## two years with MAILBOXES (10000) case mailboxes, people, clerks, mails that fail, held against a book
	export SCHALTER_SIMULATION=$${MAILBOXES:-10000}; $(GO) test -timeout 120m -tags demo ./internal/app -run TestTwoYears -v

interop-mail:         ## the mail layer and the whole program against a real Postfix
	scripts/ensure-programs postfix postgres
	scripts/postfix

interop:              ## internal/cms against OpenSSL, NSS, gpgsm and BouncyCastle; installs them on Debian
	scripts/interop

clean:
	rm -rf bin frontend/dist/assets frontend/node_modules/.spa-built
