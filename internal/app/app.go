package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"schalter/graph"
	"schalter/internal/account"
	"schalter/internal/audit"
	"schalter/internal/blob"
	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/deletion"
	"schalter/internal/delivery/inbound"
	"schalter/internal/delivery/outbound"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/ledger"
	"schalter/internal/legaltext"
	"schalter/internal/letter"
	"schalter/internal/mail"
	"schalter/internal/mail/dkim"
	"schalter/internal/mail/notice"
	"schalter/internal/mail/token"
	"schalter/internal/market"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/levy"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/network"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/postbox"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/sides"
	"schalter/internal/rulebook"
	"schalter/internal/scan"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/treelog"
	"schalter/internal/vault"
)

// app holds every service of the program, opened.
type app struct {
	cfg   *config.Config
	log   *slog.Logger
	clock clock.Clock
	db    *store.DB
	epoch string

	vault          *vault.Vault
	platform       *vault.Platform
	ledger         *ledger.Ledger
	certificates   *deletion.Issuer
	directory      *directory.Directory
	people         *account.People
	accounts       *account.Service
	organisations  *organisation.Service
	audit          *audit.Service
	security       *seclog.Log
	mailer         *notify.Mailer
	hub            *notify.Hub
	blobs          *blob.Files
	postbox        *postbox.Service
	catalogue      *catalogue.Service
	marketAccounts *accounts.Service
	contracts      *contracts.Service
	market         *market.Service
	orders         *orders.Service
	treelog        *treelog.Log
	levy           *levy.Service
	outbound       *outbound.Service
	inbound        *inbound.Service
	// domainSigner is nil where mails get no DKIM signature here.
	domainSigner *dkim.Signer
	tickets      *support.Service
	rollouts     *rollouts.Service
	network      *network.Service
	rulebook     *rulebook.Service
	simulation   simulation
	// gatewayURL is the mail server that the gateway sends by.
	gatewayURL string
	jobs       *job.Runner
	// passwordMemory is the account.Options of that name; only tests set it.
	passwordMemory uint32
}

// openApp opens the database and all services that depend on it. Nothing runs yet.
func openApp(ctx context.Context, cfg *config.Config, log *slog.Logger, settings ...func(*app)) (*app, error) {
	a := &app{cfg: cfg, log: log, clock: clock.System(), gatewayURL: cfg.SMTPURL}
	for _, set := range settings {
		set(a)
	}
	for _, step := range append(a.openSteps(), a.claimBlobs, a.openJobs) {
		if err := step(ctx); err != nil {
			a.close()
			return nil, err
		}
	}
	return a, nil
}

// openSteps are the steps that commands need too, in the order of their dependencies.
func (a *app) openSteps() []func(context.Context) error {
	return []func(context.Context) error{
		a.openStore, a.openDirectory, a.openPeople, a.openMarketAccounts, a.openCatalogue, a.openLog, a.openLevy, a.openPostbox, a.prepareDemo, a.openGateway,
		a.openTickets, a.openOrders, a.openRollouts, a.openContracts, a.openMarket, a.openNetwork,
	}
}

// openStore opens the database and the keys that seal its rows.
func (a *app) openStore(ctx context.Context) (err error) {
	if err := a.openDatabase(ctx); err != nil {
		return err
	}
	if err := a.claimKeys(ctx); err != nil {
		return err
	}
	if a.vault, a.platform, err = a.openKeys(ctx); err != nil {
		return err
	}
	return a.openLedger()
}

func (a *app) openDatabase(ctx context.Context) (err error) {
	if a.db, err = store.Open(ctx, a.cfg.DatabaseURL, a.cfg.DataDir, a.clock, a.log); err != nil {
		return err
	}
	if a.db.Postgres() {
		err = a.db.CheckMigrated(ctx)
	} else {
		err = a.db.Migrate(ctx)
	}
	if err != nil {
		return err
	}
	kind := store.Real
	if a.cfg.Demo {
		kind = store.Demo
	}
	a.epoch, err = a.db.EnsureInstance(ctx, kind, strings.ToLower(rand.Text()))
	return err
}

func (a *app) openDirectory(context.Context) (err error) {
	a.directory, err = directory.New()
	return err
}

func (a *app) openPeople(ctx context.Context) (err error) {
	a.security = seclog.New(a.log, a.clock, func(network string) []byte { return a.platform.MAC(vault.BlindIndex, "security-log", network) })
	a.audit, a.people = audit.New(a.db, a.security), account.NewPeople(a.db, a.vault, a.platform)
	if a.organisations, err = organisation.New(ctx, a.db, a.people, a.log); err != nil {
		return err
	}
	sender, err := a.sender()
	if err != nil {
		return err
	}
	options := notify.MailerOptions{
		DB: a.db, Vault: a.vault, People: a.people, Clerks: a.organisations, AuthorityName: competence{a.directory}.AuthorityName,
		Sender: sender, Log: a.log, BaseURL: a.cfg.BaseURL, Delay: notify.DefaultDelay,
	}
	if a.cfg.Demo {
		options.Delay, options.KeepSent = 0, true
	}
	a.mailer = notify.NewMailer(options)
	a.certificates = deletion.New(deletion.Options{
		DB: a.db, Keys: a.platform, Log: certificateLog{a}, Clock: a.clock, Platform: chain.Platform.Name, BaseURL: a.cfg.BaseURL,
	})
	issuers, err := a.certificateIssuers()
	if err != nil {
		return err
	}
	a.accounts, err = account.New(account.Options{
		DB: a.db, Vault: a.vault, Platform: a.platform, Mailer: accountMails{a.mailer, a}, Printer: a.printer(), Log: a.log,
		BaseURL: a.cfg.BaseURL, TermsVersion: legaltext.TermsVersion, KeepReasons: []account.KeepReason{a.organisations.Employs, a.hasMailbox, a.hasMarketAccount},
		Remainders: []account.Remainder{
			{Rule: errs.MailboxesRemain, Has: a.hasMailbox}, {Rule: errs.WrongState, Text: "delete_member", Has: a.organisations.Employs},
			{Rule: errs.WrongState, Text: "delete_market", Has: a.hasMarketAccount},
		},
		Employs: a.organisations.Employs, Certificates: a.certificates, Dismiss: a.organisations.DismissRestored, Batches: !a.cfg.Demo,
		Endings: endings{a}, ConnectPrinted: a.organisations.LetterPrinted, Audit: a.audit, CertificateIssuers: issuers, PasswordMemory: a.passwordMemory,
	})
	return err
}

// hasMailbox keeps accounts with a mailbox from being purged.
func (a *app) hasMailbox(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	return a.postbox.HasMailbox(ctx, tx, accountID)
}

func (a *app) sender() (notify.Sender, error) {
	switch {
	case a.cfg.SMTPURL != "":
		return notice.New(notice.Config{URL: a.cfg.SMTPURL, From: notice.From{Name: a.cfg.OperatorName, Address: a.cfg.MailFrom}, ReturnAddress: a.noticeReturn()}, a.clock)
	case a.cfg.Demo:
		return traySender{}, nil
	}
	return nil, nil
}

// noticeReturn is where mails to persons come back to, where mails come in here; nil otherwise.
func (a *app) noticeReturn() func(mailID string) string {
	if a.cfg.GatewayAddress == "" || a.cfg.LMTPAddr == "" && a.cfg.IMAPURL == "" {
		return nil
	}
	return func(mailID string) string {
		bits, err := token.Bytes(mailID)
		if err != nil {
			return ""
		}
		return token.BounceAddress(tokens{a.platform}.Issue(token.NoticeBounce, bits), domainOf(a.cfg.GatewayWire()))
	}
}

// traySender sends nothing: in the demo a mail is read in the tray.
type traySender struct{}

func (traySender) Send(context.Context, mail.Message) error { return nil }

func (a *app) printer() account.Printer {
	return account.Printer{
		Sender:   letter.Sender{Name: a.cfg.OperatorName, Address: a.cfg.OperatorAddress},
		Platform: "Schalter", BaseURL: a.cfg.BaseURL,
	}
}

func (a *app) openPostbox(context.Context) (err error) {
	if a.blobs, err = blob.OpenFiles(a.blobFolder()); err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	a.rulebook = rulebook.New(a.db, a.audit, storedDates{a})
	a.postbox = postbox.New(a.db, a.vault, a.platform, postbox.Ports{
		Directory: competence{a.directory}, People: persons{a.people, a.accounts}, Organisations: organisations{a.organisations},
		Notices: a.mailer, Blobs: a.blobs, Inspector: inspector{a.scanner()}, Log: publicLog{a.treelog},
		Letters: printing{a.directory}, Certificates: a.certificates, EndLetters: endings{a}, IsBlocked: a.people.IsBlocked, Desk: directoryDesk{a}, BaseURL: a.cfg.BaseURL, Audit: a.audit, Rules: a.rulebook,
		ConsentText: func(consents.ConsentScope) string { return legaltext.ConsentVersion },
	}, a.log)
	a.mailer.OnSettled(a.postbox.Noticed)
	a.mailer.OnReturned(a.postbox.SettleWarned)
	a.mailer.OnNotice(a.postbox.Stands)
	a.mailer.OnQueued(a.postbox.Conversation.NoticeQueued)
	return nil
}

func (a *app) scanner() scan.Scanner {
	address := a.cfg.ClamdAddr
	if address == "" {
		return nil
	}
	network := "tcp"
	if path, ok := strings.CutPrefix(address, "unix:"); ok {
		network, address = "unix", path
	}
	return scan.NewClamd(network, address, 2*time.Minute)
}

func (a *app) openJobs(context.Context) error {
	a.hub = notify.NewHub(a.db, a.log)
	a.jobs = job.NewRunner(a.db, a.log)
	a.registerMailboxJobs(a.jobs)
	a.ledger.RegisterJobs(a.jobs)
	a.organisations.RegisterJobs(a.jobs)
	a.catalogue.RegisterJobs(a.jobs)
	a.contracts.RegisterJobs(a.jobs)
	a.registerGateway()
	a.tickets.RegisterJobs(a.jobs)
	a.rollouts.RegisterJobs(a.jobs)
	a.network.RegisterJobs(a.jobs)
	a.registerKeys()
	a.jobs.Sweep(job.Sweep{Kind: "sweep.jobs", Every: 24 * time.Hour, Run: a.jobs.SweepFailed})
	a.jobs.Sweep(job.Sweep{Kind: "sweep.database", Every: time.Hour, Run: a.db.Tidy})
	a.jobs.Sweep(job.Sweep{Kind: "sweep.invitations", Every: 24 * time.Hour, Run: a.marketAccounts.SweepInvitations})
	a.jobs.Sweep(job.Sweep{Kind: "sweep.blobs", Every: 24 * time.Hour, Run: a.sweepBlobs})
	return nil
}

// registerMailboxJobs gives a runner what accounts and case mailboxes do by themselves.
func (a *app) registerMailboxJobs(r *job.Runner) {
	a.accounts.RegisterJobs(r)
	a.postbox.RegisterJobs(r)
	a.mailer.RegisterJobs(r)
	r.Sweep(job.Sweep{Kind: "sweep.postbox", Every: time.Hour, Run: a.postbox.Sweep})
	r.Sweep(job.Sweep{Kind: "sweep.renewal", Every: sides.RenewRate, Run: a.postbox.Sides.RenewKeys})
	r.Sweep(job.Sweep{Kind: "sweep.idle", Every: time.Hour, Run: a.postbox.SweepIdle})
	r.Sweep(job.Sweep{Kind: "sweep.certificates", Every: 24 * time.Hour, Run: a.certificates.Sweep})
	r.Sweep(job.Sweep{Kind: "sweep.silence", Every: time.Hour, Run: a.postbox.Conversation.SweepSilent})
	r.Sweep(job.Sweep{Kind: "sweep.retention", Every: time.Hour, Run: a.postbox.SweepRetained})
}

// resolver gives the API what it calls.
func (a *app) resolver() *graph.Resolver {
	return &graph.Resolver{
		Directory: a.directory, Organisations: a.organisations, Accounts: a.accounts, Postbox: a.postbox, Gateway: a.inbound, Audit: a.audit,
		Certificates: a.certificates, MarketAccounts: a.marketAccounts, Contracts: a.contracts, Orders: a.orders, Market: a.market, Catalogue: a.catalogue, Levy: a.levy, Tickets: a.tickets, Rollouts: a.rollouts, Network: a.network, Rulebook: a.rulebook, Keys: &publicKeys{app: a}, Failed: failures{a},
		Streams: a.db, Wake: a.hub, Browser: browser{}, Legal: legal{a.cfg, a.directory}, Clock: a.clock, Log: a.log,
		BaseURL: a.cfg.BaseURL, Epoch: a.epoch, Outage: store.Outage,
	}
}

func (a *app) close() {
	if a.ledger != nil {
		a.ledger.Close()
	}
	if a.blobs != nil {
		_ = a.blobs.Close()
	}
	if a.db != nil {
		_ = a.db.Close()
	}
}
