import type { KeyingConfig } from '@urql/exchange-graphcache';

const embedded = () => null;

// Types of the contract that have no id: they live inside the object that shows them. A test holds this list to the contract.
const withoutId = [
  'LegalText',
  'LinkRequests',
  'Activation',
  'StartPlan',
  'StartPlanChoice',
  'AccountSettings',
  'Download',
  'PageInfo',
  'UserError',
  'PostalAddress',
  'PostalAddressReview',
  'PostalAddressDoubt',
  'SearchResult',
  'PlaceSuggestion',
  'Competence',
  'CompetentAuthority',
  'OrganisationInternal',
  'Channel',
  'ChannelTest',
  'PlatformKeys',
  'PlatformCertificate',
  'TransparencyLog',
  'ContactPerson',
  'Desk',
  'Failures',
  'StuckJobs',
  'SuspendedAuthority',
  'FallbackContact',
  'DeliveryFailure',
  'DeliveryStep',
  'DeletionPreview',
  'Evidence',
  'SignedOriginal',
  'MessageReceived',
  'MailboxChanged',
  'CaseMessageReceived',
  'CaseChanged',
];
const lists = [
  'Region',
  'Authority',
  'Service',
  'Undertaking',
  'Organisation',
  'Membership',
  'CaseMailbox',
  'AuthorityCase',
  'Message',
  'MailboxEvent',
  'ConnectRequest',
  'LetterBatch',
  'BlockedAccount',
  'Quarantine',
  'Certificate',
  'Audit',
];

function embeddedTypes(): KeyingConfig {
  const names = [...withoutId, ...lists.flatMap((name) => [`${name}Connection`, `${name}Edge`])];
  return Object.fromEntries(names.map((name) => [name, embedded]));
}

/**
 * How the cache tells one object from another: by id, and not at all for what has none. That is what graphcache does by
 * itself; the list only keeps its warning for a forgotten id true, so it is not part of what is delivered.
 */
export const cacheKeys: KeyingConfig = /* @__PURE__ */ embeddedTypes();
