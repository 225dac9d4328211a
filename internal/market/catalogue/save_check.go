package catalogue

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/mail"
)

// The limits of a sheet: lengths in code points, and how many there may be. Together they bound the snapshot and the files.
const (
	maxSlug          = 80
	maxName          = 120
	maxLine          = 200
	maxSummary       = 300
	maxNote          = 1_000
	maxDescription   = 10_000
	maxURL           = 1_000
	maxServices      = 30
	maxInterfaces    = 30
	maxVersions      = 30
	maxParameters    = 60
	maxTasks         = 30
	maxGuides        = 20
	maxContacts      = 10
	maxPreconditions = 10
)

// The values of the enums. The contract checks them, the files of a demonstration are checked here.
var (
	offeringStates  = []any{Announced, Orderable, Paused, Withdrawn}
	offeringKinds   = []any{EfA, Market, BayernStore, Toolbox}
	costClasses     = []any{Free, Priced, OnRequest, CostUnknown}
	citizenSupports = []any{ByMunicipality, ByProvider, ByVendor}
	interfaceStates = []any{InterfaceAvailable, InterfaceInTest, InterfacePlanned, InterfaceNone}
	taskKinds       = []any{TaskContract, TaskVendorInformed, TaskSetup, TaskTest, TaskLive, TaskPortalLink, TaskLinkVerified, TaskOther}
	rolloutParties  = []any{DoneByMunicipality, DoneByVendor, DoneByITProvider, DoneByPlatform}
)

var (
	slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	keyForm  = regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)
)

// reservedSlug stands in the address of the page that makes an offering: one of this name could not be edited there.
const reservedSlug = "neu"

// check collects what is wrong with an input, and brings its texts to their form.
type check struct{ errs.Problems }

// at is a path into the input.
func at(parts ...any) []string {
	path := make([]string, len(parts))
	for i, p := range parts {
		path[i] = fmt.Sprint(p)
	}
	return path
}

// validate checks an input and what it names.
func (s *Service) validate(in *OfferingSaveInput) error {
	c := &check{}
	in.validate(c)
	for i, serviceID := range in.ServiceIDs {
		if facts, ok := s.ports.Directory.ServiceFacts(serviceID); !ok || facts.Former && !s.names(in.OfferingID, serviceID) {
			c.Add(errs.Missing, at("serviceIds", i)...)
		}
	}
	if _, ok := s.ports.Organisations.OrganisationName(in.ProviderID); !ok {
		c.Add(errs.Missing, "providerId")
	}
	return c.Err()
}

// names reports whether an offering names a service already: then it may go on to.
func (s *Service) names(offeringID *string, serviceID string) bool {
	if offeringID == nil {
		return false
	}
	o := s.Offering(*offeringID)
	return o != nil && slices.Contains(o.Current.ServiceIDs, serviceID)
}

// validate checks all that needs nothing but the input.
func (in *OfferingSaveInput) validate(c *check) {
	if !slugForm.MatchString(in.Slug) || len(in.Slug) > maxSlug {
		c.AddText(errs.InvalidValue, "offering_slug", []any{maxSlug}, "slug")
	}
	if in.OfferingID == nil && in.Slug == reservedSlug {
		c.AddText(errs.InvalidValue, "offering_slug_reserved", nil, "slug")
	}
	if in.OrderableFrom != nil && in.State != Announced {
		c.AddText(errs.InvalidValue, "offering_orderable_from", nil, "orderableFrom")
	}
	c.known(in.State, offeringStates, "state")
	c.known(in.Kind, offeringKinds, "kind")
	c.known(in.CostClass, costClasses, "costClass")
	c.known(in.CitizenSupport, citizenSupports, "citizenSupport")
	c.day(in.OrderableFrom, "orderableFrom")
	c.day(in.EligibleOn, "eligibleOn")
	c.url(in.VendorURL, "vendorUrl")
	c.url(in.TestURL, "testUrl")
	if in.VendorURL == nil && in.Kind == Market {
		c.AddText(errs.Required, "offering_vendor_url", nil, "vendorUrl")
	}
	c.kinds(in)
	c.once(len(in.ServiceIDs), maxServices, func(i int) string { return in.ServiceIDs[i] }, "serviceIds")
	for i, serviceID := range in.ServiceIDs {
		if !id.Is(id.Service, serviceID) {
			c.Add(errs.InvalidValue, at("serviceIds", i)...)
		}
	}
	c.interfaces(in.Interfaces)
	c.parameters(in.Parameters)
	c.tasks(in.Tasks)
	c.guides(in.Guides)
	c.contacts(in.Contacts)
	c.texts(in.Texts, in.keys(c))
}

// kinds checks who may order, and what only an offering that is ordered here can have.
func (c *check) kinds(in *OfferingSaveInput) {
	c.once(len(in.Eligible), len(organisationKinds), func(i int) string { return string(in.Eligible[i]) }, "eligible")
	for i, kind := range in.Eligible {
		if !slices.Contains(organisationKinds, kind) {
			c.Add(errs.InvalidValue, at("eligible", i)...)
		}
	}
	if in.Kind == EfA {
		if len(in.Eligible) == 0 {
			c.AddText(errs.Required, "offering_eligible", nil, "eligible")
		}
		return
	}
	if len(in.Parameters) > 0 {
		c.AddText(errs.InvalidValue, "offering_not_ordered_here", nil, "parameters")
	}
	if len(in.Tasks) > 0 {
		c.AddText(errs.InvalidValue, "offering_not_ordered_here", nil, "tasks")
	}
}

// known checks a value of an enum.
func (c *check) known(value any, list []any, field ...string) {
	if !slices.Contains(list, value) {
		c.Add(errs.InvalidValue, field...)
	}
}

// once checks that a list is not too long and names nothing twice.
func (c *check) once(n, most int, key func(i int) string, field ...string) {
	if n > most {
		c.AddText(errs.TooMany, "too_many", []any{most}, field...)
	}
	seen := map[string]bool{}
	for i := range n {
		if k := key(i); seen[k] {
			c.Add(errs.Taken, append(slices.Clone(field), fmt.Sprint(i))...)
		} else {
			seen[k] = true
		}
	}
}

func (c *check) interfaces(list []*OfferingInterface) {
	c.once(len(list), maxInterfaces, func(i int) string { return list[i].ProcedureID }, "interfaces")
	for i, one := range list {
		c.known(one.State, interfaceStates, at("interfaces", i, "state")...)
		c.known(one.CostClass, costClasses, at("interfaces", i, "costClass")...)
		c.versions(one.ProcedureVersions, at("interfaces", i, "procedureVersions")...)
		c.maybeLine(one.Standard, maxLine, at("interfaces", i, "standard")...)
		c.maybeText(one.CostNote, maxNote, at("interfaces", i, "costNote")...)
	}
}

// versions checks versions of a procedure: names such as 11.2.
func (c *check) versions(list []string, field ...string) {
	c.once(len(list), maxVersions, func(i int) string { return list[i] }, field...)
	for i := range list {
		c.line(&list[i], 40, append(slices.Clone(field), fmt.Sprint(i))...)
	}
}

func (c *check) parameters(list []*OfferingParameter) {
	if len(list) > maxParameters {
		c.AddText(errs.TooMany, "too_many", []any{maxParameters}, "parameters")
	}
	for i, p := range list {
		c.key(p.Key, at("parameters", i, "key")...)
		c.maybeLine(p.Source, maxLine, at("parameters", i, "source")...)
		c.maybeLine(p.Example, maxLine, at("parameters", i, "example")...)
	}
}

// singleTasks are the kinds that the platform acts on and that a rollout has once.
var singleTasks = []RolloutTaskKind{TaskContract, TaskVendorInformed, TaskLive, TaskPortalLink, TaskLinkVerified}

func (c *check) tasks(list []*OfferingTask) {
	if len(list) > maxTasks {
		c.AddText(errs.TooMany, "too_many", []any{maxTasks}, "tasks")
	}
	seen := map[RolloutTaskKind]bool{}
	for i, t := range list {
		c.key(t.Key, at("tasks", i, "key")...)
		c.known(t.Kind, taskKinds, at("tasks", i, "kind")...)
		c.known(t.Responsible, rolloutParties, at("tasks", i, "responsible")...)
		if slices.Contains(singleTasks, t.Kind) && seen[t.Kind] {
			c.AddText(errs.Taken, "offering_task_once", nil, at("tasks", i, "kind")...)
		}
		seen[t.Kind] = true
		if t.Guide != nil {
			c.guide(t.Guide, at("tasks", i, "guide")...)
		}
	}
}

func (c *check) guides(list []*Guide) {
	if len(list) > maxGuides {
		c.AddText(errs.TooMany, "too_many", []any{maxGuides}, "guides")
	}
	for i, g := range list {
		c.guide(g, at("guides", i)...)
	}
}

func (c *check) guide(g *Guide, field ...string) {
	c.line(&g.Title, maxLine, append(slices.Clone(field), "title")...)
	c.url(&g.URL, append(slices.Clone(field), "url")...)
}

func (c *check) contacts(list []*OfferingContact) {
	if len(list) > maxContacts {
		c.AddText(errs.TooMany, "too_many", []any{maxContacts}, "contacts")
	}
	for i, one := range list {
		c.line(&one.Name, maxLine, at("contacts", i, "name")...)
		c.line(&one.Role, maxLine, at("contacts", i, "role")...)
		mail.NoteTyped(&c.Problems, &one.Email, at("contacts", i, "email")...)
	}
}

// keys are those of parameters and tasks, which share their labels; each once.
func (in *OfferingSaveInput) keys(c *check) []string {
	var keys []string
	add := func(key string, field ...string) {
		if slices.Contains(keys, key) {
			c.Add(errs.Taken, field...)
			return
		}
		keys = append(keys, key)
	}
	for i, p := range in.Parameters {
		add(p.Key, at("parameters", i, "key")...)
	}
	for i, t := range in.Tasks {
		add(t.Key, at("tasks", i, "key")...)
	}
	return keys
}

// texts checks the languages: German is there, none twice, and each names the same parameters and tasks.
func (c *check) texts(list []*OfferingText, keys []string) {
	c.once(len(list), 2, func(i int) string { return string(list[i].Locale) }, "texts")
	if !slices.ContainsFunc(list, func(t *OfferingText) bool { return t.Locale == German }) {
		c.AddText(errs.Required, "offering_german", nil, "texts")
	}
	for i, t := range list {
		c.known(t.Locale, []any{German, English}, at("texts", i, "locale")...)
		field := func(parts ...any) []string { return at(append([]any{"texts", i}, parts...)...) }
		c.line(&t.Name, maxName, field("name")...)
		c.line(&t.Summary, maxSummary, field("summary")...)
		c.text(&t.Description, maxDescription, field("description")...)
		c.maybeText(t.CostNote, maxNote, field("costNote")...)
		c.maybeText(t.TestNote, maxNote, field("testNote")...)
		if len(t.Preconditions) > maxPreconditions {
			c.AddText(errs.TooMany, "too_many", []any{maxPreconditions}, field("preconditions")...)
		}
		for j := range t.Preconditions {
			c.line(&t.Preconditions[j], maxSummary, field("preconditions", j)...)
		}
		c.labels(t.Labels, keys, field)
	}
}

// labels checks that each parameter and task has one name, and nothing else has.
func (c *check) labels(list []*OfferingLabel, keys []string, field func(...any) []string) {
	missing := slices.Clone(keys)
	for j, l := range list {
		c.line(&l.Text, maxLine, field("labels", j, "text")...)
		k := slices.Index(missing, l.Key)
		switch {
		case k >= 0:
			missing = slices.Delete(missing, k, k+1)
		case slices.Contains(keys, l.Key):
			c.Add(errs.Taken, field("labels", j, "key")...)
		default:
			c.AddText(errs.Missing, "offering_label_unknown", nil, field("labels", j, "key")...)
		}
	}
	if len(missing) > 0 {
		c.AddText(errs.Required, "offering_label_missing", []any{strings.Join(missing, ", ")}, field("labels")...)
	}
}

func (c *check) key(key string, field ...string) {
	if !keyForm.MatchString(key) || len(key) > maxSlug {
		c.AddText(errs.InvalidValue, "offering_key", nil, field...)
	}
}

func (c *check) day(day *string, field ...string) {
	if day == nil {
		return
	}
	if _, err := time.Parse(time.DateOnly, *day); err != nil {
		c.Add(errs.InvalidValue, field...)
	}
}

// url checks the address of a page for everybody: https, with the name of a host and no user.
func (c *check) url(address *string, field ...string) {
	if address == nil {
		return
	}
	u, err := url.Parse(*address)
	good := err == nil && len(*address) <= maxURL && u.Scheme == "https" && u.User == nil && strings.Contains(u.Hostname(), ".")
	if good {
		_, notName := netip.ParseAddr(u.Hostname())
		good = notName != nil
	}
	if !good {
		c.AddText(errs.InvalidValue, "url_https", nil, field...)
	}
}

func (c *check) line(s *string, limit int, field ...string) {
	c.checked(s, func() (string, error) { return latin.Line(*s, limit) }, field)
}

func (c *check) text(s *string, limit int, field ...string) {
	c.checked(s, func() (string, error) { return latin.Text(*s, limit) }, field)
}

func (c *check) maybeLine(s *string, limit int, field ...string) {
	if s != nil {
		c.line(s, limit, field...)
	}
}

func (c *check) maybeText(s *string, limit int, field ...string) {
	if s != nil {
		c.text(s, limit, field...)
	}
}

// checked brings a text to its form, or notes why it has none.
func (c *check) checked(s *string, form func() (string, error), field []string) {
	formed, err := form()
	switch {
	case err != nil:
		latin.AddProblem(&c.Problems, err, field...)
	case latin.Blank(formed):
		c.Add(errs.Required, field...)
	default:
		*s = strings.TrimSpace(formed)
	}
}
