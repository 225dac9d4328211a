package schema

import (
	"entgo.io/ent"

	"schalter/ent/rule"
)

// The policies of all entities, in one place to be read together. A test fails when an entity has none.

func (Instance) Policy() ent.Policy          { return rule.SystemOnly() }
func (PlatformKey) Policy() ent.Policy       { return rule.SystemOnly() }
func (Job) Policy() ent.Policy               { return rule.SystemOnly() }
func (Stream) Policy() ent.Policy            { return rule.SystemOnly() }
func (StreamEntry) Policy() ent.Policy       { return rule.ReaderOnly() }
func (Mail) Policy() ent.Policy              { return rule.SystemOnly() }
func (Counter) Policy() ent.Policy           { return rule.SystemOnly() }
func (IdempotencyRecord) Policy() ent.Policy { return rule.SystemOnly() }

func (Account) Policy() ent.Policy      { return rule.OwnerOnly("id") }
func (Identity) Policy() ent.Policy     { return rule.SystemOnly() }
func (LinkToken) Policy() ent.Policy    { return rule.SystemOnly() }
func (Activation) Policy() ent.Policy   { return rule.OwnerOnly("account_id") }
func (Letter) Policy() ent.Policy       { return rule.SystemOnly() }
func (LetterReader) Policy() ent.Policy { return rule.SystemOnly() }

// DeletionCertificate is shown to its account alone.
func (DeletionCertificate) Policy() ent.Policy { return rule.OwnerOnly("account_id") }

func (Session) Policy() ent.Policy      { return rule.OwnerOnly("account_id") }
func (RefreshToken) Policy() ent.Policy { return rule.SystemOnly() }

func (SignInAttempt) Policy() ent.Policy     { return rule.SystemOnly() }
func (CertificateSignIn) Policy() ent.Policy { return rule.SystemOnly() }

func (Organisation) Policy() ent.Policy { return rule.Public() }
func (Channel) Policy() ent.Policy      { return rule.SystemOnly() }

// What organisations keep to themselves and what operators check is the platform's own; services show what may be seen of it.
func (OrganisationDetails) Policy() ent.Policy { return rule.SystemOnly() }
func (FunctionalMailbox) Policy() ent.Policy   { return rule.SystemOnly() }
func (Unit) Policy() ent.Policy                { return rule.Public() }
func (SetUpDelegation) Policy() ent.Policy     { return rule.SystemOnly() }
func (MarketAccount) Policy() ent.Policy       { return rule.SystemOnly() }
func (SigningAuthority) Policy() ent.Policy    { return rule.SystemOnly() }
func (Invitation) Policy() ent.Policy          { return rule.SystemOnly() }

func (Membership) Policy() ent.Policy { return rule.Colleagues() }

// What the gateway, the keys and the log hold is the platform's own; services show what may be seen of it.
func (Certificate) Policy() ent.Policy    { return rule.SystemOnly() }
func (ChannelTest) Policy() ent.Policy    { return rule.SystemOnly() }
func (ConnectRequest) Policy() ent.Policy { return rule.SystemOnly() }
func (LetterBatch) Policy() ent.Policy    { return rule.SystemOnly() }
func (KekGeneration) Policy() ent.Policy  { return rule.SystemOnly() }
func (AuditEntry) Policy() ent.Policy     { return rule.SystemOnly() }
func (GatewayMail) Policy() ent.Policy    { return rule.SystemOnly() }
func (InboundMail) Policy() ent.Policy    { return rule.SystemOnly() }
func (SeenSignature) Policy() ent.Policy  { return rule.SystemOnly() }
func (LogLeaf) Policy() ent.Policy        { return rule.SystemOnly() }
func (LogNode) Policy() ent.Policy        { return rule.SystemOnly() }
func (LogCheckpoint) Policy() ent.Policy  { return rule.SystemOnly() }

func (CaseMailbox) Policy() ent.Policy  { return rule.OwnerOnly("account_id") }
func (CaseParty) Policy() ent.Policy    { return rule.OwnerOnly("account_id") }
func (PartyGrant) Policy() ent.Policy   { return rule.OwnerOnly("account_id") }
func (Side) Policy() ent.Policy         { return rule.ReaderOnly() }
func (Message) Policy() ent.Policy      { return rule.ThroughViews() }
func (ViewMessage) Policy() ent.Policy  { return rule.ReaderOnly() }
func (Document) Policy() ent.Policy     { return rule.ThroughViews() }
func (ViewDocument) Policy() ent.Policy { return rule.ReaderOnly() }
func (Draft) Policy() ent.Policy        { return rule.ReaderOnly() }
func (Delivery) Policy() ent.Policy     { return rule.Parties() }
func (DeliveryFact) Policy() ent.Policy { return rule.SystemOnly() }
func (Manifest) Policy() ent.Policy     { return rule.ReaderOnly() }
func (SideEvent) Policy() ent.Policy    { return rule.ReaderOnly() }
func (Provision) Policy() ent.Policy    { return rule.ReaderOnly() }
func (Consent) Policy() ent.Policy      { return rule.OwnerOnly("account_id") }
func (CaseNote) Policy() ent.Policy     { return rule.ReaderOnly() }
func (SearchWord) Policy() ent.Policy   { return rule.ReaderOnly() }
func (LegalDate) Policy() ent.Policy    { return rule.ReaderOnly() }

// The catalogue is public; who waits for an offering is only that account's to see.
func (Offering) Policy() ent.Policy            { return rule.Public() }
func (OfferingVersion) Policy() ent.Policy     { return rule.Public() }
func (SpecialistProcedure) Policy() ent.Policy { return rule.Public() }
func (OfferingInterest) Policy() ent.Policy    { return rule.OwnerOnly("account_id") }

// A draft of the levy is the operators'; what is published is shown by its service.
func (LevyYear) Policy() ent.Policy     { return rule.SystemOnly() }
func (LevyShare) Policy() ent.Policy    { return rule.SystemOnly() }
func (LevyOfficial) Policy() ent.Policy { return rule.SystemOnly() }

// Orders are shown by their service to the organisations concerned and to operators.
func (MarketOrder) Policy() ent.Policy { return rule.SystemOnly() }

// What is to be set up is for those concerned, whom its service knows; what is online is shown by it to everybody.
func (Rollout) Policy() ent.Policy     { return rule.SystemOnly() }
func (RolloutTask) Policy() ent.Policy { return rule.SystemOnly() }
func (PortalLink) Policy() ent.Policy  { return rule.SystemOnly() }
func (VendorMail) Policy() ent.Policy  { return rule.SystemOnly() }
func (VendorToken) Policy() ent.Policy { return rule.SystemOnly() }

// Package market/contracts shows what parties and operators may see of contracts, and everybody of a chain.
func (Contract) Policy() ent.Policy          { return rule.SystemOnly() }
func (ContractDocument) Policy() ent.Policy  { return rule.SystemOnly() }
func (ContractSignature) Policy() ent.Policy { return rule.SystemOnly() }
func (ContractTemplate) Policy() ent.Policy  { return rule.SystemOnly() }

// What stands in tickets is sealed, and package support shows what may be seen of it.
func (Ticket) Policy() ent.Policy            { return rule.SystemOnly() }
func (TicketEntry) Policy() ent.Policy       { return rule.SystemOnly() }
func (TicketFile) Policy() ent.Policy        { return rule.SystemOnly() }
func (TicketParticipant) Policy() ent.Policy { return rule.SystemOnly() }
func (TicketMail) Policy() ent.Policy        { return rule.SystemOnly() }
func (TicketArrival) Policy() ent.Policy     { return rule.SystemOnly() }
func (TicketWord) Policy() ent.Policy        { return rule.SystemOnly() }
func (CannedAnswer) Policy() ent.Policy      { return rule.SystemOnly() }

// Groups are for members of organisations, whom package network knows.
func (NetworkGroup) Policy() ent.Policy         { return rule.SystemOnly() }
func (NetworkGroupOffering) Policy() ent.Policy { return rule.SystemOnly() }
func (NetworkMember) Policy() ent.Policy        { return rule.SystemOnly() }
func (NetworkPost) Policy() ent.Policy          { return rule.SystemOnly() }
func (NetworkFile) Policy() ent.Policy          { return rule.SystemOnly() }

// The rules that dates with legal effect are computed by are public.
func (LegalRule) Policy() ent.Policy { return rule.Public() }
