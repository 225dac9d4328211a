package catalogue

import (
	"slices"
	"time"
)

// OfferingState is how far an offering is (enum OfferingState of the contract).
type OfferingState string

// The states of an offering; which may follow which is in state.go.
const (
	Announced OfferingState = "ANNOUNCED"
	Orderable OfferingState = "ORDERABLE"
	Paused    OfferingState = "PAUSED"
	Withdrawn OfferingState = "WITHDRAWN"
)

// OfferingSort is the order of a list of offerings (enum OfferingSort of the contract).
type OfferingSort string

// The orders of a list; without one it is by name.
const (
	ByName          OfferingSort = "NAME"
	ByNewest        OfferingSort = "NEWEST"
	ByChange        OfferingSort = "CHANGED"
	ByOrderableFrom OfferingSort = "ORDERABLE_FROM"
)

// OfferingKind is what an offering is (enum OfferingKind of the contract).
type OfferingKind string

// The kinds of offering. Only EfA ("Einer für Alle") is ordered here.
const (
	EfA         OfferingKind = "EFA"
	Market      OfferingKind = "MARKET"
	BayernStore OfferingKind = "BAYERN_STORE"
	Toolbox     OfferingKind = "TOOLBOX"
)

// CostClass is what something costs the municipality (enum CostClass of the contract).
type CostClass string

// The classes of cost.
const (
	Free        CostClass = "FREE"
	Priced      CostClass = "PRICED"
	OnRequest   CostClass = "ON_REQUEST"
	CostUnknown CostClass = "UNKNOWN"
)

// CitizenSupport is who answers citizens' questions on an offering (enum CitizenSupport of the contract).
type CitizenSupport string

// Those who answer citizens.
const (
	ByMunicipality CitizenSupport = "MUNICIPALITY"
	ByProvider     CitizenSupport = "PROVIDER"
	ByVendor       CitizenSupport = "VENDOR"
)

// InterfaceState is how far an interface is (enum InterfaceState of the contract).
type InterfaceState string

// The states of an interface.
const (
	InterfaceAvailable InterfaceState = "AVAILABLE"
	InterfaceInTest    InterfaceState = "IN_TEST"
	InterfacePlanned   InterfaceState = "PLANNED"
	InterfaceNone      InterfaceState = "NONE"
)

// RolloutTaskKind is what a task is (enum RolloutTaskKind of the contract).
type RolloutTaskKind string

// The kinds of task.
const (
	TaskContract       RolloutTaskKind = "CONTRACT"
	TaskVendorInformed RolloutTaskKind = "VENDOR_INFORMED"
	TaskSetup          RolloutTaskKind = "SETUP"
	TaskTest           RolloutTaskKind = "TEST"
	TaskLive           RolloutTaskKind = "LIVE"
	TaskPortalLink     RolloutTaskKind = "PORTAL_LINK"
	TaskLinkVerified   RolloutTaskKind = "LINK_VERIFIED"
	TaskOther          RolloutTaskKind = "OTHER"
)

// RolloutParty is who has to do a task (enum RolloutParty of the contract).
type RolloutParty string

// Those who do tasks.
const (
	DoneByMunicipality RolloutParty = "MUNICIPALITY"
	DoneByVendor       RolloutParty = "VENDOR"
	DoneByITProvider   RolloutParty = "IT_PROVIDER"
	DoneByPlatform     RolloutParty = "PLATFORM"
)

// OrganisationKind is a kind of organisation, or of its units, that may order (enum OrganisationKind of the contract).
type OrganisationKind string

// HealthOffice is the kind that may order only what names it, whatever else an offering says.
const HealthOffice OrganisationKind = "HEALTH_OFFICE"

// organisationKinds are all kinds that an offering can name.
var organisationKinds = []OrganisationKind{
	"GEMEINDE", "VERWALTUNGSGEMEINSCHAFT", "KREISFREIE_STADT", "LANDKREIS", "BEZIRK", "REGIERUNG", HealthOffice, "CHAMBER", "STATE", "STATE_MINISTRY",
	"FEDERAL_BROKER", "INTERMEDIARY", "VENDOR", "IT_ASSOCIATION", "ZWECKVERBAND", "KOMMUNALUNTERNEHMEN", "OTHER",
}

// Locale is a language of the texts (enum Locale of the contract).
type Locale string

// The languages. Each sheet has German.
const (
	German  Locale = "DE"
	English Locale = "EN"
)

// LocaleOf is the language of a viewer's locale, "de" or "en".
func LocaleOf(viewerLocale string) Locale {
	if viewerLocale == "en" {
		return English
	}
	return German
}

// Offering is a service that municipalities can take over (type Offering of the contract); read-only.
type Offering struct {
	ID      string
	Version int
	Slug    string
	State   OfferingState
	// OrderableFrom is the day (ISO 8601) on which one that is ANNOUNCED is expected to be orderable, nil where that is not known.
	OrderableFrom *string
	// ChangedAt is when its state or its sheet changed last.
	ChangedAt time.Time
	Current   *OfferingVersion
}

// CanBeOrdered reports whether it is ordered here and now. Who may order it, OfferingVersion.MayOrder says.
func (o *Offering) CanBeOrdered() bool { return o.State == Orderable && o.Current.Kind == EfA }

// OfferingVersion is an offering's sheet as it stood (type OfferingVersion of the contract); read-only.
type OfferingVersion struct {
	ID         string
	OfferingID string
	Version    int
	ValidFrom  time.Time
	Sheet
}

// MayOrder reports whether an organisation or a unit of a kind may order. A health office may only where it is named, and what the
// organisation of a unit may says nothing of the unit: the unit is asked for by its own kind.
func (s *Sheet) MayOrder(kind OrganisationKind) bool {
	if slices.Contains(s.Eligible, kind) {
		return true
	}
	return len(s.Eligible) == 0 && kind != HealthOffice
}

// Interface is the sheet's link to a specialist procedure, nil where it names none.
func (s *Sheet) Interface(procedureID string) *OfferingInterface {
	for _, i := range s.Interfaces {
		if i.ProcedureID == procedureID {
			return i
		}
	}
	return nil
}

// OfferingInterface links an offering to a specialist procedure (type OfferingInterface of the contract).
type OfferingInterface struct {
	ProcedureID string `json:"procedureId"`
	// ProcedureVersions are those that it works with; none are all.
	ProcedureVersions []string       `json:"procedureVersions,omitempty"`
	Standard          *string        `json:"standard,omitempty"`
	State             InterfaceState `json:"state"`
	CostClass         CostClass      `json:"costClass"`
	CostNote          *string        `json:"costNote,omitempty"`
}

// WorksWith reports whether the interface can be used, or tried, with a version of its procedure; an empty version is any.
func (i *OfferingInterface) WorksWith(version string) bool {
	usable := i.State == InterfaceAvailable || i.State == InterfaceInTest
	return usable && (version == "" || len(i.ProcedureVersions) == 0 || slices.Contains(i.ProcedureVersions, version))
}

// OfferingParameter is what must be known of a municipality to set an offering up (type OfferingParameter of the contract).
type OfferingParameter struct {
	Key string `json:"key"`
	// Source is where the value comes from.
	Source   *string `json:"source,omitempty"`
	Example  *string `json:"example,omitempty"`
	Required bool    `json:"required"`
	labels   labels
}

// LabelIn is its name in a language.
func (p *OfferingParameter) LabelIn(l Locale) string { return p.labels.in(l) }

// OfferingTask is a step from contract to live service (type OfferingTask of the contract).
type OfferingTask struct {
	Key         string          `json:"key"`
	Kind        RolloutTaskKind `json:"kind"`
	Guide       *Guide          `json:"guide,omitempty"`
	Responsible RolloutParty    `json:"responsible"`
	labels      labels
}

// TitleIn is its name in a language.
func (t *OfferingTask) TitleIn(l Locale) string { return t.labels.in(l) }

// labels is a name in each language.
type labels map[Locale]string

func (l labels) in(locale Locale) string {
	if s, ok := l[locale]; ok {
		return s
	}
	return l[German]
}

// Guide is a guide to read elsewhere (type Guide of the contract).
type Guide struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// OfferingContact is who answers municipalities (type OfferingContact of the contract). Contacts are published, and stay in the version that
// named them.
type OfferingContact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Role  string `json:"role"`
}

// OfferingText is one language of a sheet (type OfferingText of the contract).
type OfferingText struct {
	Locale        Locale   `json:"locale"`
	Name          string   `json:"name"`
	Summary       string   `json:"summary"`
	Description   string   `json:"description"`
	Preconditions []string `json:"preconditions,omitempty"`
	CostNote      *string  `json:"costNote,omitempty"`
	TestNote      *string  `json:"testNote,omitempty"`
	// Labels are the names of parameters and tasks.
	Labels []*OfferingLabel `json:"labels,omitempty"`
}

// OfferingLabel is the name of one task or parameter in one language (type OfferingLabel of the contract).
type OfferingLabel struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// The inputs of the contract that are the same as what is shown.
type (
	OfferingInterfaceInput = OfferingInterface
	OfferingParameterInput = OfferingParameter
	OfferingTaskInput      = OfferingTask
	GuideInput             = Guide
	OfferingContactInput   = OfferingContact
	OfferingTextInput      = OfferingText
	OfferingLabelInput     = OfferingLabel
)

// SpecialistProcedure is software that an organisation works with, "Fachverfahren" (type SpecialistProcedure of the contract); read-only.
type SpecialistProcedure struct {
	ID       string
	Version  int
	Name     string
	VendorID string
	// Versions are those in use, the newest first.
	Versions []string
}
