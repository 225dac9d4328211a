package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"schalter/frontend"
	"schalter/graph"
	"schalter/graph/transport"
	"schalter/internal/config"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/store"
	"schalter/internal/web"
)

// stopTime is how long stopping may take in all.
const stopTime = 20 * time.Second

// serve runs the program until ctx ends, then stops it: readiness first, requests in flight, sockets, jobs.
func serve(ctx context.Context, cfg *config.Config, log *slog.Logger, stdout io.Writer) error {
	a, err := openApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.replayDeletions(ctx); err != nil {
		return err
	}
	extra, err := a.demo(ctx)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	s := &serving{app: a}
	handler, err := s.handler(extra)
	if err != nil {
		return err
	}
	// Opening left garbage behind that nothing would collect for a long time.
	debug.FreeOSMemory()
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	inletListener, err := a.openInlet()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: a.security.ServerLog(web.NetworkOf), TLSConfig: tlsConfig(),
	}
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var workers sync.WaitGroup
	workers.Go(func() { a.hub.Run(work) })
	workers.Go(func() { a.security.Run(work) })
	workers.Go(func() { a.jobs.Run(work) })
	workers.Go(func() { a.organisations.Watch(work) })
	workers.Go(func() { a.catalogue.Watch(work) })
	workers.Go(func() { a.platform.Watch(work) })
	workers.Go(func() { a.treelog.Run(work) })
	workers.Go(func() { a.takeMail(work, inletListener) })
	workers.Go(func() { a.runDemo(work) })
	failed := make(chan error, 1)
	go func() { failed <- listen(server, listener, cfg) }()
	for _, warning := range a.missingGatewaySettings() {
		log.WarnContext(ctx, "the gateway is not set up", "missing", warning)
	}
	a.warnOfUnprotected(ctx)
	a.checkRules(ctx)
	_, _ = fmt.Fprintf(stdout, "Schalter is at %s\n", cfg.BaseURL)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	return s.stop(server, stopWork, &workers)
}

func listen(server *http.Server, listener net.Listener, cfg *config.Config) error {
	if cfg.TLSCert != "" {
		return server.ServeTLS(listener, cfg.TLSCert, cfg.TLSKey)
	}
	return server.Serve(listener)
}

// serving is the app while it serves.
type serving struct {
	*app
	stopping atomic.Bool
	live     *transport.Handler
	probes   probes
}

func (s *serving) stop(server *http.Server, stopWork func(), workers *sync.WaitGroup) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	// Sockets and event streams never end by themselves.
	s.live.Shutdown(ctx)
	err := server.Shutdown(ctx)
	stopWork()
	done := make(chan struct{})
	go func() { workers.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		err = errors.Join(err, errors.New("jobs did not end in time; their leases will"))
	}
	return err
}

func (s *serving) handler(extra map[string]http.Handler) (http.Handler, error) {
	sessions := sessions{s.accounts, s.rollouts, s.hub}
	s.live = graph.NewHandler(s.resolver(), sessions, s.clock, s.log, s.sameOrigin())
	return web.New(web.Options{
		BaseURL: s.cfg.BaseURL, Demo: s.cfg.Demo, TrustedProxies: s.cfg.TrustedProxies, GraphQL: s.live, SDL: graph.SDL(),
		Accounts: sessions, CertificateSignIns: certificateSignIns{s.accounts}, Documents: documentFiles{s.postbox}, Packages: packages{s.postbox}, Certificates: deletionFiles{s.certificates}, LetterFiles: letterFiles{s.accounts}, TicketFiles: ticketFiles{s.tickets}, ContractFiles: contractFiles{s.contracts}, MarketExports: marketExports{s.market}, CalendarFiles: calendarFiles{s.postbox}, GroupFiles: groupFiles{s.network},
		TransparencyLog: publicLog{s.treelog}, PublicFiles: s.publicFiles(), SPA: frontend.FS, Ready: s.ready, Extra: extra, Outage: store.Outage, Clock: s.clock, Log: s.log,
		Security: s.security, RequestsPerSecond: s.cfg.RequestsPerNetwork, SocketsPerNetwork: s.cfg.SocketsPerNetwork, OpenWork: s.cfg.AnonymousWork, Sentence: graph.Sentence,
	})
}

// sameOrigin decides about websockets; one of another site goes to the security log as a refused right.
func (s *serving) sameOrigin() func(*http.Request) bool {
	same := web.SameOrigin(s.cfg.BaseURL)
	return func(r *http.Request) bool {
		ok := same(r)
		if !ok {
			seclog.Fault(r.Context(), errs.Forbidden, "websocket of another site")
		}
		return ok
	}
}

// missingGatewaySettings warns of what is not set up of the gateway. People can work with inboxes all the same, so the program is ready.
func (a *app) missingGatewaySettings() []string {
	switch {
	case a.cfg.GatewayAddress == "":
		w := "SCHALTER_GATEWAY_ADDRESS is not set: nothing is sent or taken by S/MIME"
		if n := a.organisations.CutOff(); n > 0 {
			w += fmt.Sprintf(", and authorities that receive by it are suspended: %d", n)
		}
		return []string{w}
	case a.cfg.LMTPAddr == "" && a.cfg.IMAPURL == "" && !a.cfg.Demo:
		return []string{"neither SCHALTER_LMTP_ADDR nor SCHALTER_IMAP_URL is set: mails to authorities go out, and no report or answer is ever seen, " +
			"unless another replica takes them"}
	}
	return nil
}

// tlsConfig takes TLS 1.2 with suites that encrypt and authenticate in one, and TLS 1.3, which has no others.
func tlsConfig() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
		},
	}
}
