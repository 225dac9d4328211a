/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation SignOut($input: SessionEndInput!) {\n    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }\n  }\n": typeof types.SignOutDocument,
    "\n  query Account {\n    viewer {\n      id\n      email\n      ...ActivationParts\n      ...ProfileSection\n      ...SettingsSection\n      ...SecondEmailSection\n      ...SessionsSection\n      ...MembershipSection\n      ...LinkRequestsSection\n    }\n  }\n": typeof types.AccountDocument,
    "\n  mutation AccountActivate($input: AccountActivateInput!) {\n    accountActivate(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": typeof types.AccountActivateDocument,
    "\n  mutation PostalAddressSet($input: PostalAddressSetInput!) {\n    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": typeof types.PostalAddressSetDocument,
    "\n  query CertificateIssuers { certificateIssuers { name startPath } }\n": typeof types.CertificateIssuersDocument,
    "\n  query DeletionCertificates($after: String) {\n    viewer {\n      id\n      deletionCertificates(first: 10, after: $after) {\n        edges { cursor node { id deletedAt download { url filename expiresAt } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeletionCertificatesDocument,
    "\n  mutation EmailConfirm($input: EmailConfirmInput!) {\n    emailConfirm(input: $input) { accessToken expiresAt viewer { id } userErrors { code field message } }\n  }\n": typeof types.EmailConfirmDocument,
    "\n  mutation AccountDelete($input: AccountDeleteInput!) {\n    accountDelete(input: $input) {\n      deletedAccountId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n": typeof types.AccountDeleteDocument,
    "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.PasswordResetRequestDocument,
    "\n  fragment LinkRequestsSection on Viewer { id linkRequests { count places withheld since } }\n": typeof types.LinkRequestsSectionFragmentDoc,
    "\n  fragment MembershipSection on Viewer { id memberships { id roles organisation { id name authorities { id name } } } }\n": typeof types.MembershipSectionFragmentDoc,
    "\n  mutation LetterReissue($input: ActivationLetterReissueInput!) {\n    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": typeof types.LetterReissueDocument,
    "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.PasswordResetDocument,
    "\n  query CertificateSignInOfSession {\n    certificateSignIn {\n      issuerName\n      hasAccount\n      claims { personName functionalMailbox organisationName email validTo }\n    }\n  }\n": typeof types.CertificateSignInOfSessionDocument,
    "\n  mutation ApplicantSignOut($input: SessionEndInput!) { sessionEnd(input: $input) { endedSessionId userErrors { code field message } } }\n": typeof types.ApplicantSignOutDocument,
    "\n  mutation PasswordChange($input: PasswordChangeInput!) {\n    passwordChange(input: $input) { viewer { id ...SessionsSection } userErrors { code field message } }\n  }\n": typeof types.PasswordChangeDocument,
    "\n  fragment ProfileSection on Viewer { id givenName familyName }\n": typeof types.ProfileSectionFragmentDoc,
    "\n  query TermsVersion { legalTexts { kind version } }\n": typeof types.TermsVersionDocument,
    "\n  mutation EmailChangeConfirm($input: EmailChangeConfirmInput!) {\n    emailChangeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.EmailChangeConfirmDocument,
    "\n  fragment SecondEmailSection on Viewer {\n    id\n    settings { secondEmail secondEmailConfirmed }\n  }\n": typeof types.SecondEmailSectionFragmentDoc,
    "\n  fragment SessionsSection on Viewer { id sessions { id userAgent createdAt lastSeenAt expiresAt current } }\n": typeof types.SessionsSectionFragmentDoc,
    "\n  mutation SessionEnd($input: SessionEndInput!) {\n    sessionEnd(input: $input) { viewer { ...SessionsSection } userErrors { code field message } }\n  }\n": typeof types.SessionEndDocument,
    "\n  fragment SettingsSection on Viewer {\n    id\n    locale\n    settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n    memberships { id roles }\n  }\n": typeof types.SettingsSectionFragmentDoc,
    "\n  mutation SessionStart($input: SessionStartInput!) {\n    sessionStart(input: $input) {\n      accessToken\n      expiresAt\n      viewer { id trustLevel platformRoles startPlan { undertakingId serviceId authorityId } memberships { id roles } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SessionStartDocument,
    "\n  fragment ActivationParts on Viewer {\n    id\n    givenName\n    familyName\n    trustLevel\n    postalAddress { recipient addition street houseNumber postalCode city region country }\n    activation {\n      address { recipient addition street houseNumber postalCode city region country }\n      letterQueuedAt letterPrintedAt letterReturnedAt expectedFrom expectedTo codeExpiresAt attemptsLeft nextLetterAt\n    }\n    startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n  }\n": typeof types.ActivationPartsFragmentDoc,
    "\n  query ActivationState { viewer { id ...ActivationParts } }\n": typeof types.ActivationStateDocument,
    "\n  mutation ProfileUpdate($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer { id ...ActivationParts ...ProfileSection ...SettingsSection ...SecondEmailSection }\n      userErrors { code field message }\n    }\n  }\n": typeof types.ProfileUpdateDocument,
    "\n  mutation PasswordCheck($input: PasswordCheckInput!) {\n    passwordCheck(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.PasswordCheckDocument,
    "\n  mutation AccountRegister($input: AccountRegisterInput!) {\n    accountRegister(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.AccountRegisterDocument,
    "\n  query AreaLists($id: ID!) {\n    orders(organisationId: $id, first: 5) {\n      edges { node { id reference state alreadyInUse updatedAt ordered { id name } onBehalfOf { id name } } }\n    }\n    groups(first: 100) { edges { node { id slug name joined unread } } }\n    tickets(organisationId: $id, first: 5) { edges { node { id reference subject state updatedAt } } }\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 5) { edges { node { id reference state liveSince offering { id name } tasks { id state } } } }\n        contracts(first: 5) { edges { node { id reference state endsOn offering { id current { id name } } } } }\n        levyShares { id year level amount region { id ars } }\n      }\n    }\n  }\n": typeof types.AreaListsDocument,
    "\n  query NewOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug state changedAt current { id name } } } }\n  }\n": typeof types.NewOfferingsDocument,
    "\n  query AreaTasks($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        waiting {\n          kind\n          since\n          order { id reference ordered { id name } organisation { id name } onBehalfOf { id name } }\n          contract { id reference offering { id current { id name } } }\n          rollout { id reference offering { id name } organisation { id name } }\n          ticket { id reference subject }\n        }\n        marketCounts { orders contracts rollouts live tickets }\n      }\n    }\n  }\n": typeof types.AreaTasksDocument,
    "\n  subscription AreaChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n": typeof types.AreaChangedDocument,
    "\n  query MarketExport($id: ID!) {\n    organisation(id: $id) { id internal { marketExport { url filename } onlineServicesExport { url filename } } }\n  }\n": typeof types.MarketExportDocument,
    "\n  query ServiceLinks($id: ID!, $withLink: Boolean, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        serviceLinkCount { services online }\n        serviceLinks(withLink: $withLink, first: 50, after: $after) {\n          edges {\n            node {\n              service { id name }\n              authority { id name }\n              link { id url state problem checkedAt }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.ServiceLinksDocument,
    "\n  query CatalogueProcedureName($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name } } }\n": typeof types.CatalogueProcedureNameDocument,
    "\n  query Offerings($filter: OfferingFilter, $first: Int!, $after: String) {\n    offerings(filter: $filter, first: $first, after: $after) {\n      edges { node { id slug ...OfferingCard } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.OfferingsDocument,
    "\n  fragment Compared on Offering {\n    id slug state orderableFrom\n    current {\n      id name kind costClass costNote financedByLevy eligible preconditions testUrl citizenSupport\n      provider { id name }\n      interfaces { procedure { id name } procedureVersions state }\n      tasks { key responsible }\n      parameters { key required }\n    }\n  }\n": typeof types.ComparedFragmentDoc,
    "\n  query OfferingToCompare($slug: String!) { offering(slug: $slug) { id ...Compared } }\n": typeof types.OfferingToCompareDocument,
    "\n  fragment Contacts on OfferingVersion { id contacts { name email role } }\n": typeof types.ContactsFragmentDoc,
    "\n  query DeskOfferings($filter: OfferingFilter, $sort: OfferingSort, $after: String) {\n    offerings(filter: $filter, sort: $sort, first: 50, after: $after) {\n      edges {\n        node { id slug state orderableFrom changedAt rolloutCount waitingCount current { id version name kind } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.DeskOfferingsDocument,
    "\n  query DeskOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name } } }\n  }\n": typeof types.DeskOrganisationsDocument,
    "\n  query DeskServices($search: String!) { services(search: $search, first: 10) { edges { cursor node { id name } } } }\n": typeof types.DeskServicesDocument,
    "\n  query DeskProcedureNames($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { cursor node { id name versions vendor { id name } } } }\n  }\n": typeof types.DeskProcedureNamesDocument,
    "\n  query DeskProcedures($search: String, $after: String) {\n    specialistProcedures(search: $search, first: 50, after: $after) {\n      edges { node { id ...DeskProcedure } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.DeskProceduresDocument,
    "\n  mutation OfferingSave($input: OfferingSaveInput!) {\n    offeringSave(input: $input) { offering { id ...DeskSheet } userErrors { code field message } }\n  }\n": typeof types.OfferingSaveDocument,
    "\n  fragment Interfaces on OfferingVersion {\n    id\n    interfaces {\n      procedure { id name vendor { id name } }\n      procedureVersions standard state costClass costNote\n    }\n  }\n": typeof types.InterfacesFragmentDoc,
    "\n  fragment OfferingCard on Offering {\n    id slug state orderableFrom changedAt\n    current {\n      id version validFrom textLocale name summary kind costClass financedByLevy testUrl\n      interfaces { procedure { id } procedureVersions state }\n    }\n  }\n": typeof types.OfferingCardFragmentDoc,
    "\n  query Offering($slug: String!) {\n    offering(slug: $slug) { id ...SheetFrame current { id ...SheetParts } }\n  }\n": typeof types.OfferingDocument,
    "\n  query OfferingVersion($id: ID!) { node(id: $id) { id ... on OfferingVersion { validFrom ...SheetParts } } }\n": typeof types.OfferingVersionDocument,
    "\n  fragment Parameters on OfferingVersion { id parameters { key label source example required } }\n": typeof types.ParametersFragmentDoc,
    "\n  query CatalogueProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n": typeof types.CatalogueProceduresDocument,
    "\n  query CatalogueProcedureVersions($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name versions } } }\n": typeof types.CatalogueProcedureVersionsDocument,
    "\n  fragment DeskProcedure on SpecialistProcedure { id version name versions vendor { id name } }\n": typeof types.DeskProcedureFragmentDoc,
    "\n  mutation SpecialistProcedureSave($input: SpecialistProcedureSaveInput!) {\n    specialistProcedureSave(input: $input) { procedure { id ...DeskProcedure } userErrors { code field message } }\n  }\n": typeof types.SpecialistProcedureSaveDocument,
    "\n  query DeskProcedureNow($id: ID!) { node(id: $id) { __typename id ... on SpecialistProcedure { ...DeskProcedure } } }\n": typeof types.DeskProcedureNowDocument,
    "\n  fragment SheetFrame on Offering {\n    id slug state\n    current { id }\n    ...SheetState\n    ...SheetChain\n    ...SheetGroup\n  }\n": typeof types.SheetFrameFragmentDoc,
    "\n  fragment SheetParts on OfferingVersion {\n    id validFrom name summary description preconditions kind textLocale sources invented\n    dataProtection { legalBasis noAgreement ownProcessing }\n    services { id name }\n    guides { title url }\n    ...SheetFacts\n    ...Interfaces\n    ...Tasks\n    ...Parameters\n    ...Contacts\n    ...TestAccess\n    ...WhereToGet\n  }\n": typeof types.SheetPartsFragmentDoc,
    "\n  fragment SheetChain on Offering { id chain { ...ChainLinkParts } }\n": typeof types.SheetChainFragmentDoc,
    "\n  fragment SheetFacts on OfferingVersion {\n    id validFrom costClass costNote financedByLevy eligible eligibleOn citizenSupport provider { id name }\n  }\n": typeof types.SheetFactsFragmentDoc,
    "\n  fragment SheetGroup on Offering { id group { slug name } }\n": typeof types.SheetGroupFragmentDoc,
    "\n  query SheetOrderPlaces($slug: String!) {\n    offering(slug: $slug) {\n      id\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n": typeof types.SheetOrderPlacesDocument,
    "\n  fragment SheetState on Offering { id slug state orderableFrom interested }\n": typeof types.SheetStateFragmentDoc,
    "\n  mutation OfferingInterestSet($input: InterestSetInput!) {\n    interestSet(input: $input) {\n      subject { id ... on Offering { interested } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.OfferingInterestSetDocument,
    "\n  query OfferingVersions($slug: String!, $first: Int!) {\n    offering(slug: $slug) {\n      id\n      versions(first: $first) { edges { node { id validFrom } } pageInfo { hasNextPage } }\n    }\n  }\n": typeof types.OfferingVersionsDocument,
    "\n  fragment Tasks on OfferingVersion { id tasks { key title responsible guide { title url } } }\n": typeof types.TasksFragmentDoc,
    "\n  fragment TestAccess on OfferingVersion { id testUrl testNote }\n": typeof types.TestAccessFragmentDoc,
    "\n  fragment WhereToGet on OfferingVersion { id kind vendorUrl provider { id name } }\n": typeof types.WhereToGetFragmentDoc,
    "\n  fragment DeskSheet on Offering {\n    id version slug state orderableFrom changedAt nextStates waitingCount rolloutCount\n    current {\n      id version validFrom kind vendorUrl testUrl costClass financedByLevy eligible eligibleOn citizenSupport sources invented\n      provider { id name }\n      services { id name }\n      interfaces { procedure { id name vendor { id name } } procedureVersions standard state costClass costNote }\n      parameters { key source example required }\n      tasks { key kind responsible guide { title url } }\n      guides { title url }\n      contacts { name email role }\n      dataProtection { version validFrom legalBasis noAgreement ownProcessing }\n      texts { locale name summary description preconditions costNote testNote labels { key text } }\n    }\n  }\n": typeof types.DeskSheetFragmentDoc,
    "\n  query DeskOffering($slug: String!) { offering(slug: $slug) { id ...DeskSheet } }\n": typeof types.DeskOfferingDocument,
    "\n  query CaseCertificatesOf($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        channel {\n          caseCertificates(first: 10, after: $after) {\n            edges { cursor node { id reference retentionClass deletedAt download { url filename } } }\n            pageInfo { hasNextPage endCursor }\n          }\n        }\n      }\n    }\n  }\n": typeof types.CaseCertificatesOfDocument,
    "\n  mutation CertificateAdd($input: CertificateAddInput!) {\n    certificateAdd(input: $input) {\n      certificate { id subject }\n      authority { id ...ChannelParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.CertificateAddDocument,
    "\n  mutation ChannelSet($input: ChannelSetInput!) {\n    channelSet(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": typeof types.ChannelSetDocument,
    "\n  query ChannelOfAuthority($id: ID!) { node(id: $id) { __typename id ...ChannelParts } }\n": typeof types.ChannelOfAuthorityDocument,
    "\n  mutation ChannelClose($input: ChannelCloseInput!) {\n    channelClose(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": typeof types.ChannelCloseDocument,
    "\n  mutation ChannelTestStart($input: ChannelTestInput!) {\n    channelTest(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": typeof types.ChannelTestStartDocument,
    "\n  query GatewayKeys {\n    platformKeys { gatewayEmail gatewayCertificate { subject issuer fingerprint notAfter pem } }\n  }\n": typeof types.GatewayKeysDocument,
    "\n  mutation ChannelLegacyAllow($input: ChannelLegacyAllowInput!) {\n    channelLegacyAllow(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": typeof types.ChannelLegacyAllowDocument,
    "\n  mutation MemberUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles allAuthorities } userErrors { code field message } }\n  }\n": typeof types.MemberUpdateDocument,
    "\n  mutation MemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n": typeof types.MemberRemoveDocument,
    "\n  query OrganisationMembers($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      authorities { id name }\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node { id version name me roles allAuthorities authorities { id name } }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.OrganisationMembersDocument,
    "\n  mutation CertificateRemove($input: CertificateRemoveInput!) {\n    certificateRemove(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": typeof types.CertificateRemoveDocument,
    "\n  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }\n    }\n  }\n": typeof types.RetentionPreviewOfDocument,
    "\n  query SettingsOfAuthority($id: ID!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } }\n      }\n    }\n  }\n": typeof types.SettingsOfAuthorityDocument,
    "\n  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {\n    authoritySettingsSave(input: $input) {\n      authority { id settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.AuthoritySettingsSaveDocument,
    "\n  fragment CertificateParts on Certificate {\n    id\n    subject\n    issuer\n    serialNumber\n    fingerprint\n    emails\n    key\n    forSigning\n    forEncryption\n    notBefore\n    notAfter\n    state\n    revocationCheckedAt\n    gatewayDomain\n    warnings\n  }\n": typeof types.CertificatePartsFragmentDoc,
    "\n  fragment ChannelParts on Authority {\n    id\n    name\n    reachability\n    channel {\n      version\n      kind\n      state\n      problem\n      email\n      profile\n      legacyUntil\n      mailLimitBytes\n      maxMessageBytes\n      certificates { id ...CertificateParts }\n      tests { startedAt profile state answeredAt result }\n    }\n  }\n": typeof types.ChannelPartsFragmentDoc,
    "\n  query ConnectAuthorities($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n": typeof types.ConnectAuthoritiesDocument,
    "\n  query ConnectAuthority($id: ID!) {\n    node(id: $id) { id ... on Authority { name reachability region { id name } } }\n  }\n": typeof types.ConnectAuthorityDocument,
    "\n  mutation AuthorityConnectRequest($input: AuthorityConnectRequestInput!) {\n    authorityConnectRequest(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.AuthorityConnectRequestDocument,
    "\n  mutation AuthorityConnectConfirm($input: AuthorityConnectConfirmInput!) {\n    authorityConnectConfirm(input: $input) {\n      membership { id }\n      authority { id name }\n      userErrors { code field message }\n    }\n  }\n": typeof types.AuthorityConnectConfirmDocument,
    "\n  query ContractFile($id: ID!) { node(id: $id) { __typename id ... on Contract { document { url filename } } } }\n": typeof types.ContractFileDocument,
    "\n  query ContractSignedFile($id: ID!) {\n    node(id: $id) { __typename id ... on Contract { signedDocument { url filename } } }\n  }\n": typeof types.ContractSignedFileDocument,
    "\n  query OneContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n": typeof types.OneContractDocument,
    "\n  fragment ContractRow on Contract {\n    id version reference level state effectiveFrom endsOn signableAs\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n  }\n": typeof types.ContractRowFragmentDoc,
    "\n  query OwnContracts($organisationId: ID!, $state: ContractState, $after: String) {\n    organisation(id: $organisationId) {\n      id\n      internal {\n        contracts(state: $state, first: 20, after: $after) {\n          edges { cursor node { id ...ContractRow } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.OwnContractsDocument,
    "\n  mutation ContractDecline($input: ContractDeclineInput!) {\n    contractDecline(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": typeof types.ContractDeclineDocument,
    "\n  query DeskContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n": typeof types.DeskContractDocument,
    "\n  query ContractsBelow($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        children(first: 20, after: $after) {\n          edges { cursor node { id reference level state grantee { id name } } }\n          pageInfo { hasNextPage endCursor }\n          totalCount\n        }\n      }\n    }\n  }\n": typeof types.ContractsBelowDocument,
    "\n  query DeskContracts($level: ContractLevel, $state: ContractState, $offeringId: ID, $after: String) {\n    desk {\n      contracts(level: $level, state: $state, offeringId: $offeringId, first: 20, after: $after) {\n        edges { cursor node { id ...ContractRow } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskContractsDocument,
    "\n  query ContractTermination($id: ID!, $endsOn: Date!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        termination(endsOn: $endsOn) {\n          affectedCount\n          digest\n          affected(first: 20) {\n            edges { cursor node { id reference level state grantee { id name } offering { id slug current { id name } } } }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ContractTerminationDocument,
    "\n  mutation ContractTerminate($input: ContractTerminateInput!) {\n    contractTerminate(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": typeof types.ContractTerminateDocument,
    "\n  query SigningIssuers { certificateIssuers { name startPath } }\n": typeof types.SigningIssuersDocument,
    "\n  query ContractOfferings($search: String!) {\n    offerings(filter: { search: $search, kind: EFA }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n": typeof types.ContractOfferingsDocument,
    "\n  query ContractOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name kind } } }\n  }\n": typeof types.ContractOrganisationsDocument,
    "\n  mutation ContractRecord($input: ContractRecordInput!) {\n    contractRecord(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": typeof types.ContractRecordDocument,
    "\n  query ContractParents($level: ContractLevel!, $offeringId: ID!) {\n    desk {\n      contracts(level: $level, offeringId: $offeringId, first: 50) {\n        edges { cursor node { id reference state grantor { id name } grantee { id name } } }\n      }\n    }\n  }\n": typeof types.ContractParentsDocument,
    "\n  mutation ContractSign($input: ContractSignInput!) {\n    contractSign(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": typeof types.ContractSignDocument,
    "\n  mutation ContractTemplateSave($input: ContractTemplateSaveInput!) {\n    contractTemplateSave(input: $input) { template { id ...TemplateParts } userErrors { code field message } }\n  }\n": typeof types.ContractTemplateSaveDocument,
    "\n  fragment TemplateParts on ContractTemplate { id level version body validFrom annexes { title body } }\n": typeof types.TemplatePartsFragmentDoc,
    "\n  query ContractTemplates($level: ContractLevel!, $after: String) {\n    desk {\n      contractTemplates(level: $level, first: 10, after: $after) {\n        edges { cursor node { id ...TemplateParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ContractTemplatesDocument,
    "\n  query TemplatePreview($id: ID!) {\n    node(id: $id) { __typename id ... on ContractTemplate { preview { url filename } } }\n  }\n": typeof types.TemplatePreviewDocument,
    "\n  fragment ContractParts on Contract {\n    id version reference level state orderId templateVersion\n    effectiveFrom endsOn noticePeriodMonths documentDigest signableAs declinable terminableFrom\n    refusal { reason by actingPerson at }\n    terminationNotice { reason by actingPerson at }\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n    parent { id }\n    chain { ...ChainLinkParts }\n    signatures {\n      party signerName actingPerson certificateFingerprint signedInAt documentDigest at\n      organisation { id name }\n    }\n  }\n": typeof types.ContractPartsFragmentDoc,
    "\n  query DeskAudit($subjectId: ID, $after: String) {\n    desk {\n      audit(subjectId: $subjectId, first: 50, after: $after) {\n        edges { cursor node { id at actor capacity action subjectId detail } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskAuditDocument,
    "\n  query DeskBlockedAccounts($after: String) {\n    desk {\n      blockedAccounts(first: 20, after: $after) {\n        edges { cursor node { id blockedAt blockedBy reason } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskBlockedAccountsDocument,
    "\n  mutation AccountBlock($input: AccountBlockInput!) {\n    accountBlock(input: $input) { account { id } userErrors { code field message } }\n  }\n": typeof types.AccountBlockDocument,
    "\n  mutation AccountUnblock($input: AccountUnblockInput!) {\n    accountUnblock(input: $input) { unblockedAccountId userErrors { code field message } }\n  }\n": typeof types.AccountUnblockDocument,
    "\n  fragment ConnectRequestParts on ConnectRequest {\n    id\n    kind\n    state\n    requestedAt\n    decidedAt\n    proposedBy\n    proposedByMe\n    proposedAt\n    note\n    contact { name email phone department }\n    address { recipient addition street houseNumber postalCode city region country }\n    authority {\n      id\n      name\n      website\n      postBox\n      address { recipient addition street houseNumber postalCode city region country }\n    }\n  }\n": typeof types.ConnectRequestPartsFragmentDoc,
    "\n  query DeskConnectRequests($state: ConnectRequestState, $after: String) {\n    desk {\n      connectRequests(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...ConnectRequestParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskConnectRequestsDocument,
    "\n  mutation AuthorityConnectDecide($input: AuthorityConnectDecideInput!) {\n    authorityConnectDecide(input: $input) { request { id state ...ConnectRequestParts } userErrors { code field message } }\n  }\n": typeof types.AuthorityConnectDecideDocument,
    "\n  query DeskExpiring($after: String) {\n    desk {\n      expiringCertificates(first: 20, after: $after) {\n        edges { cursor node { id subject notAfter authority { id name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskExpiringDocument,
    "\n  query DeskFailures { desk { failures { mails authorityMails letters jobs { kind failed late since } } } }\n": typeof types.DeskFailuresDocument,
    "\n  mutation ActivationLetterGrant($input: ActivationLetterGrantInput!) {\n    activationLetterGrant(input: $input) { grantedAccountId userErrors { code field message } }\n  }\n": typeof types.ActivationLetterGrantDocument,
    "\n  query DeskHeldDeletions($after: String) {\n    desk {\n      heldDeletions(first: 20, after: $after) {\n        edges { cursor node { id reference since endedOn letter letterReference deletesAt } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskHeldDeletionsDocument,
    "\n  fragment LetterBatchParts on LetterBatch { id letters createdAt printedAt pdf { filename } manifest { filename } }\n": typeof types.LetterBatchPartsFragmentDoc,
    "\n  query LetterBatchFiles($id: ID!) {\n    node(id: $id) { __typename id ... on LetterBatch { id pdf { url filename } manifest { url filename } } }\n  }\n": typeof types.LetterBatchFilesDocument,
    "\n  query DeskLetters($after: String) {\n    desk {\n      letterBatches(first: 20, after: $after) {\n        edges { cursor node { id ...LetterBatchParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskLettersDocument,
    "\n  query LettersWaiting { desk { lettersWaiting } }\n": typeof types.LettersWaitingDocument,
    "\n  mutation LetterBatchCreate($input: LetterBatchCreateInput!) {\n    letterBatchCreate(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n": typeof types.LetterBatchCreateDocument,
    "\n  mutation LetterBatchPrinted($input: LetterBatchPrintedInput!) {\n    letterBatchPrinted(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n": typeof types.LetterBatchPrintedDocument,
    "\n  query DeskQuarantine($after: String) {\n    desk {\n      quarantine(first: 20, after: $after) {\n        edges { cursor node { id ...QuarantinedMailParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskQuarantineDocument,
    "\n  mutation QuarantineRetry($input: QuarantineRetryInput!) {\n    quarantineRetry(input: $input) { accepted mail { id ...QuarantinedMailParts } userErrors { code field message } }\n  }\n": typeof types.QuarantineRetryDocument,
    "\n  fragment QuarantinedMailParts on QuarantinedMail {\n    id\n    authority { id name }\n    state\n    reason\n    from\n    subject\n    receivedAt\n    size\n    retryable\n  }\n": typeof types.QuarantinedMailPartsFragmentDoc,
    "\n  mutation LetterReturned($input: LetterReturnedInput!) {\n    letterReturned(input: $input) { letter { id returnedAt } userErrors { code field message } }\n  }\n": typeof types.LetterReturnedDocument,
    "\n  query DeskSuspended {\n    desk { suspendedAuthorities { authority { id name } channel { kind state problem email } } }\n  }\n": typeof types.DeskSuspendedDocument,
    "\n  query DeskCounts {\n    desk {\n      operators\n      connectRequests(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      proposed: connectRequests(state: RELEASE_PROPOSED, first: 20) {\n        edges { cursor node { id } }\n        pageInfo { hasNextPage }\n      }\n      suspendedAuthorities { authority { id } }\n      expiringCertificates(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      quarantine(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      lettersWaiting\n      marketAccounts(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      marketWaiting { orders tickets brokenLinks }\n      failures { mails authorityMails letters jobs { failed late } }\n    }\n  }\n": typeof types.DeskCountsDocument,
    "\n  query CaseDrafts($id: ID!) { authorityCase(id: $id) { id consents { id scope } drafts { id ...DraftParts } } }\n": typeof types.CaseDraftsDocument,
    "\n  mutation SendReply($input: CaseReplyInput!) {\n    caseReply(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseParts }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SendReplyDocument,
    "\n  query CaseApprovals($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      approvals { service { id name } running { id day { date } } ifComplete { date explanation provisional } extendable }\n    }\n  }\n": typeof types.CaseApprovalsDocument,
    "\n  query ConsentsOfCase($id: ID!) { authorityCase(id: $id) { id consents { id scope givenAt } } }\n": typeof types.ConsentsOfCaseDocument,
    "\n  query CaseKeepingOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version fileReference retainUntil awaitingArchiveSince state\n      retentionClass { key name months offerToArchive exportFirst }\n      exported { at complete }\n      legalHold { by reason until since }\n      archiveOffer { answer answeredOn }\n      authority { id settings { version retentionClasses { key name months exportFirst } } }\n    }\n  }\n": typeof types.CaseKeepingOfDocument,
    "\n  mutation KeepCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case {\n        id version fileReference retainUntil awaitingArchiveSince state\n        retentionClass { key name months offerToArchive exportFirst }\n        exported { at complete }\n        legalHold { by reason until since }\n        archiveOffer { answer answeredOn }\n      }\n      userErrors { code field message }\n    }\n  }\n": typeof types.KeepCaseDocument,
    "\n  query CaseHead($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n": typeof types.CaseHeadDocument,
    "\n  query CaseThread($id: ID!, $before: String) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": typeof types.CaseThreadDocument,
    "\n  query CaseCounter($id: ID!) { authorityCase(id: $id) { id unreadCount version } }\n": typeof types.CaseCounterDocument,
    "\n  query CaseProgressOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version ownerDeletedAt\n      authority { id }\n      progress { ...ProgressParts }\n      deadlines { id ...DeadlineParts }\n    }\n  }\n": typeof types.CaseProgressOfDocument,
    "\n  mutation TellProgress($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case { id version progress { ...ProgressParts } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.TellProgressDocument,
    "\n  query CaseEvents($id: ID!, $after: String) {\n    authorityCase(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.CaseEventsDocument,
    "\n  query NewerCase($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n": typeof types.NewerCaseDocument,
    "\n  query Colleagues($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        organisation { id internal { members(role: CLERK, first: 100) { edges { cursor node { id name me } } } } }\n      }\n    }\n  }\n": typeof types.ColleaguesDocument,
    "\n  mutation ConfirmReceipt($input: ReceiptConfirmInput!) {\n    receiptConfirm(input: $input) { message { id ...MessageParts } userErrors { code field message } }\n  }\n": typeof types.ConfirmReceiptDocument,
    "\n  query Inbox($authorityId: ID!, $filter: CaseFilter, $orderBy: CaseOrder, $after: String) {\n    authorityCases(authorityId: $authorityId, filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      edges { cursor node { id ...CaseRowParts } }\n      pageInfo { endCursor hasNextPage }\n      totalCount\n    }\n  }\n": typeof types.InboxDocument,
    "\n  mutation AddNote($input: CaseNoteAddInput!) {\n    caseNoteAdd(input: $input) { case { id notes { id author body at } } userErrors { code field message } }\n  }\n": typeof types.AddNoteDocument,
    "\n  fragment CaseRowParts on AuthorityCase {\n    id\n    version\n    reference\n    fileReference\n    title\n    person { id name }\n    services { id name }\n    unreadCount\n    waitingSince\n    state\n    assignee { id name me absentUntil deputy { id name me } }\n    dueOn\n    ownerDeletedAt\n  }\n": typeof types.CaseRowPartsFragmentDoc,
    "\n  fragment CaseParts on AuthorityCase {\n    id\n    ...CaseRowParts\n    authority { id name }\n    region { id name designation }\n    address { recipient addition street houseNumber postalCode city region country }\n    trustLevel\n    notes { id author body at }\n    retainUntil\n  }\n": typeof types.CasePartsFragmentDoc,
    "\n  mutation UpdateCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) { case { id ...CaseParts } userErrors { code field message } }\n  }\n": typeof types.UpdateCaseDocument,
    "\n  subscription CaseArrivals($authorityId: ID!, $after: String) {\n    caseMessageReceived(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseRowParts }\n    }\n  }\n": typeof types.CaseArrivalsDocument,
    "\n  subscription CaseChanges($authorityId: ID!, $after: String) {\n    caseChanged(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      event { id kind message { id ...MessageParts } }\n      case { id ...CaseParts }\n    }\n  }\n": typeof types.CaseChangesDocument,
    "\n  query LegalTexts { legalTexts { kind version validFrom markdown } }\n": typeof types.LegalTextsDocument,
    "\n  mutation LevyDraftSave($input: LevyDraftSaveInput!) {\n    levyDraftSave(input: $input) {\n      levyYear { id version year revision state sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.LevyDraftSaveDocument,
    "\n  query LevyAdminYears {\n    levyYears { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n  }\n": typeof types.LevyAdminYearsDocument,
    "\n  query LevyYears {\n    levyYears { id version year revision state publishedAt settlementNote correctionNote ...LevyPictureParts }\n  }\n": typeof types.LevyYearsDocument,
    "\n  fragment LevyPictureParts on LevyYear {\n    id\n    year\n    totalCost\n    stateAmount\n    municipalAmount\n    sharesTotal\n    stateShare\n    populationOn\n    territoryOn\n    dueOn\n    levels { level amount populationBase payers sharesTotal computation }\n    positions { name totalCost stateOnlyCost levels { level share } }\n  }\n": typeof types.LevyPicturePartsFragmentDoc,
    "\n  query LevyPlaces($search: String!) {\n    regions(search: $search, first: 20) { edges { cursor node { id ars name designation kind kreis { id name } } } }\n  }\n": typeof types.LevyPlacesDocument,
    "\n  query LevyShareList($year: Int!, $revision: Int!, $search: String, $level: LevyLevel, $differing: Boolean, $after: String) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      version\n      shares(search: $search, level: $level, differing: $differing, first: 20, after: $after) {\n        edges { cursor node { id name level population amount officialAmount difference region { id name kreis { id name } } } }\n        pageInfo { hasNextPage endCursor }\n        totalCount\n      }\n    }\n  }\n": typeof types.LevyShareListDocument,
    "\n  query LevyBases {\n    levyYears {\n      id\n      version\n      year\n      revision\n      state\n      stateShare\n      municipalAmount\n      levels { level amount }\n      positions { name totalCost stateOnlyCost levels { level share } }\n    }\n  }\n": typeof types.LevyBasesDocument,
    "query LevyPlaceName($ars: ARS!) { region(ars: $ars) { id ars name kind } }": typeof types.LevyPlaceNameDocument,
    "\n  mutation LevyOfficialSave($input: LevyOfficialSaveInput!) {\n    levyOfficialSave(input: $input) { levyYear { id version } userErrors { code field message } }\n  }\n": typeof types.LevyOfficialSaveDocument,
    "\n  query OwnLevyShares($year: Int!, $revision: Int!, $of: ARS!) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      shares(of: $of) { edges { cursor node { id name level amount explanation officialAmount difference } } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.OwnLevySharesDocument,
    "\n  mutation LevyPublish($input: LevyPublishInput!) {\n    levyPublish(input: $input) {\n      levyYear { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.LevyPublishDocument,
    "\n  query Simulated($basis: LevyBasisInput!, $populations: [LevyPopulationInput!], $of: ARS!, $withPlace: Boolean!, $year: Int!, $revision: Int!) {\n    levySimulation(basis: $basis, populations: $populations) {\n      municipalAmount\n      levels { level amount }\n      shares(of: $of) @include(if: $withPlace) { edges { cursor node { name level amount explanation } } }\n    }\n    levyYear(year: $year, revision: $revision) @include(if: $withPlace) {\n      id\n      shares(of: $of) { edges { cursor node { id level amount } } }\n    }\n  }\n": typeof types.SimulatedDocument,
    "\n  query MailboxConsequences($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      deletionPreview {\n        ...DeletionLosses\n        told { id name }\n        onTheWay { id name }\n        unanswered { id name }\n      }\n    }\n  }\n": typeof types.MailboxConsequencesDocument,
    "\n  mutation DeleteMailbox($input: MailboxDeleteInput!) {\n    mailboxDelete(input: $input) {\n      deletedMailboxId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n": typeof types.DeleteMailboxDocument,
    "\n  fragment DeletionLosses on DeletionPreview {\n    keptBy { id name }\n    onTheWay { id name }\n    unopenedDecisions { id subject senderName sentAt }\n    runningPeriods { id subject dueOn }\n    deadlines { id kind authority { id name } message { id } day { date } }\n    drafts\n  }\n": typeof types.DeletionLossesFragmentDoc,
    "\n  mutation MailboxKeep($input: MailboxKeepInput!) {\n    mailboxKeep(input: $input) {\n      mailbox { id lastActivityAt deletesAt deletionWarnings deletionHeld deletionLetterPostedAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.MailboxKeepDocument,
    "\n  query MailboxAuthorities {\n    viewer {\n      id\n      caseMailboxes(first: 50) { edges { cursor node { id parties { id authority { id name } } } } }\n    }\n  }\n": typeof types.MailboxAuthoritiesDocument,
    "\n  query Mailboxes($filter: MailboxFilter, $after: String) {\n    viewer {\n      id\n      caseMailboxes(filter: $filter, first: 20, after: $after) {\n        edges { cursor node { id ...MailboxRowParts } }\n        pageInfo { endCursor hasNextPage }\n        totalCount\n      }\n    }\n  }\n": typeof types.MailboxesDocument,
    "\n  subscription MailboxArrivals($after: String) {\n    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }\n  }\n": typeof types.MailboxArrivalsDocument,
    "\n  subscription MailboxChanges($after: String) {\n    mailboxChanged(after: $after) {\n      cursor\n      mailboxId\n      event { id kind message { id ...MessageParts } }\n      mailbox { id title unreadCount lastActivityAt deletesAt }\n    }\n  }\n": typeof types.MailboxChangesDocument,
    "\n  query MailboxHead($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      reference\n      title\n      undertaking { id name }\n      region { id name designation }\n      parties { id ...PartyParts }\n      lastActivityAt\n      deletesAt\n      deletionWarnings\n      deletionHeld\n      deletionLetterPostedAt\n    }\n  }\n": typeof types.MailboxHeadDocument,
    "\n  query MailboxThread($id: ID!, $before: String) {\n    caseMailbox(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": typeof types.MailboxThreadDocument,
    "\n  fragment PartyParts on CaseParty {\n    id\n    role\n    reachability\n    channel\n    maxMessageBytes\n    authority { id name }\n    services { id name }\n    fallback {\n      address { recipient addition street houseNumber postalCode city region country }\n      fax\n      phone\n      note\n    }\n  }\n": typeof types.PartyPartsFragmentDoc,
    "\n  query MailboxProgress($id: ID!) {\n    caseMailbox(id: $id) { id state parties {\n      id\n      authority { id name }\n      declinedAt\n      suggestedAuthority { id name }\n      progress { since ...ProgressParts }\n    } deadlines { id ...DeadlineParts } }\n  }\n": typeof types.MailboxProgressDocument,
    "\n  query MailboxEvents($id: ID!, $after: String) {\n    caseMailbox(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.MailboxEventsDocument,
    "\n  fragment MailboxRowParts on CaseMailbox {\n    id\n    reference\n    title\n    unreadCount\n    deletesAt\n    state\n    deletionWarnings\n    parties { id authority { id name } }\n    messages(last: 3) {\n      edges { cursor node { id direction kind dueOn sentAt senderName fromAuthority { id name } } }\n    }\n  }\n": typeof types.MailboxRowPartsFragmentDoc,
    "\n  query MessageConsequences($id: ID!, $documentId: ID) {\n    node(id: $id) {\n      __typename\n      ... on Message {\n        id\n        direction\n        deletionPreview(documentId: $documentId) {\n          ...DeletionLosses\n        }\n      }\n    }\n  }\n": typeof types.MessageConsequencesDocument,
    "\n  query OpeningServices($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!], $nodes: [ID!]!) {\n    region(ars: $ars) { id name designation }\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...OpeningParts }\n    nodes(ids: $nodes) { __typename id ... on Undertaking { id name } }\n  }\n": typeof types.OpeningServicesDocument,
    "\n  query OpeningAuthority($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        name\n        reachability\n        address { recipient addition street houseNumber postalCode city region country }\n        phone\n        fax\n      }\n    }\n  }\n": typeof types.OpeningAuthorityDocument,
    "\n  fragment OpeningParts on Competence {\n    service { id name }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } }\n  }\n": typeof types.OpeningPartsFragmentDoc,
    "\n  mutation OpenMailbox($input: MailboxOpenInput!) {\n    mailboxOpen(input: $input) { mailbox { id } userErrors { code field message } }\n  }\n": typeof types.OpenMailboxDocument,
    "\n  query MailboxDrafts($id: ID!) { caseMailbox(id: $id) { id drafts { id ...DraftParts } } }\n": typeof types.MailboxDraftsDocument,
    "\n  mutation SendMessage($input: MessageSendInput!) {\n    messageSend(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      mailbox { id unreadCount lastActivityAt deletesAt }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SendMessageDocument,
    "\n  query UnreadTotal { viewer { id unreadMessageCount } }\n": typeof types.UnreadTotalDocument,
    "\n  query MailboxCounters($id: ID!) {\n    viewer { id unreadMessageCount }\n    caseMailbox(id: $id) { id unreadCount lastActivityAt deletesAt }\n  }\n": typeof types.MailboxCountersDocument,
    "\n  mutation DeleteMessage($input: MessageDeleteInput!) {\n    messageDelete(input: $input) { deletedMessageId userErrors { code field message } }\n  }\n": typeof types.DeleteMessageDocument,
    "\n  mutation DeleteDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n": typeof types.DeleteDocumentDocument,
    "\n  query MarketAccountReview($id: ID!) { node(id: $id) { id ... on MarketAccount { __typename ...ReviewParts } } }\n": typeof types.MarketAccountReviewDocument,
    "\n  fragment AccountRowParts on MarketAccount {\n    id\n    state\n    person { id name }\n    organisation { id name }\n    newOrganisation\n    form { organisationName maySign }\n    maySign\n    shared\n    certificateValidTo\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n": typeof types.AccountRowPartsFragmentDoc,
    "\n  query AccountNumbers($id: ID!) { organisation(id: $id) { id internal { accountsUsed accountLimit } } }\n": typeof types.AccountNumbersDocument,
    "\n  query MarketCertificateIssuers { certificateIssuers { name startPath } }\n": typeof types.MarketCertificateIssuersDocument,
    "\n  mutation MarketAccountRequest($input: MarketAccountRequestInput!) {\n    marketAccountRequest(input: $input) { account { id state } userErrors { code field message } }\n  }\n": typeof types.MarketAccountRequestDocument,
    "\n  fragment ClaimsParts on CertificateClaims {\n    fingerprint\n    email\n    personName\n    functionalMailbox\n    organisationName\n    legalForm\n    address { recipient addition street houseNumber postalCode city region country }\n    taxNumber\n    validTo\n  }\n": typeof types.ClaimsPartsFragmentDoc,
    "\n  mutation MarketAccountDecide($input: MarketAccountDecideInput!) {\n    marketAccountDecide(input: $input) { account { id ...ReviewParts } userErrors { code field message } }\n  }\n": typeof types.MarketAccountDecideDocument,
    "\n  mutation MarketCertificateReplace($input: MarketCertificateReplaceInput!) {\n    marketCertificateReplace(input: $input) {\n      account { id ...OwnAccountParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.MarketCertificateReplaceDocument,
    "\n  query OwnMarketAccount {\n    certificateSignIn { hasAccount claims { fingerprint email ...ClaimsParts } }\n    viewer { id email givenName familyName marketAccounts { id ...OwnAccountParts } }\n  }\n": typeof types.OwnMarketAccountDocument,
    "\n  query InvitationOfRequest($token: String!) {\n    invitation(token: $token) { id organisation { id name } invitedBy state }\n  }\n": typeof types.InvitationOfRequestDocument,
    "\n  query DeskMarketAccounts($state: MarketAccountState, $after: String) {\n    desk {\n      marketAccounts(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...AccountRowParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskMarketAccountsDocument,
    "\n  query MarketOrganisations($search: String!) {\n    organisations(search: $search, first: 8) { edges { cursor node { id name kind dissolved } } }\n  }\n": typeof types.MarketOrganisationsDocument,
    "\n  query MeantOrganisations($whole: String!, $part: String!) {\n    whole: organisations(search: $whole, first: 4) { edges { cursor node { id name kind dissolved } } }\n    part: organisations(search: $part, first: 4) { edges { cursor node { id name kind dissolved } } }\n  }\n": typeof types.MeantOrganisationsDocument,
    "\n  query SimilarOrganisations($whole: String!, $last: String!) {\n    whole: organisations(search: $whole, first: 5) { edges { cursor node { id name kind } } }\n    last: organisations(search: $last, first: 5) { edges { cursor node { id name kind } } }\n  }\n": typeof types.SimilarOrganisationsDocument,
    "\n  query MarketTermsVersion { legalTexts { kind version } }\n": typeof types.MarketTermsVersionDocument,
    "\n  fragment OwnAccountParts on MarketAccount {\n    id\n    version\n    state\n    organisation { id name }\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims { fingerprint ...ClaimsParts }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n": typeof types.OwnAccountPartsFragmentDoc,
    "\n  fragment ReviewParts on MarketAccount {\n    id\n    version\n    state\n    person { id name }\n    organisation {\n      id\n      name\n      kind\n      address { recipient addition street houseNumber postalCode city region country }\n      internal { taxNumber accountsUsed accountLimit }\n    }\n    newOrganisation\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims {\n      fingerprint\n      email\n      personName\n      organisationName\n      legalForm\n      address { recipient addition street houseNumber postalCode city region country }\n      taxNumber\n    }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    invitedBy\n    requestedAt\n    decidedAt\n    replaces { id }\n    possibleDuplicates { id state person { id name } organisation { id name } form { organisationName } requestedAt decidedAt }\n  }\n": typeof types.ReviewPartsFragmentDoc,
    "\n  query DeskGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n": typeof types.DeskGroupDocument,
    "\n  query GroupDocuments($slug: String!, $after: String) {\n    group(slug: $slug) {\n      id\n      documents(first: 30, after: $after) {\n        edges { cursor node { id ...GroupFileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.GroupDocumentsDocument,
    "\n  query GroupFileLink($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { download { url filename } } }\n  }\n": typeof types.GroupFileLinkDocument,
    "\n  fragment GroupEditParts on Group {\n    id version slug name wholeMarket archived\n    texts { locale name description }\n    offerings { id slug current { id name } }\n    moderators { id name organisationName }\n  }\n": typeof types.GroupEditPartsFragmentDoc,
    "\n  mutation GroupSave($input: GroupSaveInput!) {\n    groupSave(input: $input) { group { id slug ...GroupEditParts } userErrors { code field message } }\n  }\n": typeof types.GroupSaveDocument,
    "\n  query NewerGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n": typeof types.NewerGroupDocument,
    "\n  query GroupMembers($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 50, after: $after) {\n        edges { cursor node { id ...ProfileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.GroupMembersDocument,
    "\n  query GroupHead($slug: String!) { group(slug: $slug) { id ...GroupParts } }\n": typeof types.GroupHeadDocument,
    "\n  query GroupPosts($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      posts(search: $search, first: 20, after: $after) {\n        edges { cursor node { id ...GroupPostParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.GroupPostsDocument,
    "\n  mutation GroupSeen($input: GroupSeenInput!) {\n    groupSeen(input: $input) { group { id unread } userErrors { code field message } }\n  }\n": typeof types.GroupSeenDocument,
    "\n  mutation GroupPostHide($input: GroupPostHideInput!) {\n    groupPostHide(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n": typeof types.GroupPostHideDocument,
    "\n  mutation GroupJoin($input: GroupJoinInput!) {\n    groupJoin(input: $input) { group { id slug ...GroupParts } userErrors { code field message } }\n  }\n": typeof types.GroupJoinDocument,
    "\n  mutation GroupLeave($input: GroupLeaveInput!) {\n    groupLeave(input: $input) { group { id ...GroupParts } userErrors { code field message } }\n  }\n": typeof types.GroupLeaveDocument,
    "\n  mutation GroupPostSend($input: GroupPostInput!) {\n    groupPost(input: $input) {\n      postEdge { cursor node { id ...GroupPostParts } }\n      post { id ...GroupPostParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.GroupPostSendDocument,
    "\n  mutation GroupPostRemove($input: GroupPostRemoveInput!) {\n    groupPostRemove(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n": typeof types.GroupPostRemoveDocument,
    "\n  query GroupReplies($id: ID!, $before: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on GroupPost {\n        replies(last: 20, before: $before) {\n          edges { cursor node { id ...GroupPostParts } }\n          pageInfo { startCursor hasPreviousPage }\n        }\n      }\n    }\n  }\n": typeof types.GroupRepliesDocument,
    "\n  fragment GroupRowParts on Group {\n    id slug name description wholeMarket archived memberCount joined unread\n    offerings { id slug current { id name } }\n  }\n": typeof types.GroupRowPartsFragmentDoc,
    "\n  fragment GroupParts on Group {\n    id moderator\n    ...GroupRowParts\n    profile { id name organisationName }\n    catalogueFiles { filename mediaType locale url }\n  }\n": typeof types.GroupPartsFragmentDoc,
    "\n  fragment GroupFileParts on GroupDocument { id filename mediaType size scanned refusal authorName at }\n": typeof types.GroupFilePartsFragmentDoc,
    "\n  fragment GroupPostParts on GroupPost {\n    id version authorName authorOrganisationName official body hidden hiddenReason removed mine at lastReplyAt replyCount\n    author { id moderator }\n    files { id ...GroupFileParts }\n    offering { id slug current { id name } }\n  }\n": typeof types.GroupPostPartsFragmentDoc,
    "\n  fragment ProfileParts on Profile { id name organisationName operator moderator }\n": typeof types.ProfilePartsFragmentDoc,
    "\n  query GroupOfferingsFound($search: String!) {\n    offerings(filter: { search: $search }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n": typeof types.GroupOfferingsFoundDocument,
    "\n  query GroupMembersFound($slug: String!, $search: String!) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 10) { edges { cursor node { id name organisationName } } }\n    }\n  }\n": typeof types.GroupMembersFoundDocument,
    "\n  mutation GroupDocumentCreate($input: GroupDocumentCreateInput!) {\n    groupDocumentCreate(input: $input) { document { id uploadUrl } userErrors { code field message } }\n  }\n": typeof types.GroupDocumentCreateDocument,
    "\n  query GroupDocumentState($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { mediaType scanned refusal uploadUrl } }\n  }\n": typeof types.GroupDocumentStateDocument,
    "\n  query Groups($after: String) {\n    groups(first: 50, after: $after) {\n      edges { cursor node { id ...GroupRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n": typeof types.GroupsDocument,
    "\n  query NewerPost($id: ID!) { node(id: $id) { __typename id ... on GroupPost { ...GroupPostParts } } }\n": typeof types.NewerPostDocument,
    "\n  mutation OrderCancel($input: OrderCancelInput!) {\n    orderCancel(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n": typeof types.OrderCancelDocument,
    "\n  mutation OrderDecide($input: OrderDecideInput!) {\n    orderDecide(input: $input) { order { id ...OrderParts } userErrors { code field message } }\n  }\n": typeof types.OrderDecideDocument,
    "\n  query DeskOrder($reference: String!) {\n    order(reference: $reference) { id ...OrderDraft ...OrderParts ...OrderChecks }\n  }\n": typeof types.DeskOrderDocument,
    "\n  query DeskOrders($state: OrderState, $after: String) {\n    desk {\n      orders(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...OrderParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskOrdersDocument,
    "\n  fragment OrderChecks on Order {\n    id submittedBy actingPerson alreadyInUse portalUrl interfaceCostsAcknowledgedAt\n    organisation { id kind }\n    onBehalfOf { id kind }\n    unit { id kind }\n    ordered { id eligible }\n    offering { id chain { level state } }\n    subjectContact { name }\n    technicalContact { name }\n  }\n": typeof types.OrderChecksFragmentDoc,
    "\n  mutation OrderContactsUpdate($input: OrderContactsUpdateInput!) {\n    orderContactsUpdate(input: $input) {\n      order { id ...OrderDraft ...OrderParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.OrderContactsUpdateDocument,
    "\n  query OneOrder($reference: String!) { order(reference: $reference) { id ...OrderDraft ...OrderParts } }\n": typeof types.OneOrderDocument,
    "\n  subscription OrderLive($organisationId: ID, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId order { id ...OrderDraft ...OrderParts } }\n  }\n": typeof types.OrderLiveDocument,
    "\n  query OrderOffering($slug: String!) {\n    offering(slug: $slug) {\n      id slug state\n      current { id name kind }\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n": typeof types.OrderOfferingDocument,
    "\n  query Orders($byOrganisationId: ID, $state: OrderState, $after: String) {\n    orders(byOrganisationId: $byOrganisationId, state: $state, first: 20, after: $after) {\n      edges { cursor node { id ...OrderParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OrdersDocument,
    "\n  mutation OrderSubmit($input: OrderSubmitInput!) {\n    orderSubmit(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n": typeof types.OrderSubmitDocument,
    "\n  query OrderContactDefaults($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        subjectContact { name email phone department }\n        technicalContact { name email phone department }\n        digitalOfficer { name email phone department }\n      }\n    }\n  }\n": typeof types.OrderContactDefaultsDocument,
    "\n  mutation OrderSaveForMembers($input: OrderSaveForMembersInput!) {\n    orderSaveForMembers(input: $input) { orders { id ...OrderDraft } userErrors { code field message } }\n  }\n": typeof types.OrderSaveForMembersDocument,
    "\n  query OrderParties($id: ID!) {\n    organisation(id: $id) { id internal { setUpBy { id name kind } } }\n  }\n": typeof types.OrderPartiesDocument,
    "\n  query OrderPartySearch($search: String!, $associations: Boolean!) {\n    vendors: organisations(search: $search, kind: VENDOR, first: 10) { edges { cursor node { id name kind } } }\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 10) @include(if: $associations) {\n      edges { cursor node { id name kind } }\n    }\n  }\n": typeof types.OrderPartySearchDocument,
    "\n  query OrderProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n": typeof types.OrderProceduresDocument,
    "\n  query OrderProcedure($id: ID!) {\n    node(id: $id) { id ... on SpecialistProcedure { name versions vendor { id name } } }\n  }\n": typeof types.OrderProcedureDocument,
    "\n  fragment OrderDraft on Order {\n    id version reference state editable submittable\n    alreadyInUse portalUrl procedureVersion wishedOn note preparedBy\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered {\n      id name kind costClass costNote financedByLevy\n      dataProtection { legalBasis noAgreement ownProcessing }\n      interfaces {\n        procedure { id name versions vendor { id name } }\n        procedureVersions standard state costClass costNote\n      }\n    }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name versions vendor { id name } }\n    parameters { parameter { key label source example required } value }\n    missing { code field message }\n  }\n": typeof types.OrderDraftFragmentDoc,
    "\n  query OrderDrafts($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Order { ...OrderDraft } } }\n": typeof types.OrderDraftsDocument,
    "\n  mutation OrderSave($input: OrderSaveInput!) {\n    orderSave(input: $input) { order { id ...OrderDraft } userErrors { code field message } }\n  }\n": typeof types.OrderSaveDocument,
    "\n  fragment OrderParts on Order {\n    id version reference state alreadyInUse editable submittable\n    preparedBy submittedBy actingPerson interfaceCostsAcknowledgedAt decisionNote\n    createdAt updatedAt placedAt decidedAt\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered { id name }\n    missing { code field message }\n    contract { id state effectiveFrom signableAs refusal { reason } }\n    rollout { id state liveSince }\n    ticket { id reference }\n  }\n": typeof types.OrderPartsFragmentDoc,
    "\n  query DeputiesOfOrganisation($id: ID!) {\n    organisation(id: $id) {\n      id\n      units { id name }\n      internal { members(role: CLERK, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n": typeof types.DeputiesOfOrganisationDocument,
    "\n  mutation MemberAbsenceUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) {\n      membership { id version absentUntil deputy { id name } unit { id name } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.MemberAbsenceUpdateDocument,
    "\n  query InvitationOfLink($token: String!) {\n    invitation(token: $token) { id organisation { id name } email roles invitedBy state expiresAt }\n  }\n": typeof types.InvitationOfLinkDocument,
    "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) { membership { id } userErrors { code field message } }\n  }\n": typeof types.InvitationAcceptDocument,
    "\n  query OpenInvitations($id: ID!) {\n    organisation(id: $id) { id internal { invitations { id email roles expiresAt } } }\n  }\n": typeof types.OpenInvitationsDocument,
    "\n  mutation MemberInvite($input: MemberInviteInput!) {\n    memberInvite(input: $input) { invitation { id email } userErrors { code field message } }\n  }\n": typeof types.MemberInviteDocument,
    "\n  mutation InvitationRevoke($input: InvitationRevokeInput!) {\n    invitationRevoke(input: $input) { revokedInvitationId userErrors { code field message } }\n  }\n": typeof types.InvitationRevokeDocument,
    "\n  mutation MemberRolesUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles } userErrors { code field message } }\n  }\n": typeof types.MemberRolesUpdateDocument,
    "\n  mutation OrganisationMemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n": typeof types.OrganisationMemberRemoveDocument,
    "\n  query OrganisationOfPage($id: ID!) { organisation(id: $id) { id ...OrganisationParts } }\n": typeof types.OrganisationOfPageDocument,
    "\n  mutation SetUpDelegationSet($input: SetUpDelegationSetInput!) {\n    setUpDelegationSet(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n": typeof types.SetUpDelegationSetDocument,
    "\n  query SetUpHelpers($search: String!) {\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 5) { edges { cursor node { id name kind } } }\n    vendors: organisations(search: $search, kind: VENDOR, first: 5) { edges { cursor node { id name kind } } }\n  }\n": typeof types.SetUpHelpersDocument,
    "\n  query Signatories($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal { members(role: SIGNATORY, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n": typeof types.SignatoriesDocument,
    "\n  fragment SigningParts on SigningAuthority {\n    id\n    version\n    organisation { id name }\n    by { id name }\n    person { id name }\n    validFrom\n    validTo\n    evidence\n  }\n": typeof types.SigningPartsFragmentDoc,
    "\n  query SigningsOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        signingAuthorities(first: 20, after: $after) {\n          edges { cursor node { id ...SigningParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.SigningsOfOrganisationDocument,
    "\n  query MembersOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              version\n              name\n              me\n              roles\n              absentUntil\n              deputy { id name }\n              unit { id name }\n              marketAccount { id certificateValidTo shared }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.MembersOfOrganisationDocument,
    "\n  fragment OrganisationParts on Organisation {\n    id\n    version\n    name\n    kind\n    region { id name }\n    address { recipient addition street houseNumber postalCode city region country }\n    email\n    dissolved\n    union { id name }\n    municipalities { id name }\n    units { id kind name validTo }\n    internal {\n      taxNumber\n      accountsUsed\n      accountLimit\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      subjectContact { name email phone department }\n      technicalContact { name email phone department }\n      setUpBy { id name }\n      setsUpFor(first: 50) { edges { cursor node { id name } } }\n    }\n  }\n": typeof types.OrganisationPartsFragmentDoc,
    "\n  mutation OrganisationUpdate($input: OrganisationUpdateInput!) {\n    organisationUpdate(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n": typeof types.OrganisationUpdateDocument,
    "\n  mutation SigningAuthoritySave($input: SigningAuthoritySaveInput!) {\n    signingAuthoritySave(input: $input) { signingAuthority { id ...SigningParts } userErrors { code field message } }\n  }\n": typeof types.SigningAuthoritySaveDocument,
    "\n  query PictureOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug current { id name invented } } } }\n  }\n": typeof types.PictureOfferingsDocument,
    "\n  query RolloutMap($offeringId: ID) {\n    rolloutMap(offeringId: $offeringId) { state since region { id ars } }\n  }\n": typeof types.RolloutMapDocument,
    "\n  query RegionSums($offeringId: ID, $within: ARS) {\n    rollouts(offeringId: $offeringId, within: $within, first: 100) {\n      municipalities\n      live\n      inProgress\n      edges { node { municipalities live inProgress region { id ars name designation kind } } }\n    }\n  }\n": typeof types.RegionSumsDocument,
    "\n  query PictureRegion($ars: ARS!) { region(ars: $ars) { id ars name designation kind parent { id ars kind } } }\n": typeof types.PictureRegionDocument,
    "\n  mutation PortalLinkReport($input: PortalLinkReportInput!) {\n    portalLinkReport(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": typeof types.PortalLinkReportDocument,
    "\n  fragment ParameterForm on Rollout {\n    id version viewerParty state\n    parameters { value parameter { key label source example required } }\n  }\n": typeof types.ParameterFormFragmentDoc,
    "\n  mutation RolloutParametersSave($input: RolloutParametersSaveInput!) {\n    rolloutParametersSave(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RolloutParametersSaveDocument,
    "\n  fragment PortalLinkParts on PortalLink { id url state problem reportedAt checkedAt service { id name } }\n": typeof types.PortalLinkPartsFragmentDoc,
    "\n  fragment PortalLinks on Rollout { id state viewerParty links { id ...PortalLinkParts } }\n": typeof types.PortalLinksFragmentDoc,
    "\n  fragment RolloutCard on Rollout {\n    id reference state liveSince wishedOn\n    organisation { id name }\n    unit { id name }\n    offering { id name }\n    tasks { id state }\n  }\n": typeof types.RolloutCardFragmentDoc,
    "\n  query Rollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n": typeof types.RolloutDocument,
    "\n  subscription RolloutChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n": typeof types.RolloutChangedDocument,
    "\n  fragment RolloutView on Rollout {\n    id reference state startedAt liveSince alreadyInUse viewerParty\n    ...TaskList\n    ...ParameterForm\n    ...PortalLinks\n    ...VendorMails\n    ...SetUpData\n  }\n": typeof types.RolloutViewFragmentDoc,
    "\n  fragment SetUpData on Rollout {\n    id reference procedureVersion wishedOn alreadyInUse\n    organisation { id name region { id ars ags } }\n    unit { id name }\n    offering { id name provider { id name } services { id name leikaKey } }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name }\n    parameters { value parameter { key label } }\n  }\n": typeof types.SetUpDataFragmentDoc,
    "\n  fragment TaskList on Rollout { id viewerParty tasks { id state ...TaskRow } }\n": typeof types.TaskListFragmentDoc,
    "\n  fragment TaskRow on RolloutTask {\n    id version state reason changedBy changedAt editable\n    task { key kind title responsible guide { title url } }\n  }\n": typeof types.TaskRowFragmentDoc,
    "\n  fragment VendorMails on Rollout {\n    id state viewerParty\n    vendorMails { party organisation { id name } email sentAt state cause problem }\n  }\n": typeof types.VendorMailsFragmentDoc,
    "\n  mutation VendorLinkSend($input: VendorLinkSendInput!) {\n    vendorLinkSend(input: $input) { rollout { id version ...RolloutView } userErrors { code field message } }\n  }\n": typeof types.VendorLinkSendDocument,
    "\n  mutation VendorSessionStart($input: VendorSessionStartInput!) {\n    vendorSessionStart(input: $input) {\n      accessToken\n      expiresAt\n      vendor { id name }\n      userErrors { code field message }\n    }\n  }\n": typeof types.VendorSessionStartDocument,
    "\n  query VendorRollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n": typeof types.VendorRolloutDocument,
    "\n  query VendorRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.VendorRolloutsDocument,
    "\n  query DeskRollouts($broken: Boolean!, $after: String) {\n    desk {\n      rollouts(brokenLinks: $broken, first: 20, after: $after) {\n        edges { node { id ...RolloutCard } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.DeskRolloutsDocument,
    "\n  query OrganisationRollouts($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 20, after: $after) { edges { node { id ...RolloutCard } } pageInfo { hasNextPage endCursor } }\n      }\n    }\n  }\n": typeof types.OrganisationRolloutsDocument,
    "\n  query SetUpRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SetUpRolloutsDocument,
    "\n  mutation RolloutTaskSet($input: RolloutTaskSetInput!) {\n    rolloutTaskSet(input: $input) {\n      task { id ...TaskRow }\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": typeof types.RolloutTaskSetDocument,
    "\n  query DeskRules($after: String) {\n    legalRules(first: 100, after: $after) {\n      edges { node { id jurisdiction holidays source ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.DeskRulesDocument,
    "\n  query LegalRulePreview($input: LegalRuleSaveInput!) {\n    legalRulePreview(input: $input) {\n      preview { looked changed complete examples { event stored would } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.LegalRulePreviewDocument,
    "\n  mutation LegalRuleSave($input: LegalRuleSaveInput!) {\n    legalRuleSave(input: $input) { rule { id ...RuleParts } userErrors { code field message } }\n  }\n": typeof types.LegalRuleSaveDocument,
    "\n  fragment RuleParts on LegalRule {\n    id kind law article procedureLaw anchor amount unit shiftForDate shiftForPeriod validFrom validTo counselConfirmed note purpose inUse\n    questionToCounsel\n    replacedBy { id validFrom }\n  }\n": typeof types.RulePartsFragmentDoc,
    "\n  query Rules($on: Date, $after: String) {\n    legalRules(on: $on, first: 100, after: $after) {\n      edges { node { id ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.RulesDocument,
    "\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n": typeof types.AuthorityDocument,
    "\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n": typeof types.AuthorityServicesDocument,
    "\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n": typeof types.CandidatePartsFragmentDoc,
    "\n  fragment CompetenceParts on Competence {\n    service { id name submission { kind } }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } ...CandidateParts }\n  }\n": typeof types.CompetencePartsFragmentDoc,
    "\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n": typeof types.CompetencesDocument,
    "\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n": typeof types.ContactPartsFragmentDoc,
    "\n  query StartPlan {\n    viewer {\n      id\n      startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n    }\n  }\n": typeof types.StartPlanDocument,
    "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n": typeof types.ServiceByKeyDocument,
    "\n  mutation KeepStartPlan($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer {\n        id\n        startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n      }\n      userErrors { code message }\n    }\n  }\n": typeof types.KeepStartPlanDocument,
    "\n  fragment OnlineServiceParts on OnlineService {\n    id url checkedAt\n    service { id name }\n    authority { id name }\n    organisation { id name }\n  }\n": typeof types.OnlineServicePartsFragmentDoc,
    "\n  fragment PlaceHints on SearchResult {\n    outside\n    suggestedPlaces { part region { id ...PlaceName } }\n  }\n": typeof types.PlaceHintsFragmentDoc,
    "\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n": typeof types.PlaceDocument,
    "\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n": typeof types.PlacesDocument,
    "\n  query PopularUndertakings($frequent: Boolean!) {\n    undertakings(frequent: $frequent, first: 100) { edges { node { id name } } }\n  }\n": typeof types.PopularUndertakingsDocument,
    "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n": typeof types.RegionDocument,
    "\n  mutation ReportCompetence($input: CompetenceReportInput!) {\n    competenceReport(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.ReportCompetenceDocument,
    "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n": typeof types.SearchHitRowFragmentDoc,
    "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      placePart\n      otherPlaces { id ...PlaceName }\n      ...PlaceHints\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n": typeof types.SearchDocument,
    "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel\n    submission { ...SubmissionParts } deemedApproval { amount unit basis } undertakings { id name }\n  }\n": typeof types.ServiceFactsFragmentDoc,
    "\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n": typeof types.ServiceDocument,
    "\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n": typeof types.UndertakingDocument,
    "\n  query OnlineOfService($id: ID!, $ars: ARS, $after: String) {\n    node(id: $id) {\n      id\n      ... on Service {\n        onlineServices(ars: $ars, first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.OnlineOfServiceDocument,
    "\n  query OnlineOfAuthority($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Authority {\n        onlineServices(first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": typeof types.OnlineOfAuthorityDocument,
    "\n  query OnlineOfRegion($ars: ARS!, $after: String) {\n    region(ars: $ars) {\n      id\n      onlineServices(first: 10, after: $after) {\n        edges { node { id ...OnlineServiceParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.OnlineOfRegionDocument,
    "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n": typeof types.PlaceNameFragmentDoc,
    "\n  fragment CannedParts on CannedAnswer { id version titleDe bodyDe titleEn bodyEn updatedAt }\n": typeof types.CannedPartsFragmentDoc,
    "\n  query CannedAnswers($after: String) {\n    desk {\n      cannedAnswers(first: 50, after: $after) {\n        edges { cursor node { id ...CannedParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.CannedAnswersDocument,
    "\n  mutation CannedAnswerSave($input: CannedAnswerSaveInput!) {\n    cannedAnswerSave(input: $input) { answer { id ...CannedParts } userErrors { code field message } }\n  }\n": typeof types.CannedAnswerSaveDocument,
    "\n  query CannedChoice {\n    desk {\n      cannedAnswers(first: 100) {\n        edges { cursor node { id version titleDe bodyDe titleEn bodyEn updatedAt } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.CannedChoiceDocument,
    "\n  query TicketChildren($reference: String!, $after: String) {\n    ticket(reference: $reference) {\n      id\n      children(first: 20, after: $after) {\n        edges { cursor node { id ...TicketRowParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": typeof types.TicketChildrenDocument,
    "\n  mutation MailProbeConfirm($input: MailProbeConfirmInput!) {\n    mailProbeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n": typeof types.MailProbeConfirmDocument,
    "\n  query MergeTarget($reference: String!) { ticket(reference: $reference) { id ...TicketRowParts } }\n": typeof types.MergeTargetDocument,
    "\n  mutation TicketMerge($input: TicketMergeInput!) {\n    ticketMerge(input: $input) {\n      ticket { id ...TicketParts }\n      merged { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.TicketMergeDocument,
    "\n  query AskedAbout($slug: String!) { offering(slug: $slug) { id slug current { id name } } }\n": typeof types.AskedAboutDocument,
    "\n  mutation TicketOpen($input: TicketOpenInput!) {\n    ticketOpen(input: $input) { ticket { id reference ...TicketParts } userErrors { code field message } }\n  }\n": typeof types.TicketOpenDocument,
    "\n  query TicketOffering($id: ID!) {\n    node(id: $id) { __typename id ... on Offering { id slug current { id name } } }\n  }\n": typeof types.TicketOfferingDocument,
    "\n  query TicketFileLinks($id: ID!) {\n    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }\n  }\n": typeof types.TicketFileLinksDocument,
    "\n  query Tickets(\n    $organisationId: ID, $state: TicketState, $kind: TicketKind, $assignedToMe: Boolean, $search: String, $after: String\n  ) {\n    tickets(\n      organisationId: $organisationId, state: $state, kind: $kind, assignedToMe: $assignedToMe, search: $search,\n      first: 30, after: $after\n    ) {\n      edges { cursor node { id ...TicketRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n": typeof types.TicketsDocument,
    "\n  subscription TicketListChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) { cursor ticketId ticket { id ...TicketRowParts } }\n  }\n": typeof types.TicketListChangesDocument,
    "\n  query TicketHead($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n": typeof types.TicketHeadDocument,
    "\n  mutation MailProbeSend($input: MailProbeSendInput!) {\n    mailProbeSend(input: $input) { participant { id ...TicketPersonParts } userErrors { code field message } }\n  }\n": typeof types.MailProbeSendDocument,
    "\n  mutation TicketReply($input: TicketReplyInput!) {\n    ticketReply(input: $input) {\n      entryEdge { cursor node { id ...TicketEntryParts } }\n      ticket { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.TicketReplyDocument,
    "\n  query TicketEntries($reference: String!, $before: String) {\n    ticket(reference: $reference) {\n      id\n      entries(last: 20, before: $before) {\n        edges { cursor node { id ...TicketEntryParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": typeof types.TicketEntriesDocument,
    "\n  subscription TicketChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) {\n      cursor\n      ticketId\n      ticket { id ...TicketParts }\n      entryEdge { cursor node { id ...TicketEntryParts } }\n    }\n  }\n": typeof types.TicketChangesDocument,
    "\n  fragment TicketRowParts on Ticket {\n    id version reference kind subject state\n    organisation { id name }\n    requesterName assigneeName assignedToMe updatedAt\n  }\n": typeof types.TicketRowPartsFragmentDoc,
    "\n  fragment TicketPersonParts on TicketParticipant {\n    id role name email probeSentAt\n    organisation { id name }\n    mail { state since problem }\n  }\n": typeof types.TicketPersonPartsFragmentDoc,
    "\n  fragment TicketParts on Ticket {\n    id offeringId createdAt firstAnsweredAt\n    ...TicketRowParts\n    participants { id ...TicketPersonParts }\n    parent { id reference subject }\n    mergedInto { id reference subject }\n  }\n": typeof types.TicketPartsFragmentDoc,
    "\n  fragment TicketFileParts on TicketFile { id filename mediaType size scanned refusal }\n": typeof types.TicketFilePartsFragmentDoc,
    "\n  fragment TicketEntryParts on TicketEntry {\n    id author body wholeBody internal unconfirmed automatic byMail at\n    files { id ...TicketFileParts }\n    undelivered { id name }\n  }\n": typeof types.TicketEntryPartsFragmentDoc,
    "\n  mutation TicketUpdate($input: TicketUpdateInput!) {\n    ticketUpdate(input: $input) { ticket { id ...TicketParts } userErrors { code field message } }\n  }\n": typeof types.TicketUpdateDocument,
    "\n  query NewerTicket($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n": typeof types.NewerTicketDocument,
    "\n  query TrustKeys {\n    platformKeys {\n      gatewayEmail\n      gatewayCertificate { subject issuer fingerprint notAfter pem }\n      sealCertificate { subject issuer fingerprint notAfter pem }\n      sealKeys { id publicKey active since }\n      log { origin verifierKey size checkpointUrl }\n    }\n  }\n": typeof types.TrustKeysDocument,
    "\n  query PublishedKeys {\n    platformKeys { sealCertificate { fingerprint } sealKeys { id publicKey } log { verifierKey } }\n  }\n": typeof types.PublishedKeysDocument,
    "\n  query PostalAddressReview($address: PostalAddressInput!) {\n    postalAddressReview(address: $address) {\n      doubts { kind regions { id name postalCodes } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.PostalAddressReviewDocument,
    "\n  query ViewerRights {\n    viewer {\n      id\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n    }\n  }\n": typeof types.ViewerRightsDocument,
    "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n": typeof types.ShellViewerDocument,
    "\n  fragment ChainLinkParts on ChainLink {\n    level state effectiveFrom endsOn\n    grantor { id name }\n    grantee { id name }\n  }\n": typeof types.ChainLinkPartsFragmentDoc,
    "\n  query MarketViewer {\n    viewer {\n      id\n      givenName\n      familyName\n      platformRoles\n      memberships { id name roles organisation { id name kind } }\n      marketAccounts { id state shared maySign organisation { id name } }\n    }\n  }\n": typeof types.MarketViewerDocument,
    "\n  fragment AnnouncementParts on LegalDate { date provisional explanation easy rule { id law article } supersedes { date } }\n": typeof types.AnnouncementPartsFragmentDoc,
    "\n  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }\n": typeof types.DecisionOfDocument,
    "\n  fragment DeliveryParts on Delivery {\n    id\n    authority { id name }\n    authorityName\n    channel\n    state\n    silent\n    failure { code cause advice }\n    confirmedAt\n    confirmedBy\n    nextAttemptAt\n    steps { state at detail }\n  }\n": typeof types.DeliveryPartsFragmentDoc,
    "\n  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }\n": typeof types.DocumentPartsFragmentDoc,
    "\n  query MessageEvidence($id: ID!) {\n    node(id: $id) { __typename id ... on Message {\n      id\n      evidence { manifestDigest signedAt signingKeyId eventId }\n      signedOriginal { size receivedAt signer signerAddresses scanned }\n    } }\n  }\n": typeof types.MessageEvidenceDocument,
    "\n  fragment MessageParts on Message {\n    id\n    direction\n    kind\n    fromAuthority { id name }\n    fromAuthorityName\n    senderName\n    subject\n    body\n    services { id name }\n    documents { id ...DocumentParts }\n    inReplyTo { id subject }\n    sentAt\n    readAt\n    retrievedAt\n    unread\n    receiptRequested\n    deliveries { id ...DeliveryParts }\n    dueOn\n    withdrawnAt\n    withdrawalReason\n  }\n": typeof types.MessagePartsFragmentDoc,
    "\n  query NoticeOfMessage($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id deliveries { id state silent authority { id name } } } }\n  }\n": typeof types.NoticeOfMessageDocument,
    "\n  fragment ProgressParts on CaseProgress { state since nextStep expectedBy missingDocuments }\n": typeof types.ProgressPartsFragmentDoc,
    "\n  fragment ProvisionParts on Provision { providedAt noticeState noticeSentAt noticeFailedAt }\n": typeof types.ProvisionPartsFragmentDoc,
    "\n  query OriginalTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id signedOriginal { download { url filename } } } }\n  }\n": typeof types.OriginalTicketDocument,
    "\n  query OwnConsents {\n    viewer { id consents { id scope textVersion givenAt revokedAt authority { id name } } }\n    legalTexts { kind version markdown }\n  }\n": typeof types.OwnConsentsDocument,
    "\n  mutation GiveConsent($input: ConsentGiveInput!) {\n    consentGive(input: $input) {\n      consent { id scope textVersion givenAt revokedAt authority { id name } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.GiveConsentDocument,
    "\n  mutation RevokeConsent($input: ConsentRevokeInput!) {\n    consentRevoke(input: $input) { consent { id revokedAt } userErrors { code field message } }\n  }\n": typeof types.RevokeConsentDocument,
    "\n  fragment DeadlineParts on Deadline {\n    id kind met\n    authority { id name }\n    service { id name }\n    day { date provisional explanation easy rule { id law article } supersedes { date } }\n    message { id subject }\n  }\n": typeof types.DeadlinePartsFragmentDoc,
    "\n  query CalendarOf($id: ID!) { node(id: $id) { __typename id ... on Deadline { id calendar { url filename } } } }\n": typeof types.CalendarOfDocument,
    "\n  query MailboxForms($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties {\n        id\n        authority { id }\n        submissions { service { id name } submission { kind ...SubmissionParts } }\n      }\n    }\n  }\n": typeof types.MailboxFormsDocument,
    "\n  fragment SubmissionParts on Submission { kind url note legalBasis checkedOn }\n": typeof types.SubmissionPartsFragmentDoc,
    "\n  query CaseGrantOf($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      ownerDeletedAt\n      authority { id }\n      grant { id mayForward }\n      parties { id authority { id name } progress { ...ProgressParts } }\n    }\n  }\n": typeof types.CaseGrantOfDocument,
    "\n  query ForwardableMessages($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20) { edges { cursor node { id subject sentAt direction fromAuthority { id } } } }\n    }\n  }\n": typeof types.ForwardableMessagesDocument,
    "\n  mutation ForwardCase($input: CaseForwardInput!) {\n    caseForward(input: $input) {\n      case { id version parties { id authority { id name } progress { ...ProgressParts } } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.ForwardCaseDocument,
    "\n  query MailboxGrants($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties { id role channel authority { id name } }\n      grants { id mayForward givenAt revokedAt party { id } }\n    }\n  }\n": typeof types.MailboxGrantsDocument,
    "\n  mutation SetGrant($input: PartyGrantSetInput!) {\n    partyGrantSet(input: $input) {\n      grant { id }\n      mailbox { id grants { id mayForward givenAt revokedAt party { id } } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.SetGrantDocument,
    "\n  query AuthoritiesByName($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n": typeof types.AuthoritiesByNameDocument,
    "\n  query CaseCompetence($id: ID!) { authorityCase(id: $id) { id declinedAt firstReceivedAt ownerDeletedAt } }\n": typeof types.CaseCompetenceDocument,
    "\n  mutation DeclineCase($input: CaseDeclineInput!) {\n    caseDecline(input: $input) {\n      case { id version state waitingSince declinedAt firstReceivedAt ownerDeletedAt }\n      userErrors { code field message }\n    }\n  }\n": typeof types.DeclineCaseDocument,
    "\n  query MailboxWays($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      firstReceivedAt\n      predecessor { id reference }\n      successors { id reference }\n      parties {\n        id\n        role\n        channel\n        authority { id name }\n        declinedAt\n        suggestedAuthority { id name reachability }\n      }\n    }\n  }\n": typeof types.MailboxWaysDocument,
    "\n  mutation HandMailboxOver($input: MailboxHandOverInput!) {\n    mailboxHandOver(input: $input) {\n      successor { id reference predecessor { id reference successors { id reference } } }\n      userErrors { code field message }\n    }\n  }\n": typeof types.HandMailboxOverDocument,
    "\n  mutation WithdrawMessage($input: MessageWithdrawInput!) {\n    messageWithdraw(input: $input) {\n      message { id ...MessageParts }\n      case { id version state waitingSince }\n      userErrors { code field message }\n    }\n  }\n": typeof types.WithdrawMessageDocument,
    "\n  mutation CreateDocument($input: DocumentCreateInput!) {\n    documentCreate(input: $input) {\n      document { id uploadUrl ...DocumentParts }\n      userErrors { code field message }\n    }\n  }\n": typeof types.CreateDocumentDocument,
    "\n  query DocumentProgress($id: ID!) { node(id: $id) { __typename id ...DocumentParts } }\n": typeof types.DocumentProgressDocument,
    "\n  mutation DropDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n": typeof types.DropDocumentDocument,
    "\n  fragment DraftParts on Draft {\n    id\n    version\n    subject\n    body\n    kind\n    recipients { id }\n    services { id }\n    documents { id ...DocumentParts }\n    receiptRequested\n    dueOn\n    inReplyToId\n    decisionEffect\n    remedy { amount unit }\n    noRemedy\n    savedAt\n  }\n": typeof types.DraftPartsFragmentDoc,
    "\n  mutation SaveDraft($input: DraftSaveInput!) {\n    draftSave(input: $input) { draft { id version savedAt } alreadySent { id } userErrors { code field message } }\n  }\n": typeof types.SaveDraftDocument,
    "\n  mutation DiscardDraft($input: DraftDiscardInput!) {\n    draftDiscard(input: $input) { discardedDraftId userErrors { code field message } }\n  }\n": typeof types.DiscardDraftDocument,
    "\n  query NewerDraft($id: ID!) { node(id: $id) { __typename id ...DraftParts } }\n": typeof types.NewerDraftDocument,
    "\n  query DocumentTicket($id: ID!) { node(id: $id) { __typename id ... on Document { id download { url filename } } } }\n": typeof types.DocumentTicketDocument,
    "\n  query LetterTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Delivery { id fallbackLetter { url filename } } }\n  }\n": typeof types.LetterTicketDocument,
    "\n  mutation MarkRead($input: MessageMarkReadInput!) {\n    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }\n  }\n": typeof types.MarkReadDocument,
    "\n  mutation MessageProof($input: MessageProofInput!) {\n    messageProof(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": typeof types.MessageProofDocument,
    "\n  mutation MailboxExport($input: MailboxExportInput!) {\n    mailboxExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": typeof types.MailboxExportDocument,
    "\n  mutation CaseExport($input: CaseExportInput!) {\n    caseExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": typeof types.CaseExportDocument,
};
const documents: Documents = {
    "\n  mutation SignOut($input: SessionEndInput!) {\n    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }\n  }\n": types.SignOutDocument,
    "\n  query Account {\n    viewer {\n      id\n      email\n      ...ActivationParts\n      ...ProfileSection\n      ...SettingsSection\n      ...SecondEmailSection\n      ...SessionsSection\n      ...MembershipSection\n      ...LinkRequestsSection\n    }\n  }\n": types.AccountDocument,
    "\n  mutation AccountActivate($input: AccountActivateInput!) {\n    accountActivate(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": types.AccountActivateDocument,
    "\n  mutation PostalAddressSet($input: PostalAddressSetInput!) {\n    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": types.PostalAddressSetDocument,
    "\n  query CertificateIssuers { certificateIssuers { name startPath } }\n": types.CertificateIssuersDocument,
    "\n  query DeletionCertificates($after: String) {\n    viewer {\n      id\n      deletionCertificates(first: 10, after: $after) {\n        edges { cursor node { id deletedAt download { url filename expiresAt } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeletionCertificatesDocument,
    "\n  mutation EmailConfirm($input: EmailConfirmInput!) {\n    emailConfirm(input: $input) { accessToken expiresAt viewer { id } userErrors { code field message } }\n  }\n": types.EmailConfirmDocument,
    "\n  mutation AccountDelete($input: AccountDeleteInput!) {\n    accountDelete(input: $input) {\n      deletedAccountId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n": types.AccountDeleteDocument,
    "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) { accepted userErrors { code field message } }\n  }\n": types.PasswordResetRequestDocument,
    "\n  fragment LinkRequestsSection on Viewer { id linkRequests { count places withheld since } }\n": types.LinkRequestsSectionFragmentDoc,
    "\n  fragment MembershipSection on Viewer { id memberships { id roles organisation { id name authorities { id name } } } }\n": types.MembershipSectionFragmentDoc,
    "\n  mutation LetterReissue($input: ActivationLetterReissueInput!) {\n    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n": types.LetterReissueDocument,
    "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) { accepted userErrors { code field message } }\n  }\n": types.PasswordResetDocument,
    "\n  query CertificateSignInOfSession {\n    certificateSignIn {\n      issuerName\n      hasAccount\n      claims { personName functionalMailbox organisationName email validTo }\n    }\n  }\n": types.CertificateSignInOfSessionDocument,
    "\n  mutation ApplicantSignOut($input: SessionEndInput!) { sessionEnd(input: $input) { endedSessionId userErrors { code field message } } }\n": types.ApplicantSignOutDocument,
    "\n  mutation PasswordChange($input: PasswordChangeInput!) {\n    passwordChange(input: $input) { viewer { id ...SessionsSection } userErrors { code field message } }\n  }\n": types.PasswordChangeDocument,
    "\n  fragment ProfileSection on Viewer { id givenName familyName }\n": types.ProfileSectionFragmentDoc,
    "\n  query TermsVersion { legalTexts { kind version } }\n": types.TermsVersionDocument,
    "\n  mutation EmailChangeConfirm($input: EmailChangeConfirmInput!) {\n    emailChangeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n": types.EmailChangeConfirmDocument,
    "\n  fragment SecondEmailSection on Viewer {\n    id\n    settings { secondEmail secondEmailConfirmed }\n  }\n": types.SecondEmailSectionFragmentDoc,
    "\n  fragment SessionsSection on Viewer { id sessions { id userAgent createdAt lastSeenAt expiresAt current } }\n": types.SessionsSectionFragmentDoc,
    "\n  mutation SessionEnd($input: SessionEndInput!) {\n    sessionEnd(input: $input) { viewer { ...SessionsSection } userErrors { code field message } }\n  }\n": types.SessionEndDocument,
    "\n  fragment SettingsSection on Viewer {\n    id\n    locale\n    settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n    memberships { id roles }\n  }\n": types.SettingsSectionFragmentDoc,
    "\n  mutation SessionStart($input: SessionStartInput!) {\n    sessionStart(input: $input) {\n      accessToken\n      expiresAt\n      viewer { id trustLevel platformRoles startPlan { undertakingId serviceId authorityId } memberships { id roles } }\n      userErrors { code field message }\n    }\n  }\n": types.SessionStartDocument,
    "\n  fragment ActivationParts on Viewer {\n    id\n    givenName\n    familyName\n    trustLevel\n    postalAddress { recipient addition street houseNumber postalCode city region country }\n    activation {\n      address { recipient addition street houseNumber postalCode city region country }\n      letterQueuedAt letterPrintedAt letterReturnedAt expectedFrom expectedTo codeExpiresAt attemptsLeft nextLetterAt\n    }\n    startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n  }\n": types.ActivationPartsFragmentDoc,
    "\n  query ActivationState { viewer { id ...ActivationParts } }\n": types.ActivationStateDocument,
    "\n  mutation ProfileUpdate($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer { id ...ActivationParts ...ProfileSection ...SettingsSection ...SecondEmailSection }\n      userErrors { code field message }\n    }\n  }\n": types.ProfileUpdateDocument,
    "\n  mutation PasswordCheck($input: PasswordCheckInput!) {\n    passwordCheck(input: $input) { accepted userErrors { code field message } }\n  }\n": types.PasswordCheckDocument,
    "\n  mutation AccountRegister($input: AccountRegisterInput!) {\n    accountRegister(input: $input) { accepted userErrors { code field message } }\n  }\n": types.AccountRegisterDocument,
    "\n  query AreaLists($id: ID!) {\n    orders(organisationId: $id, first: 5) {\n      edges { node { id reference state alreadyInUse updatedAt ordered { id name } onBehalfOf { id name } } }\n    }\n    groups(first: 100) { edges { node { id slug name joined unread } } }\n    tickets(organisationId: $id, first: 5) { edges { node { id reference subject state updatedAt } } }\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 5) { edges { node { id reference state liveSince offering { id name } tasks { id state } } } }\n        contracts(first: 5) { edges { node { id reference state endsOn offering { id current { id name } } } } }\n        levyShares { id year level amount region { id ars } }\n      }\n    }\n  }\n": types.AreaListsDocument,
    "\n  query NewOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug state changedAt current { id name } } } }\n  }\n": types.NewOfferingsDocument,
    "\n  query AreaTasks($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        waiting {\n          kind\n          since\n          order { id reference ordered { id name } organisation { id name } onBehalfOf { id name } }\n          contract { id reference offering { id current { id name } } }\n          rollout { id reference offering { id name } organisation { id name } }\n          ticket { id reference subject }\n        }\n        marketCounts { orders contracts rollouts live tickets }\n      }\n    }\n  }\n": types.AreaTasksDocument,
    "\n  subscription AreaChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n": types.AreaChangedDocument,
    "\n  query MarketExport($id: ID!) {\n    organisation(id: $id) { id internal { marketExport { url filename } onlineServicesExport { url filename } } }\n  }\n": types.MarketExportDocument,
    "\n  query ServiceLinks($id: ID!, $withLink: Boolean, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        serviceLinkCount { services online }\n        serviceLinks(withLink: $withLink, first: 50, after: $after) {\n          edges {\n            node {\n              service { id name }\n              authority { id name }\n              link { id url state problem checkedAt }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.ServiceLinksDocument,
    "\n  query CatalogueProcedureName($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name } } }\n": types.CatalogueProcedureNameDocument,
    "\n  query Offerings($filter: OfferingFilter, $first: Int!, $after: String) {\n    offerings(filter: $filter, first: $first, after: $after) {\n      edges { node { id slug ...OfferingCard } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.OfferingsDocument,
    "\n  fragment Compared on Offering {\n    id slug state orderableFrom\n    current {\n      id name kind costClass costNote financedByLevy eligible preconditions testUrl citizenSupport\n      provider { id name }\n      interfaces { procedure { id name } procedureVersions state }\n      tasks { key responsible }\n      parameters { key required }\n    }\n  }\n": types.ComparedFragmentDoc,
    "\n  query OfferingToCompare($slug: String!) { offering(slug: $slug) { id ...Compared } }\n": types.OfferingToCompareDocument,
    "\n  fragment Contacts on OfferingVersion { id contacts { name email role } }\n": types.ContactsFragmentDoc,
    "\n  query DeskOfferings($filter: OfferingFilter, $sort: OfferingSort, $after: String) {\n    offerings(filter: $filter, sort: $sort, first: 50, after: $after) {\n      edges {\n        node { id slug state orderableFrom changedAt rolloutCount waitingCount current { id version name kind } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.DeskOfferingsDocument,
    "\n  query DeskOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name } } }\n  }\n": types.DeskOrganisationsDocument,
    "\n  query DeskServices($search: String!) { services(search: $search, first: 10) { edges { cursor node { id name } } } }\n": types.DeskServicesDocument,
    "\n  query DeskProcedureNames($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { cursor node { id name versions vendor { id name } } } }\n  }\n": types.DeskProcedureNamesDocument,
    "\n  query DeskProcedures($search: String, $after: String) {\n    specialistProcedures(search: $search, first: 50, after: $after) {\n      edges { node { id ...DeskProcedure } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.DeskProceduresDocument,
    "\n  mutation OfferingSave($input: OfferingSaveInput!) {\n    offeringSave(input: $input) { offering { id ...DeskSheet } userErrors { code field message } }\n  }\n": types.OfferingSaveDocument,
    "\n  fragment Interfaces on OfferingVersion {\n    id\n    interfaces {\n      procedure { id name vendor { id name } }\n      procedureVersions standard state costClass costNote\n    }\n  }\n": types.InterfacesFragmentDoc,
    "\n  fragment OfferingCard on Offering {\n    id slug state orderableFrom changedAt\n    current {\n      id version validFrom textLocale name summary kind costClass financedByLevy testUrl\n      interfaces { procedure { id } procedureVersions state }\n    }\n  }\n": types.OfferingCardFragmentDoc,
    "\n  query Offering($slug: String!) {\n    offering(slug: $slug) { id ...SheetFrame current { id ...SheetParts } }\n  }\n": types.OfferingDocument,
    "\n  query OfferingVersion($id: ID!) { node(id: $id) { id ... on OfferingVersion { validFrom ...SheetParts } } }\n": types.OfferingVersionDocument,
    "\n  fragment Parameters on OfferingVersion { id parameters { key label source example required } }\n": types.ParametersFragmentDoc,
    "\n  query CatalogueProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n": types.CatalogueProceduresDocument,
    "\n  query CatalogueProcedureVersions($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name versions } } }\n": types.CatalogueProcedureVersionsDocument,
    "\n  fragment DeskProcedure on SpecialistProcedure { id version name versions vendor { id name } }\n": types.DeskProcedureFragmentDoc,
    "\n  mutation SpecialistProcedureSave($input: SpecialistProcedureSaveInput!) {\n    specialistProcedureSave(input: $input) { procedure { id ...DeskProcedure } userErrors { code field message } }\n  }\n": types.SpecialistProcedureSaveDocument,
    "\n  query DeskProcedureNow($id: ID!) { node(id: $id) { __typename id ... on SpecialistProcedure { ...DeskProcedure } } }\n": types.DeskProcedureNowDocument,
    "\n  fragment SheetFrame on Offering {\n    id slug state\n    current { id }\n    ...SheetState\n    ...SheetChain\n    ...SheetGroup\n  }\n": types.SheetFrameFragmentDoc,
    "\n  fragment SheetParts on OfferingVersion {\n    id validFrom name summary description preconditions kind textLocale sources invented\n    dataProtection { legalBasis noAgreement ownProcessing }\n    services { id name }\n    guides { title url }\n    ...SheetFacts\n    ...Interfaces\n    ...Tasks\n    ...Parameters\n    ...Contacts\n    ...TestAccess\n    ...WhereToGet\n  }\n": types.SheetPartsFragmentDoc,
    "\n  fragment SheetChain on Offering { id chain { ...ChainLinkParts } }\n": types.SheetChainFragmentDoc,
    "\n  fragment SheetFacts on OfferingVersion {\n    id validFrom costClass costNote financedByLevy eligible eligibleOn citizenSupport provider { id name }\n  }\n": types.SheetFactsFragmentDoc,
    "\n  fragment SheetGroup on Offering { id group { slug name } }\n": types.SheetGroupFragmentDoc,
    "\n  query SheetOrderPlaces($slug: String!) {\n    offering(slug: $slug) {\n      id\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n": types.SheetOrderPlacesDocument,
    "\n  fragment SheetState on Offering { id slug state orderableFrom interested }\n": types.SheetStateFragmentDoc,
    "\n  mutation OfferingInterestSet($input: InterestSetInput!) {\n    interestSet(input: $input) {\n      subject { id ... on Offering { interested } }\n      userErrors { code field message }\n    }\n  }\n": types.OfferingInterestSetDocument,
    "\n  query OfferingVersions($slug: String!, $first: Int!) {\n    offering(slug: $slug) {\n      id\n      versions(first: $first) { edges { node { id validFrom } } pageInfo { hasNextPage } }\n    }\n  }\n": types.OfferingVersionsDocument,
    "\n  fragment Tasks on OfferingVersion { id tasks { key title responsible guide { title url } } }\n": types.TasksFragmentDoc,
    "\n  fragment TestAccess on OfferingVersion { id testUrl testNote }\n": types.TestAccessFragmentDoc,
    "\n  fragment WhereToGet on OfferingVersion { id kind vendorUrl provider { id name } }\n": types.WhereToGetFragmentDoc,
    "\n  fragment DeskSheet on Offering {\n    id version slug state orderableFrom changedAt nextStates waitingCount rolloutCount\n    current {\n      id version validFrom kind vendorUrl testUrl costClass financedByLevy eligible eligibleOn citizenSupport sources invented\n      provider { id name }\n      services { id name }\n      interfaces { procedure { id name vendor { id name } } procedureVersions standard state costClass costNote }\n      parameters { key source example required }\n      tasks { key kind responsible guide { title url } }\n      guides { title url }\n      contacts { name email role }\n      dataProtection { version validFrom legalBasis noAgreement ownProcessing }\n      texts { locale name summary description preconditions costNote testNote labels { key text } }\n    }\n  }\n": types.DeskSheetFragmentDoc,
    "\n  query DeskOffering($slug: String!) { offering(slug: $slug) { id ...DeskSheet } }\n": types.DeskOfferingDocument,
    "\n  query CaseCertificatesOf($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        channel {\n          caseCertificates(first: 10, after: $after) {\n            edges { cursor node { id reference retentionClass deletedAt download { url filename } } }\n            pageInfo { hasNextPage endCursor }\n          }\n        }\n      }\n    }\n  }\n": types.CaseCertificatesOfDocument,
    "\n  mutation CertificateAdd($input: CertificateAddInput!) {\n    certificateAdd(input: $input) {\n      certificate { id subject }\n      authority { id ...ChannelParts }\n      userErrors { code field message }\n    }\n  }\n": types.CertificateAddDocument,
    "\n  mutation ChannelSet($input: ChannelSetInput!) {\n    channelSet(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": types.ChannelSetDocument,
    "\n  query ChannelOfAuthority($id: ID!) { node(id: $id) { __typename id ...ChannelParts } }\n": types.ChannelOfAuthorityDocument,
    "\n  mutation ChannelClose($input: ChannelCloseInput!) {\n    channelClose(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": types.ChannelCloseDocument,
    "\n  mutation ChannelTestStart($input: ChannelTestInput!) {\n    channelTest(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": types.ChannelTestStartDocument,
    "\n  query GatewayKeys {\n    platformKeys { gatewayEmail gatewayCertificate { subject issuer fingerprint notAfter pem } }\n  }\n": types.GatewayKeysDocument,
    "\n  mutation ChannelLegacyAllow($input: ChannelLegacyAllowInput!) {\n    channelLegacyAllow(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": types.ChannelLegacyAllowDocument,
    "\n  mutation MemberUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles allAuthorities } userErrors { code field message } }\n  }\n": types.MemberUpdateDocument,
    "\n  mutation MemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n": types.MemberRemoveDocument,
    "\n  query OrganisationMembers($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      authorities { id name }\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node { id version name me roles allAuthorities authorities { id name } }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.OrganisationMembersDocument,
    "\n  mutation CertificateRemove($input: CertificateRemoveInput!) {\n    certificateRemove(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n": types.CertificateRemoveDocument,
    "\n  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }\n    }\n  }\n": types.RetentionPreviewOfDocument,
    "\n  query SettingsOfAuthority($id: ID!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } }\n      }\n    }\n  }\n": types.SettingsOfAuthorityDocument,
    "\n  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {\n    authoritySettingsSave(input: $input) {\n      authority { id settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } } }\n      userErrors { code field message }\n    }\n  }\n": types.AuthoritySettingsSaveDocument,
    "\n  fragment CertificateParts on Certificate {\n    id\n    subject\n    issuer\n    serialNumber\n    fingerprint\n    emails\n    key\n    forSigning\n    forEncryption\n    notBefore\n    notAfter\n    state\n    revocationCheckedAt\n    gatewayDomain\n    warnings\n  }\n": types.CertificatePartsFragmentDoc,
    "\n  fragment ChannelParts on Authority {\n    id\n    name\n    reachability\n    channel {\n      version\n      kind\n      state\n      problem\n      email\n      profile\n      legacyUntil\n      mailLimitBytes\n      maxMessageBytes\n      certificates { id ...CertificateParts }\n      tests { startedAt profile state answeredAt result }\n    }\n  }\n": types.ChannelPartsFragmentDoc,
    "\n  query ConnectAuthorities($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n": types.ConnectAuthoritiesDocument,
    "\n  query ConnectAuthority($id: ID!) {\n    node(id: $id) { id ... on Authority { name reachability region { id name } } }\n  }\n": types.ConnectAuthorityDocument,
    "\n  mutation AuthorityConnectRequest($input: AuthorityConnectRequestInput!) {\n    authorityConnectRequest(input: $input) { accepted userErrors { code field message } }\n  }\n": types.AuthorityConnectRequestDocument,
    "\n  mutation AuthorityConnectConfirm($input: AuthorityConnectConfirmInput!) {\n    authorityConnectConfirm(input: $input) {\n      membership { id }\n      authority { id name }\n      userErrors { code field message }\n    }\n  }\n": types.AuthorityConnectConfirmDocument,
    "\n  query ContractFile($id: ID!) { node(id: $id) { __typename id ... on Contract { document { url filename } } } }\n": types.ContractFileDocument,
    "\n  query ContractSignedFile($id: ID!) {\n    node(id: $id) { __typename id ... on Contract { signedDocument { url filename } } }\n  }\n": types.ContractSignedFileDocument,
    "\n  query OneContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n": types.OneContractDocument,
    "\n  fragment ContractRow on Contract {\n    id version reference level state effectiveFrom endsOn signableAs\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n  }\n": types.ContractRowFragmentDoc,
    "\n  query OwnContracts($organisationId: ID!, $state: ContractState, $after: String) {\n    organisation(id: $organisationId) {\n      id\n      internal {\n        contracts(state: $state, first: 20, after: $after) {\n          edges { cursor node { id ...ContractRow } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.OwnContractsDocument,
    "\n  mutation ContractDecline($input: ContractDeclineInput!) {\n    contractDecline(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": types.ContractDeclineDocument,
    "\n  query DeskContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n": types.DeskContractDocument,
    "\n  query ContractsBelow($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        children(first: 20, after: $after) {\n          edges { cursor node { id reference level state grantee { id name } } }\n          pageInfo { hasNextPage endCursor }\n          totalCount\n        }\n      }\n    }\n  }\n": types.ContractsBelowDocument,
    "\n  query DeskContracts($level: ContractLevel, $state: ContractState, $offeringId: ID, $after: String) {\n    desk {\n      contracts(level: $level, state: $state, offeringId: $offeringId, first: 20, after: $after) {\n        edges { cursor node { id ...ContractRow } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskContractsDocument,
    "\n  query ContractTermination($id: ID!, $endsOn: Date!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        termination(endsOn: $endsOn) {\n          affectedCount\n          digest\n          affected(first: 20) {\n            edges { cursor node { id reference level state grantee { id name } offering { id slug current { id name } } } }\n          }\n        }\n      }\n    }\n  }\n": types.ContractTerminationDocument,
    "\n  mutation ContractTerminate($input: ContractTerminateInput!) {\n    contractTerminate(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": types.ContractTerminateDocument,
    "\n  query SigningIssuers { certificateIssuers { name startPath } }\n": types.SigningIssuersDocument,
    "\n  query ContractOfferings($search: String!) {\n    offerings(filter: { search: $search, kind: EFA }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n": types.ContractOfferingsDocument,
    "\n  query ContractOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name kind } } }\n  }\n": types.ContractOrganisationsDocument,
    "\n  mutation ContractRecord($input: ContractRecordInput!) {\n    contractRecord(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": types.ContractRecordDocument,
    "\n  query ContractParents($level: ContractLevel!, $offeringId: ID!) {\n    desk {\n      contracts(level: $level, offeringId: $offeringId, first: 50) {\n        edges { cursor node { id reference state grantor { id name } grantee { id name } } }\n      }\n    }\n  }\n": types.ContractParentsDocument,
    "\n  mutation ContractSign($input: ContractSignInput!) {\n    contractSign(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n": types.ContractSignDocument,
    "\n  mutation ContractTemplateSave($input: ContractTemplateSaveInput!) {\n    contractTemplateSave(input: $input) { template { id ...TemplateParts } userErrors { code field message } }\n  }\n": types.ContractTemplateSaveDocument,
    "\n  fragment TemplateParts on ContractTemplate { id level version body validFrom annexes { title body } }\n": types.TemplatePartsFragmentDoc,
    "\n  query ContractTemplates($level: ContractLevel!, $after: String) {\n    desk {\n      contractTemplates(level: $level, first: 10, after: $after) {\n        edges { cursor node { id ...TemplateParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ContractTemplatesDocument,
    "\n  query TemplatePreview($id: ID!) {\n    node(id: $id) { __typename id ... on ContractTemplate { preview { url filename } } }\n  }\n": types.TemplatePreviewDocument,
    "\n  fragment ContractParts on Contract {\n    id version reference level state orderId templateVersion\n    effectiveFrom endsOn noticePeriodMonths documentDigest signableAs declinable terminableFrom\n    refusal { reason by actingPerson at }\n    terminationNotice { reason by actingPerson at }\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n    parent { id }\n    chain { ...ChainLinkParts }\n    signatures {\n      party signerName actingPerson certificateFingerprint signedInAt documentDigest at\n      organisation { id name }\n    }\n  }\n": types.ContractPartsFragmentDoc,
    "\n  query DeskAudit($subjectId: ID, $after: String) {\n    desk {\n      audit(subjectId: $subjectId, first: 50, after: $after) {\n        edges { cursor node { id at actor capacity action subjectId detail } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskAuditDocument,
    "\n  query DeskBlockedAccounts($after: String) {\n    desk {\n      blockedAccounts(first: 20, after: $after) {\n        edges { cursor node { id blockedAt blockedBy reason } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskBlockedAccountsDocument,
    "\n  mutation AccountBlock($input: AccountBlockInput!) {\n    accountBlock(input: $input) { account { id } userErrors { code field message } }\n  }\n": types.AccountBlockDocument,
    "\n  mutation AccountUnblock($input: AccountUnblockInput!) {\n    accountUnblock(input: $input) { unblockedAccountId userErrors { code field message } }\n  }\n": types.AccountUnblockDocument,
    "\n  fragment ConnectRequestParts on ConnectRequest {\n    id\n    kind\n    state\n    requestedAt\n    decidedAt\n    proposedBy\n    proposedByMe\n    proposedAt\n    note\n    contact { name email phone department }\n    address { recipient addition street houseNumber postalCode city region country }\n    authority {\n      id\n      name\n      website\n      postBox\n      address { recipient addition street houseNumber postalCode city region country }\n    }\n  }\n": types.ConnectRequestPartsFragmentDoc,
    "\n  query DeskConnectRequests($state: ConnectRequestState, $after: String) {\n    desk {\n      connectRequests(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...ConnectRequestParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskConnectRequestsDocument,
    "\n  mutation AuthorityConnectDecide($input: AuthorityConnectDecideInput!) {\n    authorityConnectDecide(input: $input) { request { id state ...ConnectRequestParts } userErrors { code field message } }\n  }\n": types.AuthorityConnectDecideDocument,
    "\n  query DeskExpiring($after: String) {\n    desk {\n      expiringCertificates(first: 20, after: $after) {\n        edges { cursor node { id subject notAfter authority { id name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskExpiringDocument,
    "\n  query DeskFailures { desk { failures { mails authorityMails letters jobs { kind failed late since } } } }\n": types.DeskFailuresDocument,
    "\n  mutation ActivationLetterGrant($input: ActivationLetterGrantInput!) {\n    activationLetterGrant(input: $input) { grantedAccountId userErrors { code field message } }\n  }\n": types.ActivationLetterGrantDocument,
    "\n  query DeskHeldDeletions($after: String) {\n    desk {\n      heldDeletions(first: 20, after: $after) {\n        edges { cursor node { id reference since endedOn letter letterReference deletesAt } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskHeldDeletionsDocument,
    "\n  fragment LetterBatchParts on LetterBatch { id letters createdAt printedAt pdf { filename } manifest { filename } }\n": types.LetterBatchPartsFragmentDoc,
    "\n  query LetterBatchFiles($id: ID!) {\n    node(id: $id) { __typename id ... on LetterBatch { id pdf { url filename } manifest { url filename } } }\n  }\n": types.LetterBatchFilesDocument,
    "\n  query DeskLetters($after: String) {\n    desk {\n      letterBatches(first: 20, after: $after) {\n        edges { cursor node { id ...LetterBatchParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskLettersDocument,
    "\n  query LettersWaiting { desk { lettersWaiting } }\n": types.LettersWaitingDocument,
    "\n  mutation LetterBatchCreate($input: LetterBatchCreateInput!) {\n    letterBatchCreate(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n": types.LetterBatchCreateDocument,
    "\n  mutation LetterBatchPrinted($input: LetterBatchPrintedInput!) {\n    letterBatchPrinted(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n": types.LetterBatchPrintedDocument,
    "\n  query DeskQuarantine($after: String) {\n    desk {\n      quarantine(first: 20, after: $after) {\n        edges { cursor node { id ...QuarantinedMailParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskQuarantineDocument,
    "\n  mutation QuarantineRetry($input: QuarantineRetryInput!) {\n    quarantineRetry(input: $input) { accepted mail { id ...QuarantinedMailParts } userErrors { code field message } }\n  }\n": types.QuarantineRetryDocument,
    "\n  fragment QuarantinedMailParts on QuarantinedMail {\n    id\n    authority { id name }\n    state\n    reason\n    from\n    subject\n    receivedAt\n    size\n    retryable\n  }\n": types.QuarantinedMailPartsFragmentDoc,
    "\n  mutation LetterReturned($input: LetterReturnedInput!) {\n    letterReturned(input: $input) { letter { id returnedAt } userErrors { code field message } }\n  }\n": types.LetterReturnedDocument,
    "\n  query DeskSuspended {\n    desk { suspendedAuthorities { authority { id name } channel { kind state problem email } } }\n  }\n": types.DeskSuspendedDocument,
    "\n  query DeskCounts {\n    desk {\n      operators\n      connectRequests(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      proposed: connectRequests(state: RELEASE_PROPOSED, first: 20) {\n        edges { cursor node { id } }\n        pageInfo { hasNextPage }\n      }\n      suspendedAuthorities { authority { id } }\n      expiringCertificates(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      quarantine(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      lettersWaiting\n      marketAccounts(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      marketWaiting { orders tickets brokenLinks }\n      failures { mails authorityMails letters jobs { failed late } }\n    }\n  }\n": types.DeskCountsDocument,
    "\n  query CaseDrafts($id: ID!) { authorityCase(id: $id) { id consents { id scope } drafts { id ...DraftParts } } }\n": types.CaseDraftsDocument,
    "\n  mutation SendReply($input: CaseReplyInput!) {\n    caseReply(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseParts }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n": types.SendReplyDocument,
    "\n  query CaseApprovals($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      approvals { service { id name } running { id day { date } } ifComplete { date explanation provisional } extendable }\n    }\n  }\n": types.CaseApprovalsDocument,
    "\n  query ConsentsOfCase($id: ID!) { authorityCase(id: $id) { id consents { id scope givenAt } } }\n": types.ConsentsOfCaseDocument,
    "\n  query CaseKeepingOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version fileReference retainUntil awaitingArchiveSince state\n      retentionClass { key name months offerToArchive exportFirst }\n      exported { at complete }\n      legalHold { by reason until since }\n      archiveOffer { answer answeredOn }\n      authority { id settings { version retentionClasses { key name months exportFirst } } }\n    }\n  }\n": types.CaseKeepingOfDocument,
    "\n  mutation KeepCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case {\n        id version fileReference retainUntil awaitingArchiveSince state\n        retentionClass { key name months offerToArchive exportFirst }\n        exported { at complete }\n        legalHold { by reason until since }\n        archiveOffer { answer answeredOn }\n      }\n      userErrors { code field message }\n    }\n  }\n": types.KeepCaseDocument,
    "\n  query CaseHead($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n": types.CaseHeadDocument,
    "\n  query CaseThread($id: ID!, $before: String) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": types.CaseThreadDocument,
    "\n  query CaseCounter($id: ID!) { authorityCase(id: $id) { id unreadCount version } }\n": types.CaseCounterDocument,
    "\n  query CaseProgressOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version ownerDeletedAt\n      authority { id }\n      progress { ...ProgressParts }\n      deadlines { id ...DeadlineParts }\n    }\n  }\n": types.CaseProgressOfDocument,
    "\n  mutation TellProgress($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case { id version progress { ...ProgressParts } }\n      userErrors { code field message }\n    }\n  }\n": types.TellProgressDocument,
    "\n  query CaseEvents($id: ID!, $after: String) {\n    authorityCase(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.CaseEventsDocument,
    "\n  query NewerCase($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n": types.NewerCaseDocument,
    "\n  query Colleagues($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        organisation { id internal { members(role: CLERK, first: 100) { edges { cursor node { id name me } } } } }\n      }\n    }\n  }\n": types.ColleaguesDocument,
    "\n  mutation ConfirmReceipt($input: ReceiptConfirmInput!) {\n    receiptConfirm(input: $input) { message { id ...MessageParts } userErrors { code field message } }\n  }\n": types.ConfirmReceiptDocument,
    "\n  query Inbox($authorityId: ID!, $filter: CaseFilter, $orderBy: CaseOrder, $after: String) {\n    authorityCases(authorityId: $authorityId, filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      edges { cursor node { id ...CaseRowParts } }\n      pageInfo { endCursor hasNextPage }\n      totalCount\n    }\n  }\n": types.InboxDocument,
    "\n  mutation AddNote($input: CaseNoteAddInput!) {\n    caseNoteAdd(input: $input) { case { id notes { id author body at } } userErrors { code field message } }\n  }\n": types.AddNoteDocument,
    "\n  fragment CaseRowParts on AuthorityCase {\n    id\n    version\n    reference\n    fileReference\n    title\n    person { id name }\n    services { id name }\n    unreadCount\n    waitingSince\n    state\n    assignee { id name me absentUntil deputy { id name me } }\n    dueOn\n    ownerDeletedAt\n  }\n": types.CaseRowPartsFragmentDoc,
    "\n  fragment CaseParts on AuthorityCase {\n    id\n    ...CaseRowParts\n    authority { id name }\n    region { id name designation }\n    address { recipient addition street houseNumber postalCode city region country }\n    trustLevel\n    notes { id author body at }\n    retainUntil\n  }\n": types.CasePartsFragmentDoc,
    "\n  mutation UpdateCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) { case { id ...CaseParts } userErrors { code field message } }\n  }\n": types.UpdateCaseDocument,
    "\n  subscription CaseArrivals($authorityId: ID!, $after: String) {\n    caseMessageReceived(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseRowParts }\n    }\n  }\n": types.CaseArrivalsDocument,
    "\n  subscription CaseChanges($authorityId: ID!, $after: String) {\n    caseChanged(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      event { id kind message { id ...MessageParts } }\n      case { id ...CaseParts }\n    }\n  }\n": types.CaseChangesDocument,
    "\n  query LegalTexts { legalTexts { kind version validFrom markdown } }\n": types.LegalTextsDocument,
    "\n  mutation LevyDraftSave($input: LevyDraftSaveInput!) {\n    levyDraftSave(input: $input) {\n      levyYear { id version year revision state sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n": types.LevyDraftSaveDocument,
    "\n  query LevyAdminYears {\n    levyYears { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n  }\n": types.LevyAdminYearsDocument,
    "\n  query LevyYears {\n    levyYears { id version year revision state publishedAt settlementNote correctionNote ...LevyPictureParts }\n  }\n": types.LevyYearsDocument,
    "\n  fragment LevyPictureParts on LevyYear {\n    id\n    year\n    totalCost\n    stateAmount\n    municipalAmount\n    sharesTotal\n    stateShare\n    populationOn\n    territoryOn\n    dueOn\n    levels { level amount populationBase payers sharesTotal computation }\n    positions { name totalCost stateOnlyCost levels { level share } }\n  }\n": types.LevyPicturePartsFragmentDoc,
    "\n  query LevyPlaces($search: String!) {\n    regions(search: $search, first: 20) { edges { cursor node { id ars name designation kind kreis { id name } } } }\n  }\n": types.LevyPlacesDocument,
    "\n  query LevyShareList($year: Int!, $revision: Int!, $search: String, $level: LevyLevel, $differing: Boolean, $after: String) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      version\n      shares(search: $search, level: $level, differing: $differing, first: 20, after: $after) {\n        edges { cursor node { id name level population amount officialAmount difference region { id name kreis { id name } } } }\n        pageInfo { hasNextPage endCursor }\n        totalCount\n      }\n    }\n  }\n": types.LevyShareListDocument,
    "\n  query LevyBases {\n    levyYears {\n      id\n      version\n      year\n      revision\n      state\n      stateShare\n      municipalAmount\n      levels { level amount }\n      positions { name totalCost stateOnlyCost levels { level share } }\n    }\n  }\n": types.LevyBasesDocument,
    "query LevyPlaceName($ars: ARS!) { region(ars: $ars) { id ars name kind } }": types.LevyPlaceNameDocument,
    "\n  mutation LevyOfficialSave($input: LevyOfficialSaveInput!) {\n    levyOfficialSave(input: $input) { levyYear { id version } userErrors { code field message } }\n  }\n": types.LevyOfficialSaveDocument,
    "\n  query OwnLevyShares($year: Int!, $revision: Int!, $of: ARS!) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      shares(of: $of) { edges { cursor node { id name level amount explanation officialAmount difference } } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.OwnLevySharesDocument,
    "\n  mutation LevyPublish($input: LevyPublishInput!) {\n    levyPublish(input: $input) {\n      levyYear { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n": types.LevyPublishDocument,
    "\n  query Simulated($basis: LevyBasisInput!, $populations: [LevyPopulationInput!], $of: ARS!, $withPlace: Boolean!, $year: Int!, $revision: Int!) {\n    levySimulation(basis: $basis, populations: $populations) {\n      municipalAmount\n      levels { level amount }\n      shares(of: $of) @include(if: $withPlace) { edges { cursor node { name level amount explanation } } }\n    }\n    levyYear(year: $year, revision: $revision) @include(if: $withPlace) {\n      id\n      shares(of: $of) { edges { cursor node { id level amount } } }\n    }\n  }\n": types.SimulatedDocument,
    "\n  query MailboxConsequences($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      deletionPreview {\n        ...DeletionLosses\n        told { id name }\n        onTheWay { id name }\n        unanswered { id name }\n      }\n    }\n  }\n": types.MailboxConsequencesDocument,
    "\n  mutation DeleteMailbox($input: MailboxDeleteInput!) {\n    mailboxDelete(input: $input) {\n      deletedMailboxId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n": types.DeleteMailboxDocument,
    "\n  fragment DeletionLosses on DeletionPreview {\n    keptBy { id name }\n    onTheWay { id name }\n    unopenedDecisions { id subject senderName sentAt }\n    runningPeriods { id subject dueOn }\n    deadlines { id kind authority { id name } message { id } day { date } }\n    drafts\n  }\n": types.DeletionLossesFragmentDoc,
    "\n  mutation MailboxKeep($input: MailboxKeepInput!) {\n    mailboxKeep(input: $input) {\n      mailbox { id lastActivityAt deletesAt deletionWarnings deletionHeld deletionLetterPostedAt }\n      userErrors { code field message }\n    }\n  }\n": types.MailboxKeepDocument,
    "\n  query MailboxAuthorities {\n    viewer {\n      id\n      caseMailboxes(first: 50) { edges { cursor node { id parties { id authority { id name } } } } }\n    }\n  }\n": types.MailboxAuthoritiesDocument,
    "\n  query Mailboxes($filter: MailboxFilter, $after: String) {\n    viewer {\n      id\n      caseMailboxes(filter: $filter, first: 20, after: $after) {\n        edges { cursor node { id ...MailboxRowParts } }\n        pageInfo { endCursor hasNextPage }\n        totalCount\n      }\n    }\n  }\n": types.MailboxesDocument,
    "\n  subscription MailboxArrivals($after: String) {\n    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }\n  }\n": types.MailboxArrivalsDocument,
    "\n  subscription MailboxChanges($after: String) {\n    mailboxChanged(after: $after) {\n      cursor\n      mailboxId\n      event { id kind message { id ...MessageParts } }\n      mailbox { id title unreadCount lastActivityAt deletesAt }\n    }\n  }\n": types.MailboxChangesDocument,
    "\n  query MailboxHead($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      reference\n      title\n      undertaking { id name }\n      region { id name designation }\n      parties { id ...PartyParts }\n      lastActivityAt\n      deletesAt\n      deletionWarnings\n      deletionHeld\n      deletionLetterPostedAt\n    }\n  }\n": types.MailboxHeadDocument,
    "\n  query MailboxThread($id: ID!, $before: String) {\n    caseMailbox(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": types.MailboxThreadDocument,
    "\n  fragment PartyParts on CaseParty {\n    id\n    role\n    reachability\n    channel\n    maxMessageBytes\n    authority { id name }\n    services { id name }\n    fallback {\n      address { recipient addition street houseNumber postalCode city region country }\n      fax\n      phone\n      note\n    }\n  }\n": types.PartyPartsFragmentDoc,
    "\n  query MailboxProgress($id: ID!) {\n    caseMailbox(id: $id) { id state parties {\n      id\n      authority { id name }\n      declinedAt\n      suggestedAuthority { id name }\n      progress { since ...ProgressParts }\n    } deadlines { id ...DeadlineParts } }\n  }\n": types.MailboxProgressDocument,
    "\n  query MailboxEvents($id: ID!, $after: String) {\n    caseMailbox(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.MailboxEventsDocument,
    "\n  fragment MailboxRowParts on CaseMailbox {\n    id\n    reference\n    title\n    unreadCount\n    deletesAt\n    state\n    deletionWarnings\n    parties { id authority { id name } }\n    messages(last: 3) {\n      edges { cursor node { id direction kind dueOn sentAt senderName fromAuthority { id name } } }\n    }\n  }\n": types.MailboxRowPartsFragmentDoc,
    "\n  query MessageConsequences($id: ID!, $documentId: ID) {\n    node(id: $id) {\n      __typename\n      ... on Message {\n        id\n        direction\n        deletionPreview(documentId: $documentId) {\n          ...DeletionLosses\n        }\n      }\n    }\n  }\n": types.MessageConsequencesDocument,
    "\n  query OpeningServices($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!], $nodes: [ID!]!) {\n    region(ars: $ars) { id name designation }\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...OpeningParts }\n    nodes(ids: $nodes) { __typename id ... on Undertaking { id name } }\n  }\n": types.OpeningServicesDocument,
    "\n  query OpeningAuthority($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        name\n        reachability\n        address { recipient addition street houseNumber postalCode city region country }\n        phone\n        fax\n      }\n    }\n  }\n": types.OpeningAuthorityDocument,
    "\n  fragment OpeningParts on Competence {\n    service { id name }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } }\n  }\n": types.OpeningPartsFragmentDoc,
    "\n  mutation OpenMailbox($input: MailboxOpenInput!) {\n    mailboxOpen(input: $input) { mailbox { id } userErrors { code field message } }\n  }\n": types.OpenMailboxDocument,
    "\n  query MailboxDrafts($id: ID!) { caseMailbox(id: $id) { id drafts { id ...DraftParts } } }\n": types.MailboxDraftsDocument,
    "\n  mutation SendMessage($input: MessageSendInput!) {\n    messageSend(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      mailbox { id unreadCount lastActivityAt deletesAt }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n": types.SendMessageDocument,
    "\n  query UnreadTotal { viewer { id unreadMessageCount } }\n": types.UnreadTotalDocument,
    "\n  query MailboxCounters($id: ID!) {\n    viewer { id unreadMessageCount }\n    caseMailbox(id: $id) { id unreadCount lastActivityAt deletesAt }\n  }\n": types.MailboxCountersDocument,
    "\n  mutation DeleteMessage($input: MessageDeleteInput!) {\n    messageDelete(input: $input) { deletedMessageId userErrors { code field message } }\n  }\n": types.DeleteMessageDocument,
    "\n  mutation DeleteDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n": types.DeleteDocumentDocument,
    "\n  query MarketAccountReview($id: ID!) { node(id: $id) { id ... on MarketAccount { __typename ...ReviewParts } } }\n": types.MarketAccountReviewDocument,
    "\n  fragment AccountRowParts on MarketAccount {\n    id\n    state\n    person { id name }\n    organisation { id name }\n    newOrganisation\n    form { organisationName maySign }\n    maySign\n    shared\n    certificateValidTo\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n": types.AccountRowPartsFragmentDoc,
    "\n  query AccountNumbers($id: ID!) { organisation(id: $id) { id internal { accountsUsed accountLimit } } }\n": types.AccountNumbersDocument,
    "\n  query MarketCertificateIssuers { certificateIssuers { name startPath } }\n": types.MarketCertificateIssuersDocument,
    "\n  mutation MarketAccountRequest($input: MarketAccountRequestInput!) {\n    marketAccountRequest(input: $input) { account { id state } userErrors { code field message } }\n  }\n": types.MarketAccountRequestDocument,
    "\n  fragment ClaimsParts on CertificateClaims {\n    fingerprint\n    email\n    personName\n    functionalMailbox\n    organisationName\n    legalForm\n    address { recipient addition street houseNumber postalCode city region country }\n    taxNumber\n    validTo\n  }\n": types.ClaimsPartsFragmentDoc,
    "\n  mutation MarketAccountDecide($input: MarketAccountDecideInput!) {\n    marketAccountDecide(input: $input) { account { id ...ReviewParts } userErrors { code field message } }\n  }\n": types.MarketAccountDecideDocument,
    "\n  mutation MarketCertificateReplace($input: MarketCertificateReplaceInput!) {\n    marketCertificateReplace(input: $input) {\n      account { id ...OwnAccountParts }\n      userErrors { code field message }\n    }\n  }\n": types.MarketCertificateReplaceDocument,
    "\n  query OwnMarketAccount {\n    certificateSignIn { hasAccount claims { fingerprint email ...ClaimsParts } }\n    viewer { id email givenName familyName marketAccounts { id ...OwnAccountParts } }\n  }\n": types.OwnMarketAccountDocument,
    "\n  query InvitationOfRequest($token: String!) {\n    invitation(token: $token) { id organisation { id name } invitedBy state }\n  }\n": types.InvitationOfRequestDocument,
    "\n  query DeskMarketAccounts($state: MarketAccountState, $after: String) {\n    desk {\n      marketAccounts(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...AccountRowParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskMarketAccountsDocument,
    "\n  query MarketOrganisations($search: String!) {\n    organisations(search: $search, first: 8) { edges { cursor node { id name kind dissolved } } }\n  }\n": types.MarketOrganisationsDocument,
    "\n  query MeantOrganisations($whole: String!, $part: String!) {\n    whole: organisations(search: $whole, first: 4) { edges { cursor node { id name kind dissolved } } }\n    part: organisations(search: $part, first: 4) { edges { cursor node { id name kind dissolved } } }\n  }\n": types.MeantOrganisationsDocument,
    "\n  query SimilarOrganisations($whole: String!, $last: String!) {\n    whole: organisations(search: $whole, first: 5) { edges { cursor node { id name kind } } }\n    last: organisations(search: $last, first: 5) { edges { cursor node { id name kind } } }\n  }\n": types.SimilarOrganisationsDocument,
    "\n  query MarketTermsVersion { legalTexts { kind version } }\n": types.MarketTermsVersionDocument,
    "\n  fragment OwnAccountParts on MarketAccount {\n    id\n    version\n    state\n    organisation { id name }\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims { fingerprint ...ClaimsParts }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n": types.OwnAccountPartsFragmentDoc,
    "\n  fragment ReviewParts on MarketAccount {\n    id\n    version\n    state\n    person { id name }\n    organisation {\n      id\n      name\n      kind\n      address { recipient addition street houseNumber postalCode city region country }\n      internal { taxNumber accountsUsed accountLimit }\n    }\n    newOrganisation\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims {\n      fingerprint\n      email\n      personName\n      organisationName\n      legalForm\n      address { recipient addition street houseNumber postalCode city region country }\n      taxNumber\n    }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    invitedBy\n    requestedAt\n    decidedAt\n    replaces { id }\n    possibleDuplicates { id state person { id name } organisation { id name } form { organisationName } requestedAt decidedAt }\n  }\n": types.ReviewPartsFragmentDoc,
    "\n  query DeskGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n": types.DeskGroupDocument,
    "\n  query GroupDocuments($slug: String!, $after: String) {\n    group(slug: $slug) {\n      id\n      documents(first: 30, after: $after) {\n        edges { cursor node { id ...GroupFileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.GroupDocumentsDocument,
    "\n  query GroupFileLink($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { download { url filename } } }\n  }\n": types.GroupFileLinkDocument,
    "\n  fragment GroupEditParts on Group {\n    id version slug name wholeMarket archived\n    texts { locale name description }\n    offerings { id slug current { id name } }\n    moderators { id name organisationName }\n  }\n": types.GroupEditPartsFragmentDoc,
    "\n  mutation GroupSave($input: GroupSaveInput!) {\n    groupSave(input: $input) { group { id slug ...GroupEditParts } userErrors { code field message } }\n  }\n": types.GroupSaveDocument,
    "\n  query NewerGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n": types.NewerGroupDocument,
    "\n  query GroupMembers($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 50, after: $after) {\n        edges { cursor node { id ...ProfileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.GroupMembersDocument,
    "\n  query GroupHead($slug: String!) { group(slug: $slug) { id ...GroupParts } }\n": types.GroupHeadDocument,
    "\n  query GroupPosts($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      posts(search: $search, first: 20, after: $after) {\n        edges { cursor node { id ...GroupPostParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.GroupPostsDocument,
    "\n  mutation GroupSeen($input: GroupSeenInput!) {\n    groupSeen(input: $input) { group { id unread } userErrors { code field message } }\n  }\n": types.GroupSeenDocument,
    "\n  mutation GroupPostHide($input: GroupPostHideInput!) {\n    groupPostHide(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n": types.GroupPostHideDocument,
    "\n  mutation GroupJoin($input: GroupJoinInput!) {\n    groupJoin(input: $input) { group { id slug ...GroupParts } userErrors { code field message } }\n  }\n": types.GroupJoinDocument,
    "\n  mutation GroupLeave($input: GroupLeaveInput!) {\n    groupLeave(input: $input) { group { id ...GroupParts } userErrors { code field message } }\n  }\n": types.GroupLeaveDocument,
    "\n  mutation GroupPostSend($input: GroupPostInput!) {\n    groupPost(input: $input) {\n      postEdge { cursor node { id ...GroupPostParts } }\n      post { id ...GroupPostParts }\n      userErrors { code field message }\n    }\n  }\n": types.GroupPostSendDocument,
    "\n  mutation GroupPostRemove($input: GroupPostRemoveInput!) {\n    groupPostRemove(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n": types.GroupPostRemoveDocument,
    "\n  query GroupReplies($id: ID!, $before: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on GroupPost {\n        replies(last: 20, before: $before) {\n          edges { cursor node { id ...GroupPostParts } }\n          pageInfo { startCursor hasPreviousPage }\n        }\n      }\n    }\n  }\n": types.GroupRepliesDocument,
    "\n  fragment GroupRowParts on Group {\n    id slug name description wholeMarket archived memberCount joined unread\n    offerings { id slug current { id name } }\n  }\n": types.GroupRowPartsFragmentDoc,
    "\n  fragment GroupParts on Group {\n    id moderator\n    ...GroupRowParts\n    profile { id name organisationName }\n    catalogueFiles { filename mediaType locale url }\n  }\n": types.GroupPartsFragmentDoc,
    "\n  fragment GroupFileParts on GroupDocument { id filename mediaType size scanned refusal authorName at }\n": types.GroupFilePartsFragmentDoc,
    "\n  fragment GroupPostParts on GroupPost {\n    id version authorName authorOrganisationName official body hidden hiddenReason removed mine at lastReplyAt replyCount\n    author { id moderator }\n    files { id ...GroupFileParts }\n    offering { id slug current { id name } }\n  }\n": types.GroupPostPartsFragmentDoc,
    "\n  fragment ProfileParts on Profile { id name organisationName operator moderator }\n": types.ProfilePartsFragmentDoc,
    "\n  query GroupOfferingsFound($search: String!) {\n    offerings(filter: { search: $search }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n": types.GroupOfferingsFoundDocument,
    "\n  query GroupMembersFound($slug: String!, $search: String!) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 10) { edges { cursor node { id name organisationName } } }\n    }\n  }\n": types.GroupMembersFoundDocument,
    "\n  mutation GroupDocumentCreate($input: GroupDocumentCreateInput!) {\n    groupDocumentCreate(input: $input) { document { id uploadUrl } userErrors { code field message } }\n  }\n": types.GroupDocumentCreateDocument,
    "\n  query GroupDocumentState($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { mediaType scanned refusal uploadUrl } }\n  }\n": types.GroupDocumentStateDocument,
    "\n  query Groups($after: String) {\n    groups(first: 50, after: $after) {\n      edges { cursor node { id ...GroupRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n": types.GroupsDocument,
    "\n  query NewerPost($id: ID!) { node(id: $id) { __typename id ... on GroupPost { ...GroupPostParts } } }\n": types.NewerPostDocument,
    "\n  mutation OrderCancel($input: OrderCancelInput!) {\n    orderCancel(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n": types.OrderCancelDocument,
    "\n  mutation OrderDecide($input: OrderDecideInput!) {\n    orderDecide(input: $input) { order { id ...OrderParts } userErrors { code field message } }\n  }\n": types.OrderDecideDocument,
    "\n  query DeskOrder($reference: String!) {\n    order(reference: $reference) { id ...OrderDraft ...OrderParts ...OrderChecks }\n  }\n": types.DeskOrderDocument,
    "\n  query DeskOrders($state: OrderState, $after: String) {\n    desk {\n      orders(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...OrderParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskOrdersDocument,
    "\n  fragment OrderChecks on Order {\n    id submittedBy actingPerson alreadyInUse portalUrl interfaceCostsAcknowledgedAt\n    organisation { id kind }\n    onBehalfOf { id kind }\n    unit { id kind }\n    ordered { id eligible }\n    offering { id chain { level state } }\n    subjectContact { name }\n    technicalContact { name }\n  }\n": types.OrderChecksFragmentDoc,
    "\n  mutation OrderContactsUpdate($input: OrderContactsUpdateInput!) {\n    orderContactsUpdate(input: $input) {\n      order { id ...OrderDraft ...OrderParts }\n      userErrors { code field message }\n    }\n  }\n": types.OrderContactsUpdateDocument,
    "\n  query OneOrder($reference: String!) { order(reference: $reference) { id ...OrderDraft ...OrderParts } }\n": types.OneOrderDocument,
    "\n  subscription OrderLive($organisationId: ID, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId order { id ...OrderDraft ...OrderParts } }\n  }\n": types.OrderLiveDocument,
    "\n  query OrderOffering($slug: String!) {\n    offering(slug: $slug) {\n      id slug state\n      current { id name kind }\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n": types.OrderOfferingDocument,
    "\n  query Orders($byOrganisationId: ID, $state: OrderState, $after: String) {\n    orders(byOrganisationId: $byOrganisationId, state: $state, first: 20, after: $after) {\n      edges { cursor node { id ...OrderParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OrdersDocument,
    "\n  mutation OrderSubmit($input: OrderSubmitInput!) {\n    orderSubmit(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n": types.OrderSubmitDocument,
    "\n  query OrderContactDefaults($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        subjectContact { name email phone department }\n        technicalContact { name email phone department }\n        digitalOfficer { name email phone department }\n      }\n    }\n  }\n": types.OrderContactDefaultsDocument,
    "\n  mutation OrderSaveForMembers($input: OrderSaveForMembersInput!) {\n    orderSaveForMembers(input: $input) { orders { id ...OrderDraft } userErrors { code field message } }\n  }\n": types.OrderSaveForMembersDocument,
    "\n  query OrderParties($id: ID!) {\n    organisation(id: $id) { id internal { setUpBy { id name kind } } }\n  }\n": types.OrderPartiesDocument,
    "\n  query OrderPartySearch($search: String!, $associations: Boolean!) {\n    vendors: organisations(search: $search, kind: VENDOR, first: 10) { edges { cursor node { id name kind } } }\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 10) @include(if: $associations) {\n      edges { cursor node { id name kind } }\n    }\n  }\n": types.OrderPartySearchDocument,
    "\n  query OrderProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n": types.OrderProceduresDocument,
    "\n  query OrderProcedure($id: ID!) {\n    node(id: $id) { id ... on SpecialistProcedure { name versions vendor { id name } } }\n  }\n": types.OrderProcedureDocument,
    "\n  fragment OrderDraft on Order {\n    id version reference state editable submittable\n    alreadyInUse portalUrl procedureVersion wishedOn note preparedBy\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered {\n      id name kind costClass costNote financedByLevy\n      dataProtection { legalBasis noAgreement ownProcessing }\n      interfaces {\n        procedure { id name versions vendor { id name } }\n        procedureVersions standard state costClass costNote\n      }\n    }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name versions vendor { id name } }\n    parameters { parameter { key label source example required } value }\n    missing { code field message }\n  }\n": types.OrderDraftFragmentDoc,
    "\n  query OrderDrafts($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Order { ...OrderDraft } } }\n": types.OrderDraftsDocument,
    "\n  mutation OrderSave($input: OrderSaveInput!) {\n    orderSave(input: $input) { order { id ...OrderDraft } userErrors { code field message } }\n  }\n": types.OrderSaveDocument,
    "\n  fragment OrderParts on Order {\n    id version reference state alreadyInUse editable submittable\n    preparedBy submittedBy actingPerson interfaceCostsAcknowledgedAt decisionNote\n    createdAt updatedAt placedAt decidedAt\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered { id name }\n    missing { code field message }\n    contract { id state effectiveFrom signableAs refusal { reason } }\n    rollout { id state liveSince }\n    ticket { id reference }\n  }\n": types.OrderPartsFragmentDoc,
    "\n  query DeputiesOfOrganisation($id: ID!) {\n    organisation(id: $id) {\n      id\n      units { id name }\n      internal { members(role: CLERK, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n": types.DeputiesOfOrganisationDocument,
    "\n  mutation MemberAbsenceUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) {\n      membership { id version absentUntil deputy { id name } unit { id name } }\n      userErrors { code field message }\n    }\n  }\n": types.MemberAbsenceUpdateDocument,
    "\n  query InvitationOfLink($token: String!) {\n    invitation(token: $token) { id organisation { id name } email roles invitedBy state expiresAt }\n  }\n": types.InvitationOfLinkDocument,
    "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) { membership { id } userErrors { code field message } }\n  }\n": types.InvitationAcceptDocument,
    "\n  query OpenInvitations($id: ID!) {\n    organisation(id: $id) { id internal { invitations { id email roles expiresAt } } }\n  }\n": types.OpenInvitationsDocument,
    "\n  mutation MemberInvite($input: MemberInviteInput!) {\n    memberInvite(input: $input) { invitation { id email } userErrors { code field message } }\n  }\n": types.MemberInviteDocument,
    "\n  mutation InvitationRevoke($input: InvitationRevokeInput!) {\n    invitationRevoke(input: $input) { revokedInvitationId userErrors { code field message } }\n  }\n": types.InvitationRevokeDocument,
    "\n  mutation MemberRolesUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles } userErrors { code field message } }\n  }\n": types.MemberRolesUpdateDocument,
    "\n  mutation OrganisationMemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n": types.OrganisationMemberRemoveDocument,
    "\n  query OrganisationOfPage($id: ID!) { organisation(id: $id) { id ...OrganisationParts } }\n": types.OrganisationOfPageDocument,
    "\n  mutation SetUpDelegationSet($input: SetUpDelegationSetInput!) {\n    setUpDelegationSet(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n": types.SetUpDelegationSetDocument,
    "\n  query SetUpHelpers($search: String!) {\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 5) { edges { cursor node { id name kind } } }\n    vendors: organisations(search: $search, kind: VENDOR, first: 5) { edges { cursor node { id name kind } } }\n  }\n": types.SetUpHelpersDocument,
    "\n  query Signatories($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal { members(role: SIGNATORY, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n": types.SignatoriesDocument,
    "\n  fragment SigningParts on SigningAuthority {\n    id\n    version\n    organisation { id name }\n    by { id name }\n    person { id name }\n    validFrom\n    validTo\n    evidence\n  }\n": types.SigningPartsFragmentDoc,
    "\n  query SigningsOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        signingAuthorities(first: 20, after: $after) {\n          edges { cursor node { id ...SigningParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.SigningsOfOrganisationDocument,
    "\n  query MembersOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              version\n              name\n              me\n              roles\n              absentUntil\n              deputy { id name }\n              unit { id name }\n              marketAccount { id certificateValidTo shared }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.MembersOfOrganisationDocument,
    "\n  fragment OrganisationParts on Organisation {\n    id\n    version\n    name\n    kind\n    region { id name }\n    address { recipient addition street houseNumber postalCode city region country }\n    email\n    dissolved\n    union { id name }\n    municipalities { id name }\n    units { id kind name validTo }\n    internal {\n      taxNumber\n      accountsUsed\n      accountLimit\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      subjectContact { name email phone department }\n      technicalContact { name email phone department }\n      setUpBy { id name }\n      setsUpFor(first: 50) { edges { cursor node { id name } } }\n    }\n  }\n": types.OrganisationPartsFragmentDoc,
    "\n  mutation OrganisationUpdate($input: OrganisationUpdateInput!) {\n    organisationUpdate(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n": types.OrganisationUpdateDocument,
    "\n  mutation SigningAuthoritySave($input: SigningAuthoritySaveInput!) {\n    signingAuthoritySave(input: $input) { signingAuthority { id ...SigningParts } userErrors { code field message } }\n  }\n": types.SigningAuthoritySaveDocument,
    "\n  query PictureOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug current { id name invented } } } }\n  }\n": types.PictureOfferingsDocument,
    "\n  query RolloutMap($offeringId: ID) {\n    rolloutMap(offeringId: $offeringId) { state since region { id ars } }\n  }\n": types.RolloutMapDocument,
    "\n  query RegionSums($offeringId: ID, $within: ARS) {\n    rollouts(offeringId: $offeringId, within: $within, first: 100) {\n      municipalities\n      live\n      inProgress\n      edges { node { municipalities live inProgress region { id ars name designation kind } } }\n    }\n  }\n": types.RegionSumsDocument,
    "\n  query PictureRegion($ars: ARS!) { region(ars: $ars) { id ars name designation kind parent { id ars kind } } }\n": types.PictureRegionDocument,
    "\n  mutation PortalLinkReport($input: PortalLinkReportInput!) {\n    portalLinkReport(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": types.PortalLinkReportDocument,
    "\n  fragment ParameterForm on Rollout {\n    id version viewerParty state\n    parameters { value parameter { key label source example required } }\n  }\n": types.ParameterFormFragmentDoc,
    "\n  mutation RolloutParametersSave($input: RolloutParametersSaveInput!) {\n    rolloutParametersSave(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": types.RolloutParametersSaveDocument,
    "\n  fragment PortalLinkParts on PortalLink { id url state problem reportedAt checkedAt service { id name } }\n": types.PortalLinkPartsFragmentDoc,
    "\n  fragment PortalLinks on Rollout { id state viewerParty links { id ...PortalLinkParts } }\n": types.PortalLinksFragmentDoc,
    "\n  fragment RolloutCard on Rollout {\n    id reference state liveSince wishedOn\n    organisation { id name }\n    unit { id name }\n    offering { id name }\n    tasks { id state }\n  }\n": types.RolloutCardFragmentDoc,
    "\n  query Rollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n": types.RolloutDocument,
    "\n  subscription RolloutChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n": types.RolloutChangedDocument,
    "\n  fragment RolloutView on Rollout {\n    id reference state startedAt liveSince alreadyInUse viewerParty\n    ...TaskList\n    ...ParameterForm\n    ...PortalLinks\n    ...VendorMails\n    ...SetUpData\n  }\n": types.RolloutViewFragmentDoc,
    "\n  fragment SetUpData on Rollout {\n    id reference procedureVersion wishedOn alreadyInUse\n    organisation { id name region { id ars ags } }\n    unit { id name }\n    offering { id name provider { id name } services { id name leikaKey } }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name }\n    parameters { value parameter { key label } }\n  }\n": types.SetUpDataFragmentDoc,
    "\n  fragment TaskList on Rollout { id viewerParty tasks { id state ...TaskRow } }\n": types.TaskListFragmentDoc,
    "\n  fragment TaskRow on RolloutTask {\n    id version state reason changedBy changedAt editable\n    task { key kind title responsible guide { title url } }\n  }\n": types.TaskRowFragmentDoc,
    "\n  fragment VendorMails on Rollout {\n    id state viewerParty\n    vendorMails { party organisation { id name } email sentAt state cause problem }\n  }\n": types.VendorMailsFragmentDoc,
    "\n  mutation VendorLinkSend($input: VendorLinkSendInput!) {\n    vendorLinkSend(input: $input) { rollout { id version ...RolloutView } userErrors { code field message } }\n  }\n": types.VendorLinkSendDocument,
    "\n  mutation VendorSessionStart($input: VendorSessionStartInput!) {\n    vendorSessionStart(input: $input) {\n      accessToken\n      expiresAt\n      vendor { id name }\n      userErrors { code field message }\n    }\n  }\n": types.VendorSessionStartDocument,
    "\n  query VendorRollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n": types.VendorRolloutDocument,
    "\n  query VendorRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.VendorRolloutsDocument,
    "\n  query DeskRollouts($broken: Boolean!, $after: String) {\n    desk {\n      rollouts(brokenLinks: $broken, first: 20, after: $after) {\n        edges { node { id ...RolloutCard } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.DeskRolloutsDocument,
    "\n  query OrganisationRollouts($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 20, after: $after) { edges { node { id ...RolloutCard } } pageInfo { hasNextPage endCursor } }\n      }\n    }\n  }\n": types.OrganisationRolloutsDocument,
    "\n  query SetUpRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SetUpRolloutsDocument,
    "\n  mutation RolloutTaskSet($input: RolloutTaskSetInput!) {\n    rolloutTaskSet(input: $input) {\n      task { id ...TaskRow }\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n": types.RolloutTaskSetDocument,
    "\n  query DeskRules($after: String) {\n    legalRules(first: 100, after: $after) {\n      edges { node { id jurisdiction holidays source ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.DeskRulesDocument,
    "\n  query LegalRulePreview($input: LegalRuleSaveInput!) {\n    legalRulePreview(input: $input) {\n      preview { looked changed complete examples { event stored would } }\n      userErrors { code field message }\n    }\n  }\n": types.LegalRulePreviewDocument,
    "\n  mutation LegalRuleSave($input: LegalRuleSaveInput!) {\n    legalRuleSave(input: $input) { rule { id ...RuleParts } userErrors { code field message } }\n  }\n": types.LegalRuleSaveDocument,
    "\n  fragment RuleParts on LegalRule {\n    id kind law article procedureLaw anchor amount unit shiftForDate shiftForPeriod validFrom validTo counselConfirmed note purpose inUse\n    questionToCounsel\n    replacedBy { id validFrom }\n  }\n": types.RulePartsFragmentDoc,
    "\n  query Rules($on: Date, $after: String) {\n    legalRules(on: $on, first: 100, after: $after) {\n      edges { node { id ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.RulesDocument,
    "\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n": types.AuthorityDocument,
    "\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n": types.AuthorityServicesDocument,
    "\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n": types.CandidatePartsFragmentDoc,
    "\n  fragment CompetenceParts on Competence {\n    service { id name submission { kind } }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } ...CandidateParts }\n  }\n": types.CompetencePartsFragmentDoc,
    "\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n": types.CompetencesDocument,
    "\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n": types.ContactPartsFragmentDoc,
    "\n  query StartPlan {\n    viewer {\n      id\n      startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n    }\n  }\n": types.StartPlanDocument,
    "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n": types.ServiceByKeyDocument,
    "\n  mutation KeepStartPlan($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer {\n        id\n        startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n      }\n      userErrors { code message }\n    }\n  }\n": types.KeepStartPlanDocument,
    "\n  fragment OnlineServiceParts on OnlineService {\n    id url checkedAt\n    service { id name }\n    authority { id name }\n    organisation { id name }\n  }\n": types.OnlineServicePartsFragmentDoc,
    "\n  fragment PlaceHints on SearchResult {\n    outside\n    suggestedPlaces { part region { id ...PlaceName } }\n  }\n": types.PlaceHintsFragmentDoc,
    "\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n": types.PlaceDocument,
    "\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n": types.PlacesDocument,
    "\n  query PopularUndertakings($frequent: Boolean!) {\n    undertakings(frequent: $frequent, first: 100) { edges { node { id name } } }\n  }\n": types.PopularUndertakingsDocument,
    "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n": types.RegionDocument,
    "\n  mutation ReportCompetence($input: CompetenceReportInput!) {\n    competenceReport(input: $input) { accepted userErrors { code field message } }\n  }\n": types.ReportCompetenceDocument,
    "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n": types.SearchHitRowFragmentDoc,
    "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      placePart\n      otherPlaces { id ...PlaceName }\n      ...PlaceHints\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n": types.SearchDocument,
    "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel\n    submission { ...SubmissionParts } deemedApproval { amount unit basis } undertakings { id name }\n  }\n": types.ServiceFactsFragmentDoc,
    "\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n": types.ServiceDocument,
    "\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n": types.UndertakingDocument,
    "\n  query OnlineOfService($id: ID!, $ars: ARS, $after: String) {\n    node(id: $id) {\n      id\n      ... on Service {\n        onlineServices(ars: $ars, first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.OnlineOfServiceDocument,
    "\n  query OnlineOfAuthority($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Authority {\n        onlineServices(first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n": types.OnlineOfAuthorityDocument,
    "\n  query OnlineOfRegion($ars: ARS!, $after: String) {\n    region(ars: $ars) {\n      id\n      onlineServices(first: 10, after: $after) {\n        edges { node { id ...OnlineServiceParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.OnlineOfRegionDocument,
    "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n": types.PlaceNameFragmentDoc,
    "\n  fragment CannedParts on CannedAnswer { id version titleDe bodyDe titleEn bodyEn updatedAt }\n": types.CannedPartsFragmentDoc,
    "\n  query CannedAnswers($after: String) {\n    desk {\n      cannedAnswers(first: 50, after: $after) {\n        edges { cursor node { id ...CannedParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.CannedAnswersDocument,
    "\n  mutation CannedAnswerSave($input: CannedAnswerSaveInput!) {\n    cannedAnswerSave(input: $input) { answer { id ...CannedParts } userErrors { code field message } }\n  }\n": types.CannedAnswerSaveDocument,
    "\n  query CannedChoice {\n    desk {\n      cannedAnswers(first: 100) {\n        edges { cursor node { id version titleDe bodyDe titleEn bodyEn updatedAt } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.CannedChoiceDocument,
    "\n  query TicketChildren($reference: String!, $after: String) {\n    ticket(reference: $reference) {\n      id\n      children(first: 20, after: $after) {\n        edges { cursor node { id ...TicketRowParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n": types.TicketChildrenDocument,
    "\n  mutation MailProbeConfirm($input: MailProbeConfirmInput!) {\n    mailProbeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n": types.MailProbeConfirmDocument,
    "\n  query MergeTarget($reference: String!) { ticket(reference: $reference) { id ...TicketRowParts } }\n": types.MergeTargetDocument,
    "\n  mutation TicketMerge($input: TicketMergeInput!) {\n    ticketMerge(input: $input) {\n      ticket { id ...TicketParts }\n      merged { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n": types.TicketMergeDocument,
    "\n  query AskedAbout($slug: String!) { offering(slug: $slug) { id slug current { id name } } }\n": types.AskedAboutDocument,
    "\n  mutation TicketOpen($input: TicketOpenInput!) {\n    ticketOpen(input: $input) { ticket { id reference ...TicketParts } userErrors { code field message } }\n  }\n": types.TicketOpenDocument,
    "\n  query TicketOffering($id: ID!) {\n    node(id: $id) { __typename id ... on Offering { id slug current { id name } } }\n  }\n": types.TicketOfferingDocument,
    "\n  query TicketFileLinks($id: ID!) {\n    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }\n  }\n": types.TicketFileLinksDocument,
    "\n  query Tickets(\n    $organisationId: ID, $state: TicketState, $kind: TicketKind, $assignedToMe: Boolean, $search: String, $after: String\n  ) {\n    tickets(\n      organisationId: $organisationId, state: $state, kind: $kind, assignedToMe: $assignedToMe, search: $search,\n      first: 30, after: $after\n    ) {\n      edges { cursor node { id ...TicketRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n": types.TicketsDocument,
    "\n  subscription TicketListChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) { cursor ticketId ticket { id ...TicketRowParts } }\n  }\n": types.TicketListChangesDocument,
    "\n  query TicketHead($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n": types.TicketHeadDocument,
    "\n  mutation MailProbeSend($input: MailProbeSendInput!) {\n    mailProbeSend(input: $input) { participant { id ...TicketPersonParts } userErrors { code field message } }\n  }\n": types.MailProbeSendDocument,
    "\n  mutation TicketReply($input: TicketReplyInput!) {\n    ticketReply(input: $input) {\n      entryEdge { cursor node { id ...TicketEntryParts } }\n      ticket { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n": types.TicketReplyDocument,
    "\n  query TicketEntries($reference: String!, $before: String) {\n    ticket(reference: $reference) {\n      id\n      entries(last: 20, before: $before) {\n        edges { cursor node { id ...TicketEntryParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n": types.TicketEntriesDocument,
    "\n  subscription TicketChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) {\n      cursor\n      ticketId\n      ticket { id ...TicketParts }\n      entryEdge { cursor node { id ...TicketEntryParts } }\n    }\n  }\n": types.TicketChangesDocument,
    "\n  fragment TicketRowParts on Ticket {\n    id version reference kind subject state\n    organisation { id name }\n    requesterName assigneeName assignedToMe updatedAt\n  }\n": types.TicketRowPartsFragmentDoc,
    "\n  fragment TicketPersonParts on TicketParticipant {\n    id role name email probeSentAt\n    organisation { id name }\n    mail { state since problem }\n  }\n": types.TicketPersonPartsFragmentDoc,
    "\n  fragment TicketParts on Ticket {\n    id offeringId createdAt firstAnsweredAt\n    ...TicketRowParts\n    participants { id ...TicketPersonParts }\n    parent { id reference subject }\n    mergedInto { id reference subject }\n  }\n": types.TicketPartsFragmentDoc,
    "\n  fragment TicketFileParts on TicketFile { id filename mediaType size scanned refusal }\n": types.TicketFilePartsFragmentDoc,
    "\n  fragment TicketEntryParts on TicketEntry {\n    id author body wholeBody internal unconfirmed automatic byMail at\n    files { id ...TicketFileParts }\n    undelivered { id name }\n  }\n": types.TicketEntryPartsFragmentDoc,
    "\n  mutation TicketUpdate($input: TicketUpdateInput!) {\n    ticketUpdate(input: $input) { ticket { id ...TicketParts } userErrors { code field message } }\n  }\n": types.TicketUpdateDocument,
    "\n  query NewerTicket($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n": types.NewerTicketDocument,
    "\n  query TrustKeys {\n    platformKeys {\n      gatewayEmail\n      gatewayCertificate { subject issuer fingerprint notAfter pem }\n      sealCertificate { subject issuer fingerprint notAfter pem }\n      sealKeys { id publicKey active since }\n      log { origin verifierKey size checkpointUrl }\n    }\n  }\n": types.TrustKeysDocument,
    "\n  query PublishedKeys {\n    platformKeys { sealCertificate { fingerprint } sealKeys { id publicKey } log { verifierKey } }\n  }\n": types.PublishedKeysDocument,
    "\n  query PostalAddressReview($address: PostalAddressInput!) {\n    postalAddressReview(address: $address) {\n      doubts { kind regions { id name postalCodes } }\n      userErrors { code field message }\n    }\n  }\n": types.PostalAddressReviewDocument,
    "\n  query ViewerRights {\n    viewer {\n      id\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n    }\n  }\n": types.ViewerRightsDocument,
    "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n": types.ShellViewerDocument,
    "\n  fragment ChainLinkParts on ChainLink {\n    level state effectiveFrom endsOn\n    grantor { id name }\n    grantee { id name }\n  }\n": types.ChainLinkPartsFragmentDoc,
    "\n  query MarketViewer {\n    viewer {\n      id\n      givenName\n      familyName\n      platformRoles\n      memberships { id name roles organisation { id name kind } }\n      marketAccounts { id state shared maySign organisation { id name } }\n    }\n  }\n": types.MarketViewerDocument,
    "\n  fragment AnnouncementParts on LegalDate { date provisional explanation easy rule { id law article } supersedes { date } }\n": types.AnnouncementPartsFragmentDoc,
    "\n  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }\n": types.DecisionOfDocument,
    "\n  fragment DeliveryParts on Delivery {\n    id\n    authority { id name }\n    authorityName\n    channel\n    state\n    silent\n    failure { code cause advice }\n    confirmedAt\n    confirmedBy\n    nextAttemptAt\n    steps { state at detail }\n  }\n": types.DeliveryPartsFragmentDoc,
    "\n  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }\n": types.DocumentPartsFragmentDoc,
    "\n  query MessageEvidence($id: ID!) {\n    node(id: $id) { __typename id ... on Message {\n      id\n      evidence { manifestDigest signedAt signingKeyId eventId }\n      signedOriginal { size receivedAt signer signerAddresses scanned }\n    } }\n  }\n": types.MessageEvidenceDocument,
    "\n  fragment MessageParts on Message {\n    id\n    direction\n    kind\n    fromAuthority { id name }\n    fromAuthorityName\n    senderName\n    subject\n    body\n    services { id name }\n    documents { id ...DocumentParts }\n    inReplyTo { id subject }\n    sentAt\n    readAt\n    retrievedAt\n    unread\n    receiptRequested\n    deliveries { id ...DeliveryParts }\n    dueOn\n    withdrawnAt\n    withdrawalReason\n  }\n": types.MessagePartsFragmentDoc,
    "\n  query NoticeOfMessage($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id deliveries { id state silent authority { id name } } } }\n  }\n": types.NoticeOfMessageDocument,
    "\n  fragment ProgressParts on CaseProgress { state since nextStep expectedBy missingDocuments }\n": types.ProgressPartsFragmentDoc,
    "\n  fragment ProvisionParts on Provision { providedAt noticeState noticeSentAt noticeFailedAt }\n": types.ProvisionPartsFragmentDoc,
    "\n  query OriginalTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id signedOriginal { download { url filename } } } }\n  }\n": types.OriginalTicketDocument,
    "\n  query OwnConsents {\n    viewer { id consents { id scope textVersion givenAt revokedAt authority { id name } } }\n    legalTexts { kind version markdown }\n  }\n": types.OwnConsentsDocument,
    "\n  mutation GiveConsent($input: ConsentGiveInput!) {\n    consentGive(input: $input) {\n      consent { id scope textVersion givenAt revokedAt authority { id name } }\n      userErrors { code field message }\n    }\n  }\n": types.GiveConsentDocument,
    "\n  mutation RevokeConsent($input: ConsentRevokeInput!) {\n    consentRevoke(input: $input) { consent { id revokedAt } userErrors { code field message } }\n  }\n": types.RevokeConsentDocument,
    "\n  fragment DeadlineParts on Deadline {\n    id kind met\n    authority { id name }\n    service { id name }\n    day { date provisional explanation easy rule { id law article } supersedes { date } }\n    message { id subject }\n  }\n": types.DeadlinePartsFragmentDoc,
    "\n  query CalendarOf($id: ID!) { node(id: $id) { __typename id ... on Deadline { id calendar { url filename } } } }\n": types.CalendarOfDocument,
    "\n  query MailboxForms($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties {\n        id\n        authority { id }\n        submissions { service { id name } submission { kind ...SubmissionParts } }\n      }\n    }\n  }\n": types.MailboxFormsDocument,
    "\n  fragment SubmissionParts on Submission { kind url note legalBasis checkedOn }\n": types.SubmissionPartsFragmentDoc,
    "\n  query CaseGrantOf($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      ownerDeletedAt\n      authority { id }\n      grant { id mayForward }\n      parties { id authority { id name } progress { ...ProgressParts } }\n    }\n  }\n": types.CaseGrantOfDocument,
    "\n  query ForwardableMessages($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20) { edges { cursor node { id subject sentAt direction fromAuthority { id } } } }\n    }\n  }\n": types.ForwardableMessagesDocument,
    "\n  mutation ForwardCase($input: CaseForwardInput!) {\n    caseForward(input: $input) {\n      case { id version parties { id authority { id name } progress { ...ProgressParts } } }\n      userErrors { code field message }\n    }\n  }\n": types.ForwardCaseDocument,
    "\n  query MailboxGrants($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties { id role channel authority { id name } }\n      grants { id mayForward givenAt revokedAt party { id } }\n    }\n  }\n": types.MailboxGrantsDocument,
    "\n  mutation SetGrant($input: PartyGrantSetInput!) {\n    partyGrantSet(input: $input) {\n      grant { id }\n      mailbox { id grants { id mayForward givenAt revokedAt party { id } } }\n      userErrors { code field message }\n    }\n  }\n": types.SetGrantDocument,
    "\n  query AuthoritiesByName($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n": types.AuthoritiesByNameDocument,
    "\n  query CaseCompetence($id: ID!) { authorityCase(id: $id) { id declinedAt firstReceivedAt ownerDeletedAt } }\n": types.CaseCompetenceDocument,
    "\n  mutation DeclineCase($input: CaseDeclineInput!) {\n    caseDecline(input: $input) {\n      case { id version state waitingSince declinedAt firstReceivedAt ownerDeletedAt }\n      userErrors { code field message }\n    }\n  }\n": types.DeclineCaseDocument,
    "\n  query MailboxWays($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      firstReceivedAt\n      predecessor { id reference }\n      successors { id reference }\n      parties {\n        id\n        role\n        channel\n        authority { id name }\n        declinedAt\n        suggestedAuthority { id name reachability }\n      }\n    }\n  }\n": types.MailboxWaysDocument,
    "\n  mutation HandMailboxOver($input: MailboxHandOverInput!) {\n    mailboxHandOver(input: $input) {\n      successor { id reference predecessor { id reference successors { id reference } } }\n      userErrors { code field message }\n    }\n  }\n": types.HandMailboxOverDocument,
    "\n  mutation WithdrawMessage($input: MessageWithdrawInput!) {\n    messageWithdraw(input: $input) {\n      message { id ...MessageParts }\n      case { id version state waitingSince }\n      userErrors { code field message }\n    }\n  }\n": types.WithdrawMessageDocument,
    "\n  mutation CreateDocument($input: DocumentCreateInput!) {\n    documentCreate(input: $input) {\n      document { id uploadUrl ...DocumentParts }\n      userErrors { code field message }\n    }\n  }\n": types.CreateDocumentDocument,
    "\n  query DocumentProgress($id: ID!) { node(id: $id) { __typename id ...DocumentParts } }\n": types.DocumentProgressDocument,
    "\n  mutation DropDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n": types.DropDocumentDocument,
    "\n  fragment DraftParts on Draft {\n    id\n    version\n    subject\n    body\n    kind\n    recipients { id }\n    services { id }\n    documents { id ...DocumentParts }\n    receiptRequested\n    dueOn\n    inReplyToId\n    decisionEffect\n    remedy { amount unit }\n    noRemedy\n    savedAt\n  }\n": types.DraftPartsFragmentDoc,
    "\n  mutation SaveDraft($input: DraftSaveInput!) {\n    draftSave(input: $input) { draft { id version savedAt } alreadySent { id } userErrors { code field message } }\n  }\n": types.SaveDraftDocument,
    "\n  mutation DiscardDraft($input: DraftDiscardInput!) {\n    draftDiscard(input: $input) { discardedDraftId userErrors { code field message } }\n  }\n": types.DiscardDraftDocument,
    "\n  query NewerDraft($id: ID!) { node(id: $id) { __typename id ...DraftParts } }\n": types.NewerDraftDocument,
    "\n  query DocumentTicket($id: ID!) { node(id: $id) { __typename id ... on Document { id download { url filename } } } }\n": types.DocumentTicketDocument,
    "\n  query LetterTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Delivery { id fallbackLetter { url filename } } }\n  }\n": types.LetterTicketDocument,
    "\n  mutation MarkRead($input: MessageMarkReadInput!) {\n    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }\n  }\n": types.MarkReadDocument,
    "\n  mutation MessageProof($input: MessageProofInput!) {\n    messageProof(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": types.MessageProofDocument,
    "\n  mutation MailboxExport($input: MailboxExportInput!) {\n    mailboxExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": types.MailboxExportDocument,
    "\n  mutation CaseExport($input: CaseExportInput!) {\n    caseExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n": types.CaseExportDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut($input: SessionEndInput!) {\n    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SignOut($input: SessionEndInput!) {\n    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Account {\n    viewer {\n      id\n      email\n      ...ActivationParts\n      ...ProfileSection\n      ...SettingsSection\n      ...SecondEmailSection\n      ...SessionsSection\n      ...MembershipSection\n      ...LinkRequestsSection\n    }\n  }\n"): (typeof documents)["\n  query Account {\n    viewer {\n      id\n      email\n      ...ActivationParts\n      ...ProfileSection\n      ...SettingsSection\n      ...SecondEmailSection\n      ...SessionsSection\n      ...MembershipSection\n      ...LinkRequestsSection\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountActivate($input: AccountActivateInput!) {\n    accountActivate(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AccountActivate($input: AccountActivateInput!) {\n    accountActivate(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PostalAddressSet($input: PostalAddressSetInput!) {\n    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation PostalAddressSet($input: PostalAddressSetInput!) {\n    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CertificateIssuers { certificateIssuers { name startPath } }\n"): (typeof documents)["\n  query CertificateIssuers { certificateIssuers { name startPath } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeletionCertificates($after: String) {\n    viewer {\n      id\n      deletionCertificates(first: 10, after: $after) {\n        edges { cursor node { id deletedAt download { url filename expiresAt } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeletionCertificates($after: String) {\n    viewer {\n      id\n      deletionCertificates(first: 10, after: $after) {\n        edges { cursor node { id deletedAt download { url filename expiresAt } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EmailConfirm($input: EmailConfirmInput!) {\n    emailConfirm(input: $input) { accessToken expiresAt viewer { id } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation EmailConfirm($input: EmailConfirmInput!) {\n    emailConfirm(input: $input) { accessToken expiresAt viewer { id } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountDelete($input: AccountDeleteInput!) {\n    accountDelete(input: $input) {\n      deletedAccountId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation AccountDelete($input: AccountDeleteInput!) {\n    accountDelete(input: $input) {\n      deletedAccountId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkRequestsSection on Viewer { id linkRequests { count places withheld since } }\n"): (typeof documents)["\n  fragment LinkRequestsSection on Viewer { id linkRequests { count places withheld since } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MembershipSection on Viewer { id memberships { id roles organisation { id name authorities { id name } } } }\n"): (typeof documents)["\n  fragment MembershipSection on Viewer { id memberships { id roles organisation { id name authorities { id name } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LetterReissue($input: ActivationLetterReissueInput!) {\n    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LetterReissue($input: ActivationLetterReissueInput!) {\n    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CertificateSignInOfSession {\n    certificateSignIn {\n      issuerName\n      hasAccount\n      claims { personName functionalMailbox organisationName email validTo }\n    }\n  }\n"): (typeof documents)["\n  query CertificateSignInOfSession {\n    certificateSignIn {\n      issuerName\n      hasAccount\n      claims { personName functionalMailbox organisationName email validTo }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplicantSignOut($input: SessionEndInput!) { sessionEnd(input: $input) { endedSessionId userErrors { code field message } } }\n"): (typeof documents)["\n  mutation ApplicantSignOut($input: SessionEndInput!) { sessionEnd(input: $input) { endedSessionId userErrors { code field message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordChange($input: PasswordChangeInput!) {\n    passwordChange(input: $input) { viewer { id ...SessionsSection } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation PasswordChange($input: PasswordChangeInput!) {\n    passwordChange(input: $input) { viewer { id ...SessionsSection } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProfileSection on Viewer { id givenName familyName }\n"): (typeof documents)["\n  fragment ProfileSection on Viewer { id givenName familyName }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TermsVersion { legalTexts { kind version } }\n"): (typeof documents)["\n  query TermsVersion { legalTexts { kind version } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EmailChangeConfirm($input: EmailChangeConfirmInput!) {\n    emailChangeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation EmailChangeConfirm($input: EmailChangeConfirmInput!) {\n    emailChangeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecondEmailSection on Viewer {\n    id\n    settings { secondEmail secondEmailConfirmed }\n  }\n"): (typeof documents)["\n  fragment SecondEmailSection on Viewer {\n    id\n    settings { secondEmail secondEmailConfirmed }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionsSection on Viewer { id sessions { id userAgent createdAt lastSeenAt expiresAt current } }\n"): (typeof documents)["\n  fragment SessionsSection on Viewer { id sessions { id userAgent createdAt lastSeenAt expiresAt current } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionEnd($input: SessionEndInput!) {\n    sessionEnd(input: $input) { viewer { ...SessionsSection } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SessionEnd($input: SessionEndInput!) {\n    sessionEnd(input: $input) { viewer { ...SessionsSection } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SettingsSection on Viewer {\n    id\n    locale\n    settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n    memberships { id roles }\n  }\n"): (typeof documents)["\n  fragment SettingsSection on Viewer {\n    id\n    locale\n    settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n    memberships { id roles }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionStart($input: SessionStartInput!) {\n    sessionStart(input: $input) {\n      accessToken\n      expiresAt\n      viewer { id trustLevel platformRoles startPlan { undertakingId serviceId authorityId } memberships { id roles } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SessionStart($input: SessionStartInput!) {\n    sessionStart(input: $input) {\n      accessToken\n      expiresAt\n      viewer { id trustLevel platformRoles startPlan { undertakingId serviceId authorityId } memberships { id roles } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ActivationParts on Viewer {\n    id\n    givenName\n    familyName\n    trustLevel\n    postalAddress { recipient addition street houseNumber postalCode city region country }\n    activation {\n      address { recipient addition street houseNumber postalCode city region country }\n      letterQueuedAt letterPrintedAt letterReturnedAt expectedFrom expectedTo codeExpiresAt attemptsLeft nextLetterAt\n    }\n    startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n  }\n"): (typeof documents)["\n  fragment ActivationParts on Viewer {\n    id\n    givenName\n    familyName\n    trustLevel\n    postalAddress { recipient addition street houseNumber postalCode city region country }\n    activation {\n      address { recipient addition street houseNumber postalCode city region country }\n      letterQueuedAt letterPrintedAt letterReturnedAt expectedFrom expectedTo codeExpiresAt attemptsLeft nextLetterAt\n    }\n    startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ActivationState { viewer { id ...ActivationParts } }\n"): (typeof documents)["\n  query ActivationState { viewer { id ...ActivationParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProfileUpdate($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer { id ...ActivationParts ...ProfileSection ...SettingsSection ...SecondEmailSection }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation ProfileUpdate($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer { id ...ActivationParts ...ProfileSection ...SettingsSection ...SecondEmailSection }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordCheck($input: PasswordCheckInput!) {\n    passwordCheck(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation PasswordCheck($input: PasswordCheckInput!) {\n    passwordCheck(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountRegister($input: AccountRegisterInput!) {\n    accountRegister(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AccountRegister($input: AccountRegisterInput!) {\n    accountRegister(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AreaLists($id: ID!) {\n    orders(organisationId: $id, first: 5) {\n      edges { node { id reference state alreadyInUse updatedAt ordered { id name } onBehalfOf { id name } } }\n    }\n    groups(first: 100) { edges { node { id slug name joined unread } } }\n    tickets(organisationId: $id, first: 5) { edges { node { id reference subject state updatedAt } } }\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 5) { edges { node { id reference state liveSince offering { id name } tasks { id state } } } }\n        contracts(first: 5) { edges { node { id reference state endsOn offering { id current { id name } } } } }\n        levyShares { id year level amount region { id ars } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AreaLists($id: ID!) {\n    orders(organisationId: $id, first: 5) {\n      edges { node { id reference state alreadyInUse updatedAt ordered { id name } onBehalfOf { id name } } }\n    }\n    groups(first: 100) { edges { node { id slug name joined unread } } }\n    tickets(organisationId: $id, first: 5) { edges { node { id reference subject state updatedAt } } }\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 5) { edges { node { id reference state liveSince offering { id name } tasks { id state } } } }\n        contracts(first: 5) { edges { node { id reference state endsOn offering { id current { id name } } } } }\n        levyShares { id year level amount region { id ars } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug state changedAt current { id name } } } }\n  }\n"): (typeof documents)["\n  query NewOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug state changedAt current { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AreaTasks($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        waiting {\n          kind\n          since\n          order { id reference ordered { id name } organisation { id name } onBehalfOf { id name } }\n          contract { id reference offering { id current { id name } } }\n          rollout { id reference offering { id name } organisation { id name } }\n          ticket { id reference subject }\n        }\n        marketCounts { orders contracts rollouts live tickets }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AreaTasks($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        waiting {\n          kind\n          since\n          order { id reference ordered { id name } organisation { id name } onBehalfOf { id name } }\n          contract { id reference offering { id current { id name } } }\n          rollout { id reference offering { id name } organisation { id name } }\n          ticket { id reference subject }\n        }\n        marketCounts { orders contracts rollouts live tickets }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AreaChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n"): (typeof documents)["\n  subscription AreaChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketExport($id: ID!) {\n    organisation(id: $id) { id internal { marketExport { url filename } onlineServicesExport { url filename } } }\n  }\n"): (typeof documents)["\n  query MarketExport($id: ID!) {\n    organisation(id: $id) { id internal { marketExport { url filename } onlineServicesExport { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceLinks($id: ID!, $withLink: Boolean, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        serviceLinkCount { services online }\n        serviceLinks(withLink: $withLink, first: 50, after: $after) {\n          edges {\n            node {\n              service { id name }\n              authority { id name }\n              link { id url state problem checkedAt }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServiceLinks($id: ID!, $withLink: Boolean, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        serviceLinkCount { services online }\n        serviceLinks(withLink: $withLink, first: 50, after: $after) {\n          edges {\n            node {\n              service { id name }\n              authority { id name }\n              link { id url state problem checkedAt }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueProcedureName($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name } } }\n"): (typeof documents)["\n  query CatalogueProcedureName($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Offerings($filter: OfferingFilter, $first: Int!, $after: String) {\n    offerings(filter: $filter, first: $first, after: $after) {\n      edges { node { id slug ...OfferingCard } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query Offerings($filter: OfferingFilter, $first: Int!, $after: String) {\n    offerings(filter: $filter, first: $first, after: $after) {\n      edges { node { id slug ...OfferingCard } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Compared on Offering {\n    id slug state orderableFrom\n    current {\n      id name kind costClass costNote financedByLevy eligible preconditions testUrl citizenSupport\n      provider { id name }\n      interfaces { procedure { id name } procedureVersions state }\n      tasks { key responsible }\n      parameters { key required }\n    }\n  }\n"): (typeof documents)["\n  fragment Compared on Offering {\n    id slug state orderableFrom\n    current {\n      id name kind costClass costNote financedByLevy eligible preconditions testUrl citizenSupport\n      provider { id name }\n      interfaces { procedure { id name } procedureVersions state }\n      tasks { key responsible }\n      parameters { key required }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OfferingToCompare($slug: String!) { offering(slug: $slug) { id ...Compared } }\n"): (typeof documents)["\n  query OfferingToCompare($slug: String!) { offering(slug: $slug) { id ...Compared } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Contacts on OfferingVersion { id contacts { name email role } }\n"): (typeof documents)["\n  fragment Contacts on OfferingVersion { id contacts { name email role } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskOfferings($filter: OfferingFilter, $sort: OfferingSort, $after: String) {\n    offerings(filter: $filter, sort: $sort, first: 50, after: $after) {\n      edges {\n        node { id slug state orderableFrom changedAt rolloutCount waitingCount current { id version name kind } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query DeskOfferings($filter: OfferingFilter, $sort: OfferingSort, $after: String) {\n    offerings(filter: $filter, sort: $sort, first: 50, after: $after) {\n      edges {\n        node { id slug state orderableFrom changedAt rolloutCount waitingCount current { id version name kind } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name } } }\n  }\n"): (typeof documents)["\n  query DeskOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskServices($search: String!) { services(search: $search, first: 10) { edges { cursor node { id name } } } }\n"): (typeof documents)["\n  query DeskServices($search: String!) { services(search: $search, first: 10) { edges { cursor node { id name } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskProcedureNames($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { cursor node { id name versions vendor { id name } } } }\n  }\n"): (typeof documents)["\n  query DeskProcedureNames($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { cursor node { id name versions vendor { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskProcedures($search: String, $after: String) {\n    specialistProcedures(search: $search, first: 50, after: $after) {\n      edges { node { id ...DeskProcedure } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query DeskProcedures($search: String, $after: String) {\n    specialistProcedures(search: $search, first: 50, after: $after) {\n      edges { node { id ...DeskProcedure } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OfferingSave($input: OfferingSaveInput!) {\n    offeringSave(input: $input) { offering { id ...DeskSheet } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OfferingSave($input: OfferingSaveInput!) {\n    offeringSave(input: $input) { offering { id ...DeskSheet } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Interfaces on OfferingVersion {\n    id\n    interfaces {\n      procedure { id name vendor { id name } }\n      procedureVersions standard state costClass costNote\n    }\n  }\n"): (typeof documents)["\n  fragment Interfaces on OfferingVersion {\n    id\n    interfaces {\n      procedure { id name vendor { id name } }\n      procedureVersions standard state costClass costNote\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OfferingCard on Offering {\n    id slug state orderableFrom changedAt\n    current {\n      id version validFrom textLocale name summary kind costClass financedByLevy testUrl\n      interfaces { procedure { id } procedureVersions state }\n    }\n  }\n"): (typeof documents)["\n  fragment OfferingCard on Offering {\n    id slug state orderableFrom changedAt\n    current {\n      id version validFrom textLocale name summary kind costClass financedByLevy testUrl\n      interfaces { procedure { id } procedureVersions state }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Offering($slug: String!) {\n    offering(slug: $slug) { id ...SheetFrame current { id ...SheetParts } }\n  }\n"): (typeof documents)["\n  query Offering($slug: String!) {\n    offering(slug: $slug) { id ...SheetFrame current { id ...SheetParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OfferingVersion($id: ID!) { node(id: $id) { id ... on OfferingVersion { validFrom ...SheetParts } } }\n"): (typeof documents)["\n  query OfferingVersion($id: ID!) { node(id: $id) { id ... on OfferingVersion { validFrom ...SheetParts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Parameters on OfferingVersion { id parameters { key label source example required } }\n"): (typeof documents)["\n  fragment Parameters on OfferingVersion { id parameters { key label source example required } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n"): (typeof documents)["\n  query CatalogueProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueProcedureVersions($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name versions } } }\n"): (typeof documents)["\n  query CatalogueProcedureVersions($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name versions } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskProcedure on SpecialistProcedure { id version name versions vendor { id name } }\n"): (typeof documents)["\n  fragment DeskProcedure on SpecialistProcedure { id version name versions vendor { id name } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SpecialistProcedureSave($input: SpecialistProcedureSaveInput!) {\n    specialistProcedureSave(input: $input) { procedure { id ...DeskProcedure } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SpecialistProcedureSave($input: SpecialistProcedureSaveInput!) {\n    specialistProcedureSave(input: $input) { procedure { id ...DeskProcedure } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskProcedureNow($id: ID!) { node(id: $id) { __typename id ... on SpecialistProcedure { ...DeskProcedure } } }\n"): (typeof documents)["\n  query DeskProcedureNow($id: ID!) { node(id: $id) { __typename id ... on SpecialistProcedure { ...DeskProcedure } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetFrame on Offering {\n    id slug state\n    current { id }\n    ...SheetState\n    ...SheetChain\n    ...SheetGroup\n  }\n"): (typeof documents)["\n  fragment SheetFrame on Offering {\n    id slug state\n    current { id }\n    ...SheetState\n    ...SheetChain\n    ...SheetGroup\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetParts on OfferingVersion {\n    id validFrom name summary description preconditions kind textLocale sources invented\n    dataProtection { legalBasis noAgreement ownProcessing }\n    services { id name }\n    guides { title url }\n    ...SheetFacts\n    ...Interfaces\n    ...Tasks\n    ...Parameters\n    ...Contacts\n    ...TestAccess\n    ...WhereToGet\n  }\n"): (typeof documents)["\n  fragment SheetParts on OfferingVersion {\n    id validFrom name summary description preconditions kind textLocale sources invented\n    dataProtection { legalBasis noAgreement ownProcessing }\n    services { id name }\n    guides { title url }\n    ...SheetFacts\n    ...Interfaces\n    ...Tasks\n    ...Parameters\n    ...Contacts\n    ...TestAccess\n    ...WhereToGet\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetChain on Offering { id chain { ...ChainLinkParts } }\n"): (typeof documents)["\n  fragment SheetChain on Offering { id chain { ...ChainLinkParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetFacts on OfferingVersion {\n    id validFrom costClass costNote financedByLevy eligible eligibleOn citizenSupport provider { id name }\n  }\n"): (typeof documents)["\n  fragment SheetFacts on OfferingVersion {\n    id validFrom costClass costNote financedByLevy eligible eligibleOn citizenSupport provider { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetGroup on Offering { id group { slug name } }\n"): (typeof documents)["\n  fragment SheetGroup on Offering { id group { slug name } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SheetOrderPlaces($slug: String!) {\n    offering(slug: $slug) {\n      id\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SheetOrderPlaces($slug: String!) {\n    offering(slug: $slug) {\n      id\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SheetState on Offering { id slug state orderableFrom interested }\n"): (typeof documents)["\n  fragment SheetState on Offering { id slug state orderableFrom interested }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OfferingInterestSet($input: InterestSetInput!) {\n    interestSet(input: $input) {\n      subject { id ... on Offering { interested } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation OfferingInterestSet($input: InterestSetInput!) {\n    interestSet(input: $input) {\n      subject { id ... on Offering { interested } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OfferingVersions($slug: String!, $first: Int!) {\n    offering(slug: $slug) {\n      id\n      versions(first: $first) { edges { node { id validFrom } } pageInfo { hasNextPage } }\n    }\n  }\n"): (typeof documents)["\n  query OfferingVersions($slug: String!, $first: Int!) {\n    offering(slug: $slug) {\n      id\n      versions(first: $first) { edges { node { id validFrom } } pageInfo { hasNextPage } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Tasks on OfferingVersion { id tasks { key title responsible guide { title url } } }\n"): (typeof documents)["\n  fragment Tasks on OfferingVersion { id tasks { key title responsible guide { title url } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TestAccess on OfferingVersion { id testUrl testNote }\n"): (typeof documents)["\n  fragment TestAccess on OfferingVersion { id testUrl testNote }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WhereToGet on OfferingVersion { id kind vendorUrl provider { id name } }\n"): (typeof documents)["\n  fragment WhereToGet on OfferingVersion { id kind vendorUrl provider { id name } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskSheet on Offering {\n    id version slug state orderableFrom changedAt nextStates waitingCount rolloutCount\n    current {\n      id version validFrom kind vendorUrl testUrl costClass financedByLevy eligible eligibleOn citizenSupport sources invented\n      provider { id name }\n      services { id name }\n      interfaces { procedure { id name vendor { id name } } procedureVersions standard state costClass costNote }\n      parameters { key source example required }\n      tasks { key kind responsible guide { title url } }\n      guides { title url }\n      contacts { name email role }\n      dataProtection { version validFrom legalBasis noAgreement ownProcessing }\n      texts { locale name summary description preconditions costNote testNote labels { key text } }\n    }\n  }\n"): (typeof documents)["\n  fragment DeskSheet on Offering {\n    id version slug state orderableFrom changedAt nextStates waitingCount rolloutCount\n    current {\n      id version validFrom kind vendorUrl testUrl costClass financedByLevy eligible eligibleOn citizenSupport sources invented\n      provider { id name }\n      services { id name }\n      interfaces { procedure { id name vendor { id name } } procedureVersions standard state costClass costNote }\n      parameters { key source example required }\n      tasks { key kind responsible guide { title url } }\n      guides { title url }\n      contacts { name email role }\n      dataProtection { version validFrom legalBasis noAgreement ownProcessing }\n      texts { locale name summary description preconditions costNote testNote labels { key text } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskOffering($slug: String!) { offering(slug: $slug) { id ...DeskSheet } }\n"): (typeof documents)["\n  query DeskOffering($slug: String!) { offering(slug: $slug) { id ...DeskSheet } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseCertificatesOf($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        channel {\n          caseCertificates(first: 10, after: $after) {\n            edges { cursor node { id reference retentionClass deletedAt download { url filename } } }\n            pageInfo { hasNextPage endCursor }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CaseCertificatesOf($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        channel {\n          caseCertificates(first: 10, after: $after) {\n            edges { cursor node { id reference retentionClass deletedAt download { url filename } } }\n            pageInfo { hasNextPage endCursor }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CertificateAdd($input: CertificateAddInput!) {\n    certificateAdd(input: $input) {\n      certificate { id subject }\n      authority { id ...ChannelParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation CertificateAdd($input: CertificateAddInput!) {\n    certificateAdd(input: $input) {\n      certificate { id subject }\n      authority { id ...ChannelParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChannelSet($input: ChannelSetInput!) {\n    channelSet(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ChannelSet($input: ChannelSetInput!) {\n    channelSet(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChannelOfAuthority($id: ID!) { node(id: $id) { __typename id ...ChannelParts } }\n"): (typeof documents)["\n  query ChannelOfAuthority($id: ID!) { node(id: $id) { __typename id ...ChannelParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChannelClose($input: ChannelCloseInput!) {\n    channelClose(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ChannelClose($input: ChannelCloseInput!) {\n    channelClose(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChannelTestStart($input: ChannelTestInput!) {\n    channelTest(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ChannelTestStart($input: ChannelTestInput!) {\n    channelTest(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GatewayKeys {\n    platformKeys { gatewayEmail gatewayCertificate { subject issuer fingerprint notAfter pem } }\n  }\n"): (typeof documents)["\n  query GatewayKeys {\n    platformKeys { gatewayEmail gatewayCertificate { subject issuer fingerprint notAfter pem } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChannelLegacyAllow($input: ChannelLegacyAllowInput!) {\n    channelLegacyAllow(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ChannelLegacyAllow($input: ChannelLegacyAllowInput!) {\n    channelLegacyAllow(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles allAuthorities } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MemberUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles allAuthorities } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrganisationMembers($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      authorities { id name }\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node { id version name me roles allAuthorities authorities { id name } }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrganisationMembers($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      authorities { id name }\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node { id version name me roles allAuthorities authorities { id name } }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CertificateRemove($input: CertificateRemoveInput!) {\n    certificateRemove(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation CertificateRemove($input: CertificateRemoveInput!) {\n    certificateRemove(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }\n    }\n  }\n"): (typeof documents)["\n  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SettingsOfAuthority($id: ID!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SettingsOfAuthority($id: ID!) {\n    node(id: $id) {\n      __typename id\n      ... on Authority {\n        id\n        settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {\n    authoritySettingsSave(input: $input) {\n      authority { id settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {\n    authoritySettingsSave(input: $input) {\n      authority { id settings { version clerkDisplay autoReply retentionClasses { key name months offerToArchive exportFirst } } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CertificateParts on Certificate {\n    id\n    subject\n    issuer\n    serialNumber\n    fingerprint\n    emails\n    key\n    forSigning\n    forEncryption\n    notBefore\n    notAfter\n    state\n    revocationCheckedAt\n    gatewayDomain\n    warnings\n  }\n"): (typeof documents)["\n  fragment CertificateParts on Certificate {\n    id\n    subject\n    issuer\n    serialNumber\n    fingerprint\n    emails\n    key\n    forSigning\n    forEncryption\n    notBefore\n    notAfter\n    state\n    revocationCheckedAt\n    gatewayDomain\n    warnings\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChannelParts on Authority {\n    id\n    name\n    reachability\n    channel {\n      version\n      kind\n      state\n      problem\n      email\n      profile\n      legacyUntil\n      mailLimitBytes\n      maxMessageBytes\n      certificates { id ...CertificateParts }\n      tests { startedAt profile state answeredAt result }\n    }\n  }\n"): (typeof documents)["\n  fragment ChannelParts on Authority {\n    id\n    name\n    reachability\n    channel {\n      version\n      kind\n      state\n      problem\n      email\n      profile\n      legacyUntil\n      mailLimitBytes\n      maxMessageBytes\n      certificates { id ...CertificateParts }\n      tests { startedAt profile state answeredAt result }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConnectAuthorities($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n"): (typeof documents)["\n  query ConnectAuthorities($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConnectAuthority($id: ID!) {\n    node(id: $id) { id ... on Authority { name reachability region { id name } } }\n  }\n"): (typeof documents)["\n  query ConnectAuthority($id: ID!) {\n    node(id: $id) { id ... on Authority { name reachability region { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthorityConnectRequest($input: AuthorityConnectRequestInput!) {\n    authorityConnectRequest(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AuthorityConnectRequest($input: AuthorityConnectRequestInput!) {\n    authorityConnectRequest(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthorityConnectConfirm($input: AuthorityConnectConfirmInput!) {\n    authorityConnectConfirm(input: $input) {\n      membership { id }\n      authority { id name }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation AuthorityConnectConfirm($input: AuthorityConnectConfirmInput!) {\n    authorityConnectConfirm(input: $input) {\n      membership { id }\n      authority { id name }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractFile($id: ID!) { node(id: $id) { __typename id ... on Contract { document { url filename } } } }\n"): (typeof documents)["\n  query ContractFile($id: ID!) { node(id: $id) { __typename id ... on Contract { document { url filename } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractSignedFile($id: ID!) {\n    node(id: $id) { __typename id ... on Contract { signedDocument { url filename } } }\n  }\n"): (typeof documents)["\n  query ContractSignedFile($id: ID!) {\n    node(id: $id) { __typename id ... on Contract { signedDocument { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n"): (typeof documents)["\n  query OneContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ContractRow on Contract {\n    id version reference level state effectiveFrom endsOn signableAs\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n  }\n"): (typeof documents)["\n  fragment ContractRow on Contract {\n    id version reference level state effectiveFrom endsOn signableAs\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnContracts($organisationId: ID!, $state: ContractState, $after: String) {\n    organisation(id: $organisationId) {\n      id\n      internal {\n        contracts(state: $state, first: 20, after: $after) {\n          edges { cursor node { id ...ContractRow } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnContracts($organisationId: ID!, $state: ContractState, $after: String) {\n    organisation(id: $organisationId) {\n      id\n      internal {\n        contracts(state: $state, first: 20, after: $after) {\n          edges { cursor node { id ...ContractRow } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractDecline($input: ContractDeclineInput!) {\n    contractDecline(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ContractDecline($input: ContractDeclineInput!) {\n    contractDecline(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n"): (typeof documents)["\n  query DeskContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractsBelow($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        children(first: 20, after: $after) {\n          edges { cursor node { id reference level state grantee { id name } } }\n          pageInfo { hasNextPage endCursor }\n          totalCount\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractsBelow($id: ID!, $after: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        children(first: 20, after: $after) {\n          edges { cursor node { id reference level state grantee { id name } } }\n          pageInfo { hasNextPage endCursor }\n          totalCount\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskContracts($level: ContractLevel, $state: ContractState, $offeringId: ID, $after: String) {\n    desk {\n      contracts(level: $level, state: $state, offeringId: $offeringId, first: 20, after: $after) {\n        edges { cursor node { id ...ContractRow } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskContracts($level: ContractLevel, $state: ContractState, $offeringId: ID, $after: String) {\n    desk {\n      contracts(level: $level, state: $state, offeringId: $offeringId, first: 20, after: $after) {\n        edges { cursor node { id ...ContractRow } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractTermination($id: ID!, $endsOn: Date!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        termination(endsOn: $endsOn) {\n          affectedCount\n          digest\n          affected(first: 20) {\n            edges { cursor node { id reference level state grantee { id name } offering { id slug current { id name } } } }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractTermination($id: ID!, $endsOn: Date!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Contract {\n        termination(endsOn: $endsOn) {\n          affectedCount\n          digest\n          affected(first: 20) {\n            edges { cursor node { id reference level state grantee { id name } offering { id slug current { id name } } } }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractTerminate($input: ContractTerminateInput!) {\n    contractTerminate(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ContractTerminate($input: ContractTerminateInput!) {\n    contractTerminate(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SigningIssuers { certificateIssuers { name startPath } }\n"): (typeof documents)["\n  query SigningIssuers { certificateIssuers { name startPath } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractOfferings($search: String!) {\n    offerings(filter: { search: $search, kind: EFA }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n"): (typeof documents)["\n  query ContractOfferings($search: String!) {\n    offerings(filter: { search: $search, kind: EFA }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name kind } } }\n  }\n"): (typeof documents)["\n  query ContractOrganisations($search: String!) {\n    organisations(search: $search, first: 10) { edges { cursor node { id name kind } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractRecord($input: ContractRecordInput!) {\n    contractRecord(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ContractRecord($input: ContractRecordInput!) {\n    contractRecord(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractParents($level: ContractLevel!, $offeringId: ID!) {\n    desk {\n      contracts(level: $level, offeringId: $offeringId, first: 50) {\n        edges { cursor node { id reference state grantor { id name } grantee { id name } } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractParents($level: ContractLevel!, $offeringId: ID!) {\n    desk {\n      contracts(level: $level, offeringId: $offeringId, first: 50) {\n        edges { cursor node { id reference state grantor { id name } grantee { id name } } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractSign($input: ContractSignInput!) {\n    contractSign(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ContractSign($input: ContractSignInput!) {\n    contractSign(input: $input) { contract { id ...ContractParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ContractTemplateSave($input: ContractTemplateSaveInput!) {\n    contractTemplateSave(input: $input) { template { id ...TemplateParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ContractTemplateSave($input: ContractTemplateSaveInput!) {\n    contractTemplateSave(input: $input) { template { id ...TemplateParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TemplateParts on ContractTemplate { id level version body validFrom annexes { title body } }\n"): (typeof documents)["\n  fragment TemplateParts on ContractTemplate { id level version body validFrom annexes { title body } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ContractTemplates($level: ContractLevel!, $after: String) {\n    desk {\n      contractTemplates(level: $level, first: 10, after: $after) {\n        edges { cursor node { id ...TemplateParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ContractTemplates($level: ContractLevel!, $after: String) {\n    desk {\n      contractTemplates(level: $level, first: 10, after: $after) {\n        edges { cursor node { id ...TemplateParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TemplatePreview($id: ID!) {\n    node(id: $id) { __typename id ... on ContractTemplate { preview { url filename } } }\n  }\n"): (typeof documents)["\n  query TemplatePreview($id: ID!) {\n    node(id: $id) { __typename id ... on ContractTemplate { preview { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ContractParts on Contract {\n    id version reference level state orderId templateVersion\n    effectiveFrom endsOn noticePeriodMonths documentDigest signableAs declinable terminableFrom\n    refusal { reason by actingPerson at }\n    terminationNotice { reason by actingPerson at }\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n    parent { id }\n    chain { ...ChainLinkParts }\n    signatures {\n      party signerName actingPerson certificateFingerprint signedInAt documentDigest at\n      organisation { id name }\n    }\n  }\n"): (typeof documents)["\n  fragment ContractParts on Contract {\n    id version reference level state orderId templateVersion\n    effectiveFrom endsOn noticePeriodMonths documentDigest signableAs declinable terminableFrom\n    refusal { reason by actingPerson at }\n    terminationNotice { reason by actingPerson at }\n    offering { id slug current { id name } }\n    grantor { id name }\n    grantee { id name }\n    parent { id }\n    chain { ...ChainLinkParts }\n    signatures {\n      party signerName actingPerson certificateFingerprint signedInAt documentDigest at\n      organisation { id name }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskAudit($subjectId: ID, $after: String) {\n    desk {\n      audit(subjectId: $subjectId, first: 50, after: $after) {\n        edges { cursor node { id at actor capacity action subjectId detail } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskAudit($subjectId: ID, $after: String) {\n    desk {\n      audit(subjectId: $subjectId, first: 50, after: $after) {\n        edges { cursor node { id at actor capacity action subjectId detail } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskBlockedAccounts($after: String) {\n    desk {\n      blockedAccounts(first: 20, after: $after) {\n        edges { cursor node { id blockedAt blockedBy reason } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskBlockedAccounts($after: String) {\n    desk {\n      blockedAccounts(first: 20, after: $after) {\n        edges { cursor node { id blockedAt blockedBy reason } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountBlock($input: AccountBlockInput!) {\n    accountBlock(input: $input) { account { id } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AccountBlock($input: AccountBlockInput!) {\n    accountBlock(input: $input) { account { id } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountUnblock($input: AccountUnblockInput!) {\n    accountUnblock(input: $input) { unblockedAccountId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AccountUnblock($input: AccountUnblockInput!) {\n    accountUnblock(input: $input) { unblockedAccountId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConnectRequestParts on ConnectRequest {\n    id\n    kind\n    state\n    requestedAt\n    decidedAt\n    proposedBy\n    proposedByMe\n    proposedAt\n    note\n    contact { name email phone department }\n    address { recipient addition street houseNumber postalCode city region country }\n    authority {\n      id\n      name\n      website\n      postBox\n      address { recipient addition street houseNumber postalCode city region country }\n    }\n  }\n"): (typeof documents)["\n  fragment ConnectRequestParts on ConnectRequest {\n    id\n    kind\n    state\n    requestedAt\n    decidedAt\n    proposedBy\n    proposedByMe\n    proposedAt\n    note\n    contact { name email phone department }\n    address { recipient addition street houseNumber postalCode city region country }\n    authority {\n      id\n      name\n      website\n      postBox\n      address { recipient addition street houseNumber postalCode city region country }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskConnectRequests($state: ConnectRequestState, $after: String) {\n    desk {\n      connectRequests(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...ConnectRequestParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskConnectRequests($state: ConnectRequestState, $after: String) {\n    desk {\n      connectRequests(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...ConnectRequestParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthorityConnectDecide($input: AuthorityConnectDecideInput!) {\n    authorityConnectDecide(input: $input) { request { id state ...ConnectRequestParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AuthorityConnectDecide($input: AuthorityConnectDecideInput!) {\n    authorityConnectDecide(input: $input) { request { id state ...ConnectRequestParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskExpiring($after: String) {\n    desk {\n      expiringCertificates(first: 20, after: $after) {\n        edges { cursor node { id subject notAfter authority { id name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskExpiring($after: String) {\n    desk {\n      expiringCertificates(first: 20, after: $after) {\n        edges { cursor node { id subject notAfter authority { id name } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskFailures { desk { failures { mails authorityMails letters jobs { kind failed late since } } } }\n"): (typeof documents)["\n  query DeskFailures { desk { failures { mails authorityMails letters jobs { kind failed late since } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ActivationLetterGrant($input: ActivationLetterGrantInput!) {\n    activationLetterGrant(input: $input) { grantedAccountId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ActivationLetterGrant($input: ActivationLetterGrantInput!) {\n    activationLetterGrant(input: $input) { grantedAccountId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskHeldDeletions($after: String) {\n    desk {\n      heldDeletions(first: 20, after: $after) {\n        edges { cursor node { id reference since endedOn letter letterReference deletesAt } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskHeldDeletions($after: String) {\n    desk {\n      heldDeletions(first: 20, after: $after) {\n        edges { cursor node { id reference since endedOn letter letterReference deletesAt } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LetterBatchParts on LetterBatch { id letters createdAt printedAt pdf { filename } manifest { filename } }\n"): (typeof documents)["\n  fragment LetterBatchParts on LetterBatch { id letters createdAt printedAt pdf { filename } manifest { filename } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LetterBatchFiles($id: ID!) {\n    node(id: $id) { __typename id ... on LetterBatch { id pdf { url filename } manifest { url filename } } }\n  }\n"): (typeof documents)["\n  query LetterBatchFiles($id: ID!) {\n    node(id: $id) { __typename id ... on LetterBatch { id pdf { url filename } manifest { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskLetters($after: String) {\n    desk {\n      letterBatches(first: 20, after: $after) {\n        edges { cursor node { id ...LetterBatchParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskLetters($after: String) {\n    desk {\n      letterBatches(first: 20, after: $after) {\n        edges { cursor node { id ...LetterBatchParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LettersWaiting { desk { lettersWaiting } }\n"): (typeof documents)["\n  query LettersWaiting { desk { lettersWaiting } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LetterBatchCreate($input: LetterBatchCreateInput!) {\n    letterBatchCreate(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LetterBatchCreate($input: LetterBatchCreateInput!) {\n    letterBatchCreate(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LetterBatchPrinted($input: LetterBatchPrintedInput!) {\n    letterBatchPrinted(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LetterBatchPrinted($input: LetterBatchPrintedInput!) {\n    letterBatchPrinted(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskQuarantine($after: String) {\n    desk {\n      quarantine(first: 20, after: $after) {\n        edges { cursor node { id ...QuarantinedMailParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskQuarantine($after: String) {\n    desk {\n      quarantine(first: 20, after: $after) {\n        edges { cursor node { id ...QuarantinedMailParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation QuarantineRetry($input: QuarantineRetryInput!) {\n    quarantineRetry(input: $input) { accepted mail { id ...QuarantinedMailParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation QuarantineRetry($input: QuarantineRetryInput!) {\n    quarantineRetry(input: $input) { accepted mail { id ...QuarantinedMailParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment QuarantinedMailParts on QuarantinedMail {\n    id\n    authority { id name }\n    state\n    reason\n    from\n    subject\n    receivedAt\n    size\n    retryable\n  }\n"): (typeof documents)["\n  fragment QuarantinedMailParts on QuarantinedMail {\n    id\n    authority { id name }\n    state\n    reason\n    from\n    subject\n    receivedAt\n    size\n    retryable\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LetterReturned($input: LetterReturnedInput!) {\n    letterReturned(input: $input) { letter { id returnedAt } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LetterReturned($input: LetterReturnedInput!) {\n    letterReturned(input: $input) { letter { id returnedAt } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskSuspended {\n    desk { suspendedAuthorities { authority { id name } channel { kind state problem email } } }\n  }\n"): (typeof documents)["\n  query DeskSuspended {\n    desk { suspendedAuthorities { authority { id name } channel { kind state problem email } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskCounts {\n    desk {\n      operators\n      connectRequests(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      proposed: connectRequests(state: RELEASE_PROPOSED, first: 20) {\n        edges { cursor node { id } }\n        pageInfo { hasNextPage }\n      }\n      suspendedAuthorities { authority { id } }\n      expiringCertificates(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      quarantine(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      lettersWaiting\n      marketAccounts(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      marketWaiting { orders tickets brokenLinks }\n      failures { mails authorityMails letters jobs { failed late } }\n    }\n  }\n"): (typeof documents)["\n  query DeskCounts {\n    desk {\n      operators\n      connectRequests(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      proposed: connectRequests(state: RELEASE_PROPOSED, first: 20) {\n        edges { cursor node { id } }\n        pageInfo { hasNextPage }\n      }\n      suspendedAuthorities { authority { id } }\n      expiringCertificates(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      quarantine(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      lettersWaiting\n      marketAccounts(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }\n      marketWaiting { orders tickets brokenLinks }\n      failures { mails authorityMails letters jobs { failed late } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseDrafts($id: ID!) { authorityCase(id: $id) { id consents { id scope } drafts { id ...DraftParts } } }\n"): (typeof documents)["\n  query CaseDrafts($id: ID!) { authorityCase(id: $id) { id consents { id scope } drafts { id ...DraftParts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendReply($input: CaseReplyInput!) {\n    caseReply(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseParts }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SendReply($input: CaseReplyInput!) {\n    caseReply(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseParts }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseApprovals($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      approvals { service { id name } running { id day { date } } ifComplete { date explanation provisional } extendable }\n    }\n  }\n"): (typeof documents)["\n  query CaseApprovals($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      approvals { service { id name } running { id day { date } } ifComplete { date explanation provisional } extendable }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConsentsOfCase($id: ID!) { authorityCase(id: $id) { id consents { id scope givenAt } } }\n"): (typeof documents)["\n  query ConsentsOfCase($id: ID!) { authorityCase(id: $id) { id consents { id scope givenAt } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseKeepingOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version fileReference retainUntil awaitingArchiveSince state\n      retentionClass { key name months offerToArchive exportFirst }\n      exported { at complete }\n      legalHold { by reason until since }\n      archiveOffer { answer answeredOn }\n      authority { id settings { version retentionClasses { key name months exportFirst } } }\n    }\n  }\n"): (typeof documents)["\n  query CaseKeepingOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version fileReference retainUntil awaitingArchiveSince state\n      retentionClass { key name months offerToArchive exportFirst }\n      exported { at complete }\n      legalHold { by reason until since }\n      archiveOffer { answer answeredOn }\n      authority { id settings { version retentionClasses { key name months exportFirst } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case {\n        id version fileReference retainUntil awaitingArchiveSince state\n        retentionClass { key name months offerToArchive exportFirst }\n        exported { at complete }\n        legalHold { by reason until since }\n        archiveOffer { answer answeredOn }\n      }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation KeepCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case {\n        id version fileReference retainUntil awaitingArchiveSince state\n        retentionClass { key name months offerToArchive exportFirst }\n        exported { at complete }\n        legalHold { by reason until since }\n        archiveOffer { answer answeredOn }\n      }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseHead($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n"): (typeof documents)["\n  query CaseHead($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseThread($id: ID!, $before: String) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CaseThread($id: ID!, $before: String) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseCounter($id: ID!) { authorityCase(id: $id) { id unreadCount version } }\n"): (typeof documents)["\n  query CaseCounter($id: ID!) { authorityCase(id: $id) { id unreadCount version } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseProgressOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version ownerDeletedAt\n      authority { id }\n      progress { ...ProgressParts }\n      deadlines { id ...DeadlineParts }\n    }\n  }\n"): (typeof documents)["\n  query CaseProgressOf($id: ID!) {\n    authorityCase(id: $id) {\n      id version ownerDeletedAt\n      authority { id }\n      progress { ...ProgressParts }\n      deadlines { id ...DeadlineParts }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TellProgress($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case { id version progress { ...ProgressParts } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation TellProgress($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) {\n      case { id version progress { ...ProgressParts } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseEvents($id: ID!, $after: String) {\n    authorityCase(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CaseEvents($id: ID!, $after: String) {\n    authorityCase(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewerCase($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n"): (typeof documents)["\n  query NewerCase($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Colleagues($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        organisation { id internal { members(role: CLERK, first: 100) { edges { cursor node { id name me } } } } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Colleagues($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        organisation { id internal { members(role: CLERK, first: 100) { edges { cursor node { id name me } } } } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmReceipt($input: ReceiptConfirmInput!) {\n    receiptConfirm(input: $input) { message { id ...MessageParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ConfirmReceipt($input: ReceiptConfirmInput!) {\n    receiptConfirm(input: $input) { message { id ...MessageParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Inbox($authorityId: ID!, $filter: CaseFilter, $orderBy: CaseOrder, $after: String) {\n    authorityCases(authorityId: $authorityId, filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      edges { cursor node { id ...CaseRowParts } }\n      pageInfo { endCursor hasNextPage }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query Inbox($authorityId: ID!, $filter: CaseFilter, $orderBy: CaseOrder, $after: String) {\n    authorityCases(authorityId: $authorityId, filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n      edges { cursor node { id ...CaseRowParts } }\n      pageInfo { endCursor hasNextPage }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddNote($input: CaseNoteAddInput!) {\n    caseNoteAdd(input: $input) { case { id notes { id author body at } } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation AddNote($input: CaseNoteAddInput!) {\n    caseNoteAdd(input: $input) { case { id notes { id author body at } } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CaseRowParts on AuthorityCase {\n    id\n    version\n    reference\n    fileReference\n    title\n    person { id name }\n    services { id name }\n    unreadCount\n    waitingSince\n    state\n    assignee { id name me absentUntil deputy { id name me } }\n    dueOn\n    ownerDeletedAt\n  }\n"): (typeof documents)["\n  fragment CaseRowParts on AuthorityCase {\n    id\n    version\n    reference\n    fileReference\n    title\n    person { id name }\n    services { id name }\n    unreadCount\n    waitingSince\n    state\n    assignee { id name me absentUntil deputy { id name me } }\n    dueOn\n    ownerDeletedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CaseParts on AuthorityCase {\n    id\n    ...CaseRowParts\n    authority { id name }\n    region { id name designation }\n    address { recipient addition street houseNumber postalCode city region country }\n    trustLevel\n    notes { id author body at }\n    retainUntil\n  }\n"): (typeof documents)["\n  fragment CaseParts on AuthorityCase {\n    id\n    ...CaseRowParts\n    authority { id name }\n    region { id name designation }\n    address { recipient addition street houseNumber postalCode city region country }\n    trustLevel\n    notes { id author body at }\n    retainUntil\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) { case { id ...CaseParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation UpdateCase($input: CaseUpdateInput!) {\n    caseUpdate(input: $input) { case { id ...CaseParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CaseArrivals($authorityId: ID!, $after: String) {\n    caseMessageReceived(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseRowParts }\n    }\n  }\n"): (typeof documents)["\n  subscription CaseArrivals($authorityId: ID!, $after: String) {\n    caseMessageReceived(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      messageEdge { cursor node { id ...MessageParts } }\n      case { id ...CaseRowParts }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CaseChanges($authorityId: ID!, $after: String) {\n    caseChanged(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      event { id kind message { id ...MessageParts } }\n      case { id ...CaseParts }\n    }\n  }\n"): (typeof documents)["\n  subscription CaseChanges($authorityId: ID!, $after: String) {\n    caseChanged(authorityId: $authorityId, after: $after) {\n      cursor\n      caseId\n      event { id kind message { id ...MessageParts } }\n      case { id ...CaseParts }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LegalTexts { legalTexts { kind version validFrom markdown } }\n"): (typeof documents)["\n  query LegalTexts { legalTexts { kind version validFrom markdown } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LevyDraftSave($input: LevyDraftSaveInput!) {\n    levyDraftSave(input: $input) {\n      levyYear { id version year revision state sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation LevyDraftSave($input: LevyDraftSaveInput!) {\n    levyDraftSave(input: $input) {\n      levyYear { id version year revision state sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevyAdminYears {\n    levyYears { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n  }\n"): (typeof documents)["\n  query LevyAdminYears {\n    levyYears { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevyYears {\n    levyYears { id version year revision state publishedAt settlementNote correctionNote ...LevyPictureParts }\n  }\n"): (typeof documents)["\n  query LevyYears {\n    levyYears { id version year revision state publishedAt settlementNote correctionNote ...LevyPictureParts }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LevyPictureParts on LevyYear {\n    id\n    year\n    totalCost\n    stateAmount\n    municipalAmount\n    sharesTotal\n    stateShare\n    populationOn\n    territoryOn\n    dueOn\n    levels { level amount populationBase payers sharesTotal computation }\n    positions { name totalCost stateOnlyCost levels { level share } }\n  }\n"): (typeof documents)["\n  fragment LevyPictureParts on LevyYear {\n    id\n    year\n    totalCost\n    stateAmount\n    municipalAmount\n    sharesTotal\n    stateShare\n    populationOn\n    territoryOn\n    dueOn\n    levels { level amount populationBase payers sharesTotal computation }\n    positions { name totalCost stateOnlyCost levels { level share } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevyPlaces($search: String!) {\n    regions(search: $search, first: 20) { edges { cursor node { id ars name designation kind kreis { id name } } } }\n  }\n"): (typeof documents)["\n  query LevyPlaces($search: String!) {\n    regions(search: $search, first: 20) { edges { cursor node { id ars name designation kind kreis { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevyShareList($year: Int!, $revision: Int!, $search: String, $level: LevyLevel, $differing: Boolean, $after: String) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      version\n      shares(search: $search, level: $level, differing: $differing, first: 20, after: $after) {\n        edges { cursor node { id name level population amount officialAmount difference region { id name kreis { id name } } } }\n        pageInfo { hasNextPage endCursor }\n        totalCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query LevyShareList($year: Int!, $revision: Int!, $search: String, $level: LevyLevel, $differing: Boolean, $after: String) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      version\n      shares(search: $search, level: $level, differing: $differing, first: 20, after: $after) {\n        edges { cursor node { id name level population amount officialAmount difference region { id name kreis { id name } } } }\n        pageInfo { hasNextPage endCursor }\n        totalCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LevyBases {\n    levyYears {\n      id\n      version\n      year\n      revision\n      state\n      stateShare\n      municipalAmount\n      levels { level amount }\n      positions { name totalCost stateOnlyCost levels { level share } }\n    }\n  }\n"): (typeof documents)["\n  query LevyBases {\n    levyYears {\n      id\n      version\n      year\n      revision\n      state\n      stateShare\n      municipalAmount\n      levels { level amount }\n      positions { name totalCost stateOnlyCost levels { level share } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LevyPlaceName($ars: ARS!) { region(ars: $ars) { id ars name kind } }"): (typeof documents)["query LevyPlaceName($ars: ARS!) { region(ars: $ars) { id ars name kind } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LevyOfficialSave($input: LevyOfficialSaveInput!) {\n    levyOfficialSave(input: $input) { levyYear { id version } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LevyOfficialSave($input: LevyOfficialSaveInput!) {\n    levyOfficialSave(input: $input) { levyYear { id version } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnLevyShares($year: Int!, $revision: Int!, $of: ARS!) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      shares(of: $of) { edges { cursor node { id name level amount explanation officialAmount difference } } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): (typeof documents)["\n  query OwnLevyShares($year: Int!, $revision: Int!, $of: ARS!) {\n    levyYear(year: $year, revision: $revision) {\n      id\n      shares(of: $of) { edges { cursor node { id name level amount explanation officialAmount difference } } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LevyPublish($input: LevyPublishInput!) {\n    levyPublish(input: $input) {\n      levyYear { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation LevyPublish($input: LevyPublishInput!) {\n    levyPublish(input: $input) {\n      levyYear { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Simulated($basis: LevyBasisInput!, $populations: [LevyPopulationInput!], $of: ARS!, $withPlace: Boolean!, $year: Int!, $revision: Int!) {\n    levySimulation(basis: $basis, populations: $populations) {\n      municipalAmount\n      levels { level amount }\n      shares(of: $of) @include(if: $withPlace) { edges { cursor node { name level amount explanation } } }\n    }\n    levyYear(year: $year, revision: $revision) @include(if: $withPlace) {\n      id\n      shares(of: $of) { edges { cursor node { id level amount } } }\n    }\n  }\n"): (typeof documents)["\n  query Simulated($basis: LevyBasisInput!, $populations: [LevyPopulationInput!], $of: ARS!, $withPlace: Boolean!, $year: Int!, $revision: Int!) {\n    levySimulation(basis: $basis, populations: $populations) {\n      municipalAmount\n      levels { level amount }\n      shares(of: $of) @include(if: $withPlace) { edges { cursor node { name level amount explanation } } }\n    }\n    levyYear(year: $year, revision: $revision) @include(if: $withPlace) {\n      id\n      shares(of: $of) { edges { cursor node { id level amount } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxConsequences($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      deletionPreview {\n        ...DeletionLosses\n        told { id name }\n        onTheWay { id name }\n        unanswered { id name }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MailboxConsequences($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      deletionPreview {\n        ...DeletionLosses\n        told { id name }\n        onTheWay { id name }\n        unanswered { id name }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMailbox($input: MailboxDeleteInput!) {\n    mailboxDelete(input: $input) {\n      deletedMailboxId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteMailbox($input: MailboxDeleteInput!) {\n    mailboxDelete(input: $input) {\n      deletedMailboxId\n      certificate { url filename }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeletionLosses on DeletionPreview {\n    keptBy { id name }\n    onTheWay { id name }\n    unopenedDecisions { id subject senderName sentAt }\n    runningPeriods { id subject dueOn }\n    deadlines { id kind authority { id name } message { id } day { date } }\n    drafts\n  }\n"): (typeof documents)["\n  fragment DeletionLosses on DeletionPreview {\n    keptBy { id name }\n    onTheWay { id name }\n    unopenedDecisions { id subject senderName sentAt }\n    runningPeriods { id subject dueOn }\n    deadlines { id kind authority { id name } message { id } day { date } }\n    drafts\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailboxKeep($input: MailboxKeepInput!) {\n    mailboxKeep(input: $input) {\n      mailbox { id lastActivityAt deletesAt deletionWarnings deletionHeld deletionLetterPostedAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation MailboxKeep($input: MailboxKeepInput!) {\n    mailboxKeep(input: $input) {\n      mailbox { id lastActivityAt deletesAt deletionWarnings deletionHeld deletionLetterPostedAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxAuthorities {\n    viewer {\n      id\n      caseMailboxes(first: 50) { edges { cursor node { id parties { id authority { id name } } } } }\n    }\n  }\n"): (typeof documents)["\n  query MailboxAuthorities {\n    viewer {\n      id\n      caseMailboxes(first: 50) { edges { cursor node { id parties { id authority { id name } } } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Mailboxes($filter: MailboxFilter, $after: String) {\n    viewer {\n      id\n      caseMailboxes(filter: $filter, first: 20, after: $after) {\n        edges { cursor node { id ...MailboxRowParts } }\n        pageInfo { endCursor hasNextPage }\n        totalCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query Mailboxes($filter: MailboxFilter, $after: String) {\n    viewer {\n      id\n      caseMailboxes(filter: $filter, first: 20, after: $after) {\n        edges { cursor node { id ...MailboxRowParts } }\n        pageInfo { endCursor hasNextPage }\n        totalCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription MailboxArrivals($after: String) {\n    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }\n  }\n"): (typeof documents)["\n  subscription MailboxArrivals($after: String) {\n    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription MailboxChanges($after: String) {\n    mailboxChanged(after: $after) {\n      cursor\n      mailboxId\n      event { id kind message { id ...MessageParts } }\n      mailbox { id title unreadCount lastActivityAt deletesAt }\n    }\n  }\n"): (typeof documents)["\n  subscription MailboxChanges($after: String) {\n    mailboxChanged(after: $after) {\n      cursor\n      mailboxId\n      event { id kind message { id ...MessageParts } }\n      mailbox { id title unreadCount lastActivityAt deletesAt }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxHead($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      reference\n      title\n      undertaking { id name }\n      region { id name designation }\n      parties { id ...PartyParts }\n      lastActivityAt\n      deletesAt\n      deletionWarnings\n      deletionHeld\n      deletionLetterPostedAt\n    }\n  }\n"): (typeof documents)["\n  query MailboxHead($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      reference\n      title\n      undertaking { id name }\n      region { id name designation }\n      parties { id ...PartyParts }\n      lastActivityAt\n      deletesAt\n      deletionWarnings\n      deletionHeld\n      deletionLetterPostedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxThread($id: ID!, $before: String) {\n    caseMailbox(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MailboxThread($id: ID!, $before: String) {\n    caseMailbox(id: $id) {\n      id\n      messages(last: 20, before: $before) {\n        edges { cursor node { id ...MessageParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PartyParts on CaseParty {\n    id\n    role\n    reachability\n    channel\n    maxMessageBytes\n    authority { id name }\n    services { id name }\n    fallback {\n      address { recipient addition street houseNumber postalCode city region country }\n      fax\n      phone\n      note\n    }\n  }\n"): (typeof documents)["\n  fragment PartyParts on CaseParty {\n    id\n    role\n    reachability\n    channel\n    maxMessageBytes\n    authority { id name }\n    services { id name }\n    fallback {\n      address { recipient addition street houseNumber postalCode city region country }\n      fax\n      phone\n      note\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxProgress($id: ID!) {\n    caseMailbox(id: $id) { id state parties {\n      id\n      authority { id name }\n      declinedAt\n      suggestedAuthority { id name }\n      progress { since ...ProgressParts }\n    } deadlines { id ...DeadlineParts } }\n  }\n"): (typeof documents)["\n  query MailboxProgress($id: ID!) {\n    caseMailbox(id: $id) { id state parties {\n      id\n      authority { id name }\n      declinedAt\n      suggestedAuthority { id name }\n      progress { since ...ProgressParts }\n    } deadlines { id ...DeadlineParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxEvents($id: ID!, $after: String) {\n    caseMailbox(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MailboxEvents($id: ID!, $after: String) {\n    caseMailbox(id: $id) {\n      id\n      events(first: 50, after: $after) {\n        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MailboxRowParts on CaseMailbox {\n    id\n    reference\n    title\n    unreadCount\n    deletesAt\n    state\n    deletionWarnings\n    parties { id authority { id name } }\n    messages(last: 3) {\n      edges { cursor node { id direction kind dueOn sentAt senderName fromAuthority { id name } } }\n    }\n  }\n"): (typeof documents)["\n  fragment MailboxRowParts on CaseMailbox {\n    id\n    reference\n    title\n    unreadCount\n    deletesAt\n    state\n    deletionWarnings\n    parties { id authority { id name } }\n    messages(last: 3) {\n      edges { cursor node { id direction kind dueOn sentAt senderName fromAuthority { id name } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MessageConsequences($id: ID!, $documentId: ID) {\n    node(id: $id) {\n      __typename\n      ... on Message {\n        id\n        direction\n        deletionPreview(documentId: $documentId) {\n          ...DeletionLosses\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MessageConsequences($id: ID!, $documentId: ID) {\n    node(id: $id) {\n      __typename\n      ... on Message {\n        id\n        direction\n        deletionPreview(documentId: $documentId) {\n          ...DeletionLosses\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpeningServices($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!], $nodes: [ID!]!) {\n    region(ars: $ars) { id name designation }\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...OpeningParts }\n    nodes(ids: $nodes) { __typename id ... on Undertaking { id name } }\n  }\n"): (typeof documents)["\n  query OpeningServices($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!], $nodes: [ID!]!) {\n    region(ars: $ars) { id name designation }\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...OpeningParts }\n    nodes(ids: $nodes) { __typename id ... on Undertaking { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpeningAuthority($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        name\n        reachability\n        address { recipient addition street houseNumber postalCode city region country }\n        phone\n        fax\n      }\n    }\n  }\n"): (typeof documents)["\n  query OpeningAuthority($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Authority {\n        id\n        name\n        reachability\n        address { recipient addition street houseNumber postalCode city region country }\n        phone\n        fax\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OpeningParts on Competence {\n    service { id name }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } }\n  }\n"): (typeof documents)["\n  fragment OpeningParts on Competence {\n    service { id name }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenMailbox($input: MailboxOpenInput!) {\n    mailboxOpen(input: $input) { mailbox { id } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OpenMailbox($input: MailboxOpenInput!) {\n    mailboxOpen(input: $input) { mailbox { id } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxDrafts($id: ID!) { caseMailbox(id: $id) { id drafts { id ...DraftParts } } }\n"): (typeof documents)["\n  query MailboxDrafts($id: ID!) { caseMailbox(id: $id) { id drafts { id ...DraftParts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendMessage($input: MessageSendInput!) {\n    messageSend(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      mailbox { id unreadCount lastActivityAt deletesAt }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SendMessage($input: MessageSendInput!) {\n    messageSend(input: $input) {\n      messageEdge { cursor node { id ...MessageParts } }\n      mailbox { id unreadCount lastActivityAt deletesAt }\n      alreadySent { id }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadTotal { viewer { id unreadMessageCount } }\n"): (typeof documents)["\n  query UnreadTotal { viewer { id unreadMessageCount } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxCounters($id: ID!) {\n    viewer { id unreadMessageCount }\n    caseMailbox(id: $id) { id unreadCount lastActivityAt deletesAt }\n  }\n"): (typeof documents)["\n  query MailboxCounters($id: ID!) {\n    viewer { id unreadMessageCount }\n    caseMailbox(id: $id) { id unreadCount lastActivityAt deletesAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMessage($input: MessageDeleteInput!) {\n    messageDelete(input: $input) { deletedMessageId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation DeleteMessage($input: MessageDeleteInput!) {\n    messageDelete(input: $input) { deletedMessageId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation DeleteDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketAccountReview($id: ID!) { node(id: $id) { id ... on MarketAccount { __typename ...ReviewParts } } }\n"): (typeof documents)["\n  query MarketAccountReview($id: ID!) { node(id: $id) { id ... on MarketAccount { __typename ...ReviewParts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AccountRowParts on MarketAccount {\n    id\n    state\n    person { id name }\n    organisation { id name }\n    newOrganisation\n    form { organisationName maySign }\n    maySign\n    shared\n    certificateValidTo\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n"): (typeof documents)["\n  fragment AccountRowParts on MarketAccount {\n    id\n    state\n    person { id name }\n    organisation { id name }\n    newOrganisation\n    form { organisationName maySign }\n    maySign\n    shared\n    certificateValidTo\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountNumbers($id: ID!) { organisation(id: $id) { id internal { accountsUsed accountLimit } } }\n"): (typeof documents)["\n  query AccountNumbers($id: ID!) { organisation(id: $id) { id internal { accountsUsed accountLimit } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketCertificateIssuers { certificateIssuers { name startPath } }\n"): (typeof documents)["\n  query MarketCertificateIssuers { certificateIssuers { name startPath } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarketAccountRequest($input: MarketAccountRequestInput!) {\n    marketAccountRequest(input: $input) { account { id state } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MarketAccountRequest($input: MarketAccountRequestInput!) {\n    marketAccountRequest(input: $input) { account { id state } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ClaimsParts on CertificateClaims {\n    fingerprint\n    email\n    personName\n    functionalMailbox\n    organisationName\n    legalForm\n    address { recipient addition street houseNumber postalCode city region country }\n    taxNumber\n    validTo\n  }\n"): (typeof documents)["\n  fragment ClaimsParts on CertificateClaims {\n    fingerprint\n    email\n    personName\n    functionalMailbox\n    organisationName\n    legalForm\n    address { recipient addition street houseNumber postalCode city region country }\n    taxNumber\n    validTo\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarketAccountDecide($input: MarketAccountDecideInput!) {\n    marketAccountDecide(input: $input) { account { id ...ReviewParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MarketAccountDecide($input: MarketAccountDecideInput!) {\n    marketAccountDecide(input: $input) { account { id ...ReviewParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarketCertificateReplace($input: MarketCertificateReplaceInput!) {\n    marketCertificateReplace(input: $input) {\n      account { id ...OwnAccountParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation MarketCertificateReplace($input: MarketCertificateReplaceInput!) {\n    marketCertificateReplace(input: $input) {\n      account { id ...OwnAccountParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnMarketAccount {\n    certificateSignIn { hasAccount claims { fingerprint email ...ClaimsParts } }\n    viewer { id email givenName familyName marketAccounts { id ...OwnAccountParts } }\n  }\n"): (typeof documents)["\n  query OwnMarketAccount {\n    certificateSignIn { hasAccount claims { fingerprint email ...ClaimsParts } }\n    viewer { id email givenName familyName marketAccounts { id ...OwnAccountParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationOfRequest($token: String!) {\n    invitation(token: $token) { id organisation { id name } invitedBy state }\n  }\n"): (typeof documents)["\n  query InvitationOfRequest($token: String!) {\n    invitation(token: $token) { id organisation { id name } invitedBy state }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskMarketAccounts($state: MarketAccountState, $after: String) {\n    desk {\n      marketAccounts(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...AccountRowParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskMarketAccounts($state: MarketAccountState, $after: String) {\n    desk {\n      marketAccounts(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...AccountRowParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketOrganisations($search: String!) {\n    organisations(search: $search, first: 8) { edges { cursor node { id name kind dissolved } } }\n  }\n"): (typeof documents)["\n  query MarketOrganisations($search: String!) {\n    organisations(search: $search, first: 8) { edges { cursor node { id name kind dissolved } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MeantOrganisations($whole: String!, $part: String!) {\n    whole: organisations(search: $whole, first: 4) { edges { cursor node { id name kind dissolved } } }\n    part: organisations(search: $part, first: 4) { edges { cursor node { id name kind dissolved } } }\n  }\n"): (typeof documents)["\n  query MeantOrganisations($whole: String!, $part: String!) {\n    whole: organisations(search: $whole, first: 4) { edges { cursor node { id name kind dissolved } } }\n    part: organisations(search: $part, first: 4) { edges { cursor node { id name kind dissolved } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SimilarOrganisations($whole: String!, $last: String!) {\n    whole: organisations(search: $whole, first: 5) { edges { cursor node { id name kind } } }\n    last: organisations(search: $last, first: 5) { edges { cursor node { id name kind } } }\n  }\n"): (typeof documents)["\n  query SimilarOrganisations($whole: String!, $last: String!) {\n    whole: organisations(search: $whole, first: 5) { edges { cursor node { id name kind } } }\n    last: organisations(search: $last, first: 5) { edges { cursor node { id name kind } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketTermsVersion { legalTexts { kind version } }\n"): (typeof documents)["\n  query MarketTermsVersion { legalTexts { kind version } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnAccountParts on MarketAccount {\n    id\n    version\n    state\n    organisation { id name }\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims { fingerprint ...ClaimsParts }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n"): (typeof documents)["\n  fragment OwnAccountParts on MarketAccount {\n    id\n    version\n    state\n    organisation { id name }\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims { fingerprint ...ClaimsParts }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    requestedAt\n    decidedAt\n    replaces { id }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReviewParts on MarketAccount {\n    id\n    version\n    state\n    person { id name }\n    organisation {\n      id\n      name\n      kind\n      address { recipient addition street houseNumber postalCode city region country }\n      internal { taxNumber accountsUsed accountLimit }\n    }\n    newOrganisation\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims {\n      fingerprint\n      email\n      personName\n      organisationName\n      legalForm\n      address { recipient addition street houseNumber postalCode city region country }\n      taxNumber\n    }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    invitedBy\n    requestedAt\n    decidedAt\n    replaces { id }\n    possibleDuplicates { id state person { id name } organisation { id name } form { organisationName } requestedAt decidedAt }\n  }\n"): (typeof documents)["\n  fragment ReviewParts on MarketAccount {\n    id\n    version\n    state\n    person { id name }\n    organisation {\n      id\n      name\n      kind\n      address { recipient addition street houseNumber postalCode city region country }\n      internal { taxNumber accountsUsed accountLimit }\n    }\n    newOrganisation\n    form {\n      givenName\n      familyName\n      email\n      phone\n      organisationName\n      kind\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      maySign\n      evidence\n      signUntil\n    }\n    claims {\n      fingerprint\n      email\n      personName\n      organisationName\n      legalForm\n      address { recipient addition street houseNumber postalCode city region country }\n      taxNumber\n    }\n    certificateValidTo\n    shared\n    maySign\n    decisionNote\n    invitedBy\n    requestedAt\n    decidedAt\n    replaces { id }\n    possibleDuplicates { id state person { id name } organisation { id name } form { organisationName } requestedAt decidedAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n"): (typeof documents)["\n  query DeskGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupDocuments($slug: String!, $after: String) {\n    group(slug: $slug) {\n      id\n      documents(first: 30, after: $after) {\n        edges { cursor node { id ...GroupFileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupDocuments($slug: String!, $after: String) {\n    group(slug: $slug) {\n      id\n      documents(first: 30, after: $after) {\n        edges { cursor node { id ...GroupFileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupFileLink($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { download { url filename } } }\n  }\n"): (typeof documents)["\n  query GroupFileLink($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { download { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupEditParts on Group {\n    id version slug name wholeMarket archived\n    texts { locale name description }\n    offerings { id slug current { id name } }\n    moderators { id name organisationName }\n  }\n"): (typeof documents)["\n  fragment GroupEditParts on Group {\n    id version slug name wholeMarket archived\n    texts { locale name description }\n    offerings { id slug current { id name } }\n    moderators { id name organisationName }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupSave($input: GroupSaveInput!) {\n    groupSave(input: $input) { group { id slug ...GroupEditParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupSave($input: GroupSaveInput!) {\n    groupSave(input: $input) { group { id slug ...GroupEditParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewerGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n"): (typeof documents)["\n  query NewerGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupMembers($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 50, after: $after) {\n        edges { cursor node { id ...ProfileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupMembers($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 50, after: $after) {\n        edges { cursor node { id ...ProfileParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupHead($slug: String!) { group(slug: $slug) { id ...GroupParts } }\n"): (typeof documents)["\n  query GroupHead($slug: String!) { group(slug: $slug) { id ...GroupParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupPosts($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      posts(search: $search, first: 20, after: $after) {\n        edges { cursor node { id ...GroupPostParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupPosts($slug: String!, $search: String, $after: String) {\n    group(slug: $slug) {\n      id\n      posts(search: $search, first: 20, after: $after) {\n        edges { cursor node { id ...GroupPostParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupSeen($input: GroupSeenInput!) {\n    groupSeen(input: $input) { group { id unread } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupSeen($input: GroupSeenInput!) {\n    groupSeen(input: $input) { group { id unread } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupPostHide($input: GroupPostHideInput!) {\n    groupPostHide(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupPostHide($input: GroupPostHideInput!) {\n    groupPostHide(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupJoin($input: GroupJoinInput!) {\n    groupJoin(input: $input) { group { id slug ...GroupParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupJoin($input: GroupJoinInput!) {\n    groupJoin(input: $input) { group { id slug ...GroupParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupLeave($input: GroupLeaveInput!) {\n    groupLeave(input: $input) { group { id ...GroupParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupLeave($input: GroupLeaveInput!) {\n    groupLeave(input: $input) { group { id ...GroupParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupPostSend($input: GroupPostInput!) {\n    groupPost(input: $input) {\n      postEdge { cursor node { id ...GroupPostParts } }\n      post { id ...GroupPostParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation GroupPostSend($input: GroupPostInput!) {\n    groupPost(input: $input) {\n      postEdge { cursor node { id ...GroupPostParts } }\n      post { id ...GroupPostParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupPostRemove($input: GroupPostRemoveInput!) {\n    groupPostRemove(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupPostRemove($input: GroupPostRemoveInput!) {\n    groupPostRemove(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupReplies($id: ID!, $before: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on GroupPost {\n        replies(last: 20, before: $before) {\n          edges { cursor node { id ...GroupPostParts } }\n          pageInfo { startCursor hasPreviousPage }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupReplies($id: ID!, $before: String) {\n    node(id: $id) {\n      __typename\n      id\n      ... on GroupPost {\n        replies(last: 20, before: $before) {\n          edges { cursor node { id ...GroupPostParts } }\n          pageInfo { startCursor hasPreviousPage }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupRowParts on Group {\n    id slug name description wholeMarket archived memberCount joined unread\n    offerings { id slug current { id name } }\n  }\n"): (typeof documents)["\n  fragment GroupRowParts on Group {\n    id slug name description wholeMarket archived memberCount joined unread\n    offerings { id slug current { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupParts on Group {\n    id moderator\n    ...GroupRowParts\n    profile { id name organisationName }\n    catalogueFiles { filename mediaType locale url }\n  }\n"): (typeof documents)["\n  fragment GroupParts on Group {\n    id moderator\n    ...GroupRowParts\n    profile { id name organisationName }\n    catalogueFiles { filename mediaType locale url }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupFileParts on GroupDocument { id filename mediaType size scanned refusal authorName at }\n"): (typeof documents)["\n  fragment GroupFileParts on GroupDocument { id filename mediaType size scanned refusal authorName at }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupPostParts on GroupPost {\n    id version authorName authorOrganisationName official body hidden hiddenReason removed mine at lastReplyAt replyCount\n    author { id moderator }\n    files { id ...GroupFileParts }\n    offering { id slug current { id name } }\n  }\n"): (typeof documents)["\n  fragment GroupPostParts on GroupPost {\n    id version authorName authorOrganisationName official body hidden hiddenReason removed mine at lastReplyAt replyCount\n    author { id moderator }\n    files { id ...GroupFileParts }\n    offering { id slug current { id name } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProfileParts on Profile { id name organisationName operator moderator }\n"): (typeof documents)["\n  fragment ProfileParts on Profile { id name organisationName operator moderator }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupOfferingsFound($search: String!) {\n    offerings(filter: { search: $search }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n"): (typeof documents)["\n  query GroupOfferingsFound($search: String!) {\n    offerings(filter: { search: $search }, first: 10) { edges { cursor node { id slug current { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupMembersFound($slug: String!, $search: String!) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 10) { edges { cursor node { id name organisationName } } }\n    }\n  }\n"): (typeof documents)["\n  query GroupMembersFound($slug: String!, $search: String!) {\n    group(slug: $slug) {\n      id\n      members(search: $search, first: 10) { edges { cursor node { id name organisationName } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupDocumentCreate($input: GroupDocumentCreateInput!) {\n    groupDocumentCreate(input: $input) { document { id uploadUrl } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation GroupDocumentCreate($input: GroupDocumentCreateInput!) {\n    groupDocumentCreate(input: $input) { document { id uploadUrl } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupDocumentState($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { mediaType scanned refusal uploadUrl } }\n  }\n"): (typeof documents)["\n  query GroupDocumentState($id: ID!) {\n    node(id: $id) { __typename id ... on GroupDocument { mediaType scanned refusal uploadUrl } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Groups($after: String) {\n    groups(first: 50, after: $after) {\n      edges { cursor node { id ...GroupRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n"): (typeof documents)["\n  query Groups($after: String) {\n    groups(first: 50, after: $after) {\n      edges { cursor node { id ...GroupRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewerPost($id: ID!) { node(id: $id) { __typename id ... on GroupPost { ...GroupPostParts } } }\n"): (typeof documents)["\n  query NewerPost($id: ID!) { node(id: $id) { __typename id ... on GroupPost { ...GroupPostParts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderCancel($input: OrderCancelInput!) {\n    orderCancel(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrderCancel($input: OrderCancelInput!) {\n    orderCancel(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderDecide($input: OrderDecideInput!) {\n    orderDecide(input: $input) { order { id ...OrderParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrderDecide($input: OrderDecideInput!) {\n    orderDecide(input: $input) { order { id ...OrderParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskOrder($reference: String!) {\n    order(reference: $reference) { id ...OrderDraft ...OrderParts ...OrderChecks }\n  }\n"): (typeof documents)["\n  query DeskOrder($reference: String!) {\n    order(reference: $reference) { id ...OrderDraft ...OrderParts ...OrderChecks }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskOrders($state: OrderState, $after: String) {\n    desk {\n      orders(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...OrderParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskOrders($state: OrderState, $after: String) {\n    desk {\n      orders(state: $state, first: 20, after: $after) {\n        edges { cursor node { id ...OrderParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderChecks on Order {\n    id submittedBy actingPerson alreadyInUse portalUrl interfaceCostsAcknowledgedAt\n    organisation { id kind }\n    onBehalfOf { id kind }\n    unit { id kind }\n    ordered { id eligible }\n    offering { id chain { level state } }\n    subjectContact { name }\n    technicalContact { name }\n  }\n"): (typeof documents)["\n  fragment OrderChecks on Order {\n    id submittedBy actingPerson alreadyInUse portalUrl interfaceCostsAcknowledgedAt\n    organisation { id kind }\n    onBehalfOf { id kind }\n    unit { id kind }\n    ordered { id eligible }\n    offering { id chain { level state } }\n    subjectContact { name }\n    technicalContact { name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderContactsUpdate($input: OrderContactsUpdateInput!) {\n    orderContactsUpdate(input: $input) {\n      order { id ...OrderDraft ...OrderParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation OrderContactsUpdate($input: OrderContactsUpdateInput!) {\n    orderContactsUpdate(input: $input) {\n      order { id ...OrderDraft ...OrderParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneOrder($reference: String!) { order(reference: $reference) { id ...OrderDraft ...OrderParts } }\n"): (typeof documents)["\n  query OneOrder($reference: String!) { order(reference: $reference) { id ...OrderDraft ...OrderParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrderLive($organisationId: ID, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId order { id ...OrderDraft ...OrderParts } }\n  }\n"): (typeof documents)["\n  subscription OrderLive($organisationId: ID, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId order { id ...OrderDraft ...OrderParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderOffering($slug: String!) {\n    offering(slug: $slug) {\n      id slug state\n      current { id name kind }\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrderOffering($slug: String!) {\n    offering(slug: $slug) {\n      id slug state\n      current { id name kind }\n      orderableFor {\n        organisation { id name }\n        onBehalfOf { id name }\n        unit { id name }\n        order { id reference state }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Orders($byOrganisationId: ID, $state: OrderState, $after: String) {\n    orders(byOrganisationId: $byOrganisationId, state: $state, first: 20, after: $after) {\n      edges { cursor node { id ...OrderParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Orders($byOrganisationId: ID, $state: OrderState, $after: String) {\n    orders(byOrganisationId: $byOrganisationId, state: $state, first: 20, after: $after) {\n      edges { cursor node { id ...OrderParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderSubmit($input: OrderSubmitInput!) {\n    orderSubmit(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrderSubmit($input: OrderSubmitInput!) {\n    orderSubmit(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderContactDefaults($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        subjectContact { name email phone department }\n        technicalContact { name email phone department }\n        digitalOfficer { name email phone department }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrderContactDefaults($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal {\n        subjectContact { name email phone department }\n        technicalContact { name email phone department }\n        digitalOfficer { name email phone department }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderSaveForMembers($input: OrderSaveForMembersInput!) {\n    orderSaveForMembers(input: $input) { orders { id ...OrderDraft } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrderSaveForMembers($input: OrderSaveForMembersInput!) {\n    orderSaveForMembers(input: $input) { orders { id ...OrderDraft } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderParties($id: ID!) {\n    organisation(id: $id) { id internal { setUpBy { id name kind } } }\n  }\n"): (typeof documents)["\n  query OrderParties($id: ID!) {\n    organisation(id: $id) { id internal { setUpBy { id name kind } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderPartySearch($search: String!, $associations: Boolean!) {\n    vendors: organisations(search: $search, kind: VENDOR, first: 10) { edges { cursor node { id name kind } } }\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 10) @include(if: $associations) {\n      edges { cursor node { id name kind } }\n    }\n  }\n"): (typeof documents)["\n  query OrderPartySearch($search: String!, $associations: Boolean!) {\n    vendors: organisations(search: $search, kind: VENDOR, first: 10) { edges { cursor node { id name kind } } }\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 10) @include(if: $associations) {\n      edges { cursor node { id name kind } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n"): (typeof documents)["\n  query OrderProcedures($search: String!) {\n    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderProcedure($id: ID!) {\n    node(id: $id) { id ... on SpecialistProcedure { name versions vendor { id name } } }\n  }\n"): (typeof documents)["\n  query OrderProcedure($id: ID!) {\n    node(id: $id) { id ... on SpecialistProcedure { name versions vendor { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderDraft on Order {\n    id version reference state editable submittable\n    alreadyInUse portalUrl procedureVersion wishedOn note preparedBy\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered {\n      id name kind costClass costNote financedByLevy\n      dataProtection { legalBasis noAgreement ownProcessing }\n      interfaces {\n        procedure { id name versions vendor { id name } }\n        procedureVersions standard state costClass costNote\n      }\n    }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name versions vendor { id name } }\n    parameters { parameter { key label source example required } value }\n    missing { code field message }\n  }\n"): (typeof documents)["\n  fragment OrderDraft on Order {\n    id version reference state editable submittable\n    alreadyInUse portalUrl procedureVersion wishedOn note preparedBy\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered {\n      id name kind costClass costNote financedByLevy\n      dataProtection { legalBasis noAgreement ownProcessing }\n      interfaces {\n        procedure { id name versions vendor { id name } }\n        procedureVersions standard state costClass costNote\n      }\n    }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name versions vendor { id name } }\n    parameters { parameter { key label source example required } value }\n    missing { code field message }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderDrafts($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Order { ...OrderDraft } } }\n"): (typeof documents)["\n  query OrderDrafts($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Order { ...OrderDraft } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderSave($input: OrderSaveInput!) {\n    orderSave(input: $input) { order { id ...OrderDraft } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrderSave($input: OrderSaveInput!) {\n    orderSave(input: $input) { order { id ...OrderDraft } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderParts on Order {\n    id version reference state alreadyInUse editable submittable\n    preparedBy submittedBy actingPerson interfaceCostsAcknowledgedAt decisionNote\n    createdAt updatedAt placedAt decidedAt\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered { id name }\n    missing { code field message }\n    contract { id state effectiveFrom signableAs refusal { reason } }\n    rollout { id state liveSince }\n    ticket { id reference }\n  }\n"): (typeof documents)["\n  fragment OrderParts on Order {\n    id version reference state alreadyInUse editable submittable\n    preparedBy submittedBy actingPerson interfaceCostsAcknowledgedAt decisionNote\n    createdAt updatedAt placedAt decidedAt\n    organisation { id name kind }\n    onBehalfOf { id name }\n    unit { id name }\n    offering { id slug }\n    ordered { id name }\n    missing { code field message }\n    contract { id state effectiveFrom signableAs refusal { reason } }\n    rollout { id state liveSince }\n    ticket { id reference }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeputiesOfOrganisation($id: ID!) {\n    organisation(id: $id) {\n      id\n      units { id name }\n      internal { members(role: CLERK, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n"): (typeof documents)["\n  query DeputiesOfOrganisation($id: ID!) {\n    organisation(id: $id) {\n      id\n      units { id name }\n      internal { members(role: CLERK, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberAbsenceUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) {\n      membership { id version absentUntil deputy { id name } unit { id name } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation MemberAbsenceUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) {\n      membership { id version absentUntil deputy { id name } unit { id name } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationOfLink($token: String!) {\n    invitation(token: $token) { id organisation { id name } email roles invitedBy state expiresAt }\n  }\n"): (typeof documents)["\n  query InvitationOfLink($token: String!) {\n    invitation(token: $token) { id organisation { id name } email roles invitedBy state expiresAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) { membership { id } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) { membership { id } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenInvitations($id: ID!) {\n    organisation(id: $id) { id internal { invitations { id email roles expiresAt } } }\n  }\n"): (typeof documents)["\n  query OpenInvitations($id: ID!) {\n    organisation(id: $id) { id internal { invitations { id email roles expiresAt } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberInvite($input: MemberInviteInput!) {\n    memberInvite(input: $input) { invitation { id email } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MemberInvite($input: MemberInviteInput!) {\n    memberInvite(input: $input) { invitation { id email } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationRevoke($input: InvitationRevokeInput!) {\n    invitationRevoke(input: $input) { revokedInvitationId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation InvitationRevoke($input: InvitationRevokeInput!) {\n    invitationRevoke(input: $input) { revokedInvitationId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberRolesUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MemberRolesUpdate($input: MemberUpdateInput!) {\n    memberUpdate(input: $input) { membership { id version roles } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrganisationMemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrganisationMemberRemove($input: MemberRemoveInput!) {\n    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrganisationOfPage($id: ID!) { organisation(id: $id) { id ...OrganisationParts } }\n"): (typeof documents)["\n  query OrganisationOfPage($id: ID!) { organisation(id: $id) { id ...OrganisationParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUpDelegationSet($input: SetUpDelegationSetInput!) {\n    setUpDelegationSet(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SetUpDelegationSet($input: SetUpDelegationSetInput!) {\n    setUpDelegationSet(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetUpHelpers($search: String!) {\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 5) { edges { cursor node { id name kind } } }\n    vendors: organisations(search: $search, kind: VENDOR, first: 5) { edges { cursor node { id name kind } } }\n  }\n"): (typeof documents)["\n  query SetUpHelpers($search: String!) {\n    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 5) { edges { cursor node { id name kind } } }\n    vendors: organisations(search: $search, kind: VENDOR, first: 5) { edges { cursor node { id name kind } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Signatories($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal { members(role: SIGNATORY, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n"): (typeof documents)["\n  query Signatories($id: ID!) {\n    organisation(id: $id) {\n      id\n      internal { members(role: SIGNATORY, first: 100) { edges { cursor node { id name } } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SigningParts on SigningAuthority {\n    id\n    version\n    organisation { id name }\n    by { id name }\n    person { id name }\n    validFrom\n    validTo\n    evidence\n  }\n"): (typeof documents)["\n  fragment SigningParts on SigningAuthority {\n    id\n    version\n    organisation { id name }\n    by { id name }\n    person { id name }\n    validFrom\n    validTo\n    evidence\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SigningsOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        signingAuthorities(first: 20, after: $after) {\n          edges { cursor node { id ...SigningParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SigningsOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        signingAuthorities(first: 20, after: $after) {\n          edges { cursor node { id ...SigningParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MembersOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              version\n              name\n              me\n              roles\n              absentUntil\n              deputy { id name }\n              unit { id name }\n              marketAccount { id certificateValidTo shared }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MembersOfOrganisation($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        members(first: 50, after: $after) {\n          edges {\n            cursor\n            node {\n              id\n              version\n              name\n              me\n              roles\n              absentUntil\n              deputy { id name }\n              unit { id name }\n              marketAccount { id certificateValidTo shared }\n            }\n          }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrganisationParts on Organisation {\n    id\n    version\n    name\n    kind\n    region { id name }\n    address { recipient addition street houseNumber postalCode city region country }\n    email\n    dissolved\n    union { id name }\n    municipalities { id name }\n    units { id kind name validTo }\n    internal {\n      taxNumber\n      accountsUsed\n      accountLimit\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      subjectContact { name email phone department }\n      technicalContact { name email phone department }\n      setUpBy { id name }\n      setsUpFor(first: 50) { edges { cursor node { id name } } }\n    }\n  }\n"): (typeof documents)["\n  fragment OrganisationParts on Organisation {\n    id\n    version\n    name\n    kind\n    region { id name }\n    address { recipient addition street houseNumber postalCode city region country }\n    email\n    dissolved\n    union { id name }\n    municipalities { id name }\n    units { id kind name validTo }\n    internal {\n      taxNumber\n      accountsUsed\n      accountLimit\n      functionalMailboxes\n      digitalOfficer { name email phone department }\n      subjectContact { name email phone department }\n      technicalContact { name email phone department }\n      setUpBy { id name }\n      setsUpFor(first: 50) { edges { cursor node { id name } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrganisationUpdate($input: OrganisationUpdateInput!) {\n    organisationUpdate(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation OrganisationUpdate($input: OrganisationUpdateInput!) {\n    organisationUpdate(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SigningAuthoritySave($input: SigningAuthoritySaveInput!) {\n    signingAuthoritySave(input: $input) { signingAuthority { id ...SigningParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SigningAuthoritySave($input: SigningAuthoritySaveInput!) {\n    signingAuthoritySave(input: $input) { signingAuthority { id ...SigningParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PictureOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug current { id name invented } } } }\n  }\n"): (typeof documents)["\n  query PictureOfferings {\n    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug current { id name invented } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolloutMap($offeringId: ID) {\n    rolloutMap(offeringId: $offeringId) { state since region { id ars } }\n  }\n"): (typeof documents)["\n  query RolloutMap($offeringId: ID) {\n    rolloutMap(offeringId: $offeringId) { state since region { id ars } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RegionSums($offeringId: ID, $within: ARS) {\n    rollouts(offeringId: $offeringId, within: $within, first: 100) {\n      municipalities\n      live\n      inProgress\n      edges { node { municipalities live inProgress region { id ars name designation kind } } }\n    }\n  }\n"): (typeof documents)["\n  query RegionSums($offeringId: ID, $within: ARS) {\n    rollouts(offeringId: $offeringId, within: $within, first: 100) {\n      municipalities\n      live\n      inProgress\n      edges { node { municipalities live inProgress region { id ars name designation kind } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PictureRegion($ars: ARS!) { region(ars: $ars) { id ars name designation kind parent { id ars kind } } }\n"): (typeof documents)["\n  query PictureRegion($ars: ARS!) { region(ars: $ars) { id ars name designation kind parent { id ars kind } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PortalLinkReport($input: PortalLinkReportInput!) {\n    portalLinkReport(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation PortalLinkReport($input: PortalLinkReportInput!) {\n    portalLinkReport(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ParameterForm on Rollout {\n    id version viewerParty state\n    parameters { value parameter { key label source example required } }\n  }\n"): (typeof documents)["\n  fragment ParameterForm on Rollout {\n    id version viewerParty state\n    parameters { value parameter { key label source example required } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RolloutParametersSave($input: RolloutParametersSaveInput!) {\n    rolloutParametersSave(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation RolloutParametersSave($input: RolloutParametersSaveInput!) {\n    rolloutParametersSave(input: $input) {\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PortalLinkParts on PortalLink { id url state problem reportedAt checkedAt service { id name } }\n"): (typeof documents)["\n  fragment PortalLinkParts on PortalLink { id url state problem reportedAt checkedAt service { id name } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PortalLinks on Rollout { id state viewerParty links { id ...PortalLinkParts } }\n"): (typeof documents)["\n  fragment PortalLinks on Rollout { id state viewerParty links { id ...PortalLinkParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RolloutCard on Rollout {\n    id reference state liveSince wishedOn\n    organisation { id name }\n    unit { id name }\n    offering { id name }\n    tasks { id state }\n  }\n"): (typeof documents)["\n  fragment RolloutCard on Rollout {\n    id reference state liveSince wishedOn\n    organisation { id name }\n    unit { id name }\n    offering { id name }\n    tasks { id state }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Rollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n"): (typeof documents)["\n  query Rollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RolloutChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n"): (typeof documents)["\n  subscription RolloutChanged($organisationId: ID!, $after: String) {\n    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RolloutView on Rollout {\n    id reference state startedAt liveSince alreadyInUse viewerParty\n    ...TaskList\n    ...ParameterForm\n    ...PortalLinks\n    ...VendorMails\n    ...SetUpData\n  }\n"): (typeof documents)["\n  fragment RolloutView on Rollout {\n    id reference state startedAt liveSince alreadyInUse viewerParty\n    ...TaskList\n    ...ParameterForm\n    ...PortalLinks\n    ...VendorMails\n    ...SetUpData\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SetUpData on Rollout {\n    id reference procedureVersion wishedOn alreadyInUse\n    organisation { id name region { id ars ags } }\n    unit { id name }\n    offering { id name provider { id name } services { id name leikaKey } }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name }\n    parameters { value parameter { key label } }\n  }\n"): (typeof documents)["\n  fragment SetUpData on Rollout {\n    id reference procedureVersion wishedOn alreadyInUse\n    organisation { id name region { id ars ags } }\n    unit { id name }\n    offering { id name provider { id name } services { id name leikaKey } }\n    subjectContact { name email phone department }\n    technicalContact { name email phone department }\n    vendor { id name }\n    itProvider { id name }\n    procedure { id name }\n    parameters { value parameter { key label } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskList on Rollout { id viewerParty tasks { id state ...TaskRow } }\n"): (typeof documents)["\n  fragment TaskList on Rollout { id viewerParty tasks { id state ...TaskRow } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskRow on RolloutTask {\n    id version state reason changedBy changedAt editable\n    task { key kind title responsible guide { title url } }\n  }\n"): (typeof documents)["\n  fragment TaskRow on RolloutTask {\n    id version state reason changedBy changedAt editable\n    task { key kind title responsible guide { title url } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VendorMails on Rollout {\n    id state viewerParty\n    vendorMails { party organisation { id name } email sentAt state cause problem }\n  }\n"): (typeof documents)["\n  fragment VendorMails on Rollout {\n    id state viewerParty\n    vendorMails { party organisation { id name } email sentAt state cause problem }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VendorLinkSend($input: VendorLinkSendInput!) {\n    vendorLinkSend(input: $input) { rollout { id version ...RolloutView } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation VendorLinkSend($input: VendorLinkSendInput!) {\n    vendorLinkSend(input: $input) { rollout { id version ...RolloutView } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VendorSessionStart($input: VendorSessionStartInput!) {\n    vendorSessionStart(input: $input) {\n      accessToken\n      expiresAt\n      vendor { id name }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation VendorSessionStart($input: VendorSessionStartInput!) {\n    vendorSessionStart(input: $input) {\n      accessToken\n      expiresAt\n      vendor { id name }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VendorRollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n"): (typeof documents)["\n  query VendorRollout($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VendorRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query VendorRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskRollouts($broken: Boolean!, $after: String) {\n    desk {\n      rollouts(brokenLinks: $broken, first: 20, after: $after) {\n        edges { node { id ...RolloutCard } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeskRollouts($broken: Boolean!, $after: String) {\n    desk {\n      rollouts(brokenLinks: $broken, first: 20, after: $after) {\n        edges { node { id ...RolloutCard } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrganisationRollouts($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 20, after: $after) { edges { node { id ...RolloutCard } } pageInfo { hasNextPage endCursor } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrganisationRollouts($id: ID!, $after: String) {\n    organisation(id: $id) {\n      id\n      internal {\n        rollouts(first: 20, after: $after) { edges { node { id ...RolloutCard } } pageInfo { hasNextPage endCursor } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetUpRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query SetUpRollouts($after: String) {\n    vendorRollouts(first: 20, after: $after) {\n      edges { node { id ...RolloutCard } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RolloutTaskSet($input: RolloutTaskSetInput!) {\n    rolloutTaskSet(input: $input) {\n      task { id ...TaskRow }\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation RolloutTaskSet($input: RolloutTaskSetInput!) {\n    rolloutTaskSet(input: $input) {\n      task { id ...TaskRow }\n      rollout { id version ...RolloutView }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeskRules($after: String) {\n    legalRules(first: 100, after: $after) {\n      edges { node { id jurisdiction holidays source ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query DeskRules($after: String) {\n    legalRules(first: 100, after: $after) {\n      edges { node { id jurisdiction holidays source ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LegalRulePreview($input: LegalRuleSaveInput!) {\n    legalRulePreview(input: $input) {\n      preview { looked changed complete examples { event stored would } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  query LegalRulePreview($input: LegalRuleSaveInput!) {\n    legalRulePreview(input: $input) {\n      preview { looked changed complete examples { event stored would } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LegalRuleSave($input: LegalRuleSaveInput!) {\n    legalRuleSave(input: $input) { rule { id ...RuleParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation LegalRuleSave($input: LegalRuleSaveInput!) {\n    legalRuleSave(input: $input) { rule { id ...RuleParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RuleParts on LegalRule {\n    id kind law article procedureLaw anchor amount unit shiftForDate shiftForPeriod validFrom validTo counselConfirmed note purpose inUse\n    questionToCounsel\n    replacedBy { id validFrom }\n  }\n"): (typeof documents)["\n  fragment RuleParts on LegalRule {\n    id kind law article procedureLaw anchor amount unit shiftForDate shiftForPeriod validFrom validTo counselConfirmed note purpose inUse\n    questionToCounsel\n    replacedBy { id validFrom }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Rules($on: Date, $after: String) {\n    legalRules(on: $on, first: 100, after: $after) {\n      edges { node { id ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Rules($on: Date, $after: String) {\n    legalRules(on: $on, first: 100, after: $after) {\n      edges { node { id ...RuleParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n"): (typeof documents)["\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n"): (typeof documents)["\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n"): (typeof documents)["\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CompetenceParts on Competence {\n    service { id name submission { kind } }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } ...CandidateParts }\n  }\n"): (typeof documents)["\n  fragment CompetenceParts on Competence {\n    service { id name submission { kind } }\n    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } ...CandidateParts }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n"): (typeof documents)["\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n"): (typeof documents)["\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StartPlan {\n    viewer {\n      id\n      startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n    }\n  }\n"): (typeof documents)["\n  query StartPlan {\n    viewer {\n      id\n      startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n"): (typeof documents)["\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepStartPlan($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer {\n        id\n        startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n      }\n      userErrors { code message }\n    }\n  }\n"): (typeof documents)["\n  mutation KeepStartPlan($input: ProfileUpdateInput!) {\n    profileUpdate(input: $input) {\n      viewer {\n        id\n        startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }\n      }\n      userErrors { code message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OnlineServiceParts on OnlineService {\n    id url checkedAt\n    service { id name }\n    authority { id name }\n    organisation { id name }\n  }\n"): (typeof documents)["\n  fragment OnlineServiceParts on OnlineService {\n    id url checkedAt\n    service { id name }\n    authority { id name }\n    organisation { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlaceHints on SearchResult {\n    outside\n    suggestedPlaces { part region { id ...PlaceName } }\n  }\n"): (typeof documents)["\n  fragment PlaceHints on SearchResult {\n    outside\n    suggestedPlaces { part region { id ...PlaceName } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n"): (typeof documents)["\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n"): (typeof documents)["\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PopularUndertakings($frequent: Boolean!) {\n    undertakings(frequent: $frequent, first: 100) { edges { node { id name } } }\n  }\n"): (typeof documents)["\n  query PopularUndertakings($frequent: Boolean!) {\n    undertakings(frequent: $frequent, first: 100) { edges { node { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n"): (typeof documents)["\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportCompetence($input: CompetenceReportInput!) {\n    competenceReport(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation ReportCompetence($input: CompetenceReportInput!) {\n    competenceReport(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n"): (typeof documents)["\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      placePart\n      otherPlaces { id ...PlaceName }\n      ...PlaceHints\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n"): (typeof documents)["\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      placePart\n      otherPlaces { id ...PlaceName }\n      ...PlaceHints\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel\n    submission { ...SubmissionParts } deemedApproval { amount unit basis } undertakings { id name }\n  }\n"): (typeof documents)["\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel\n    submission { ...SubmissionParts } deemedApproval { amount unit basis } undertakings { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n"): (typeof documents)["\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n"): (typeof documents)["\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OnlineOfService($id: ID!, $ars: ARS, $after: String) {\n    node(id: $id) {\n      id\n      ... on Service {\n        onlineServices(ars: $ars, first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OnlineOfService($id: ID!, $ars: ARS, $after: String) {\n    node(id: $id) {\n      id\n      ... on Service {\n        onlineServices(ars: $ars, first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OnlineOfAuthority($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Authority {\n        onlineServices(first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OnlineOfAuthority($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Authority {\n        onlineServices(first: 10, after: $after) {\n          edges { node { id ...OnlineServiceParts } }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OnlineOfRegion($ars: ARS!, $after: String) {\n    region(ars: $ars) {\n      id\n      onlineServices(first: 10, after: $after) {\n        edges { node { id ...OnlineServiceParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OnlineOfRegion($ars: ARS!, $after: String) {\n    region(ars: $ars) {\n      id\n      onlineServices(first: 10, after: $after) {\n        edges { node { id ...OnlineServiceParts } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n"): (typeof documents)["\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CannedParts on CannedAnswer { id version titleDe bodyDe titleEn bodyEn updatedAt }\n"): (typeof documents)["\n  fragment CannedParts on CannedAnswer { id version titleDe bodyDe titleEn bodyEn updatedAt }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CannedAnswers($after: String) {\n    desk {\n      cannedAnswers(first: 50, after: $after) {\n        edges { cursor node { id ...CannedParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CannedAnswers($after: String) {\n    desk {\n      cannedAnswers(first: 50, after: $after) {\n        edges { cursor node { id ...CannedParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CannedAnswerSave($input: CannedAnswerSaveInput!) {\n    cannedAnswerSave(input: $input) { answer { id ...CannedParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation CannedAnswerSave($input: CannedAnswerSaveInput!) {\n    cannedAnswerSave(input: $input) { answer { id ...CannedParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CannedChoice {\n    desk {\n      cannedAnswers(first: 100) {\n        edges { cursor node { id version titleDe bodyDe titleEn bodyEn updatedAt } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CannedChoice {\n    desk {\n      cannedAnswers(first: 100) {\n        edges { cursor node { id version titleDe bodyDe titleEn bodyEn updatedAt } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketChildren($reference: String!, $after: String) {\n    ticket(reference: $reference) {\n      id\n      children(first: 20, after: $after) {\n        edges { cursor node { id ...TicketRowParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TicketChildren($reference: String!, $after: String) {\n    ticket(reference: $reference) {\n      id\n      children(first: 20, after: $after) {\n        edges { cursor node { id ...TicketRowParts } }\n        pageInfo { endCursor hasNextPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailProbeConfirm($input: MailProbeConfirmInput!) {\n    mailProbeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MailProbeConfirm($input: MailProbeConfirmInput!) {\n    mailProbeConfirm(input: $input) { accepted userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MergeTarget($reference: String!) { ticket(reference: $reference) { id ...TicketRowParts } }\n"): (typeof documents)["\n  query MergeTarget($reference: String!) { ticket(reference: $reference) { id ...TicketRowParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TicketMerge($input: TicketMergeInput!) {\n    ticketMerge(input: $input) {\n      ticket { id ...TicketParts }\n      merged { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation TicketMerge($input: TicketMergeInput!) {\n    ticketMerge(input: $input) {\n      ticket { id ...TicketParts }\n      merged { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AskedAbout($slug: String!) { offering(slug: $slug) { id slug current { id name } } }\n"): (typeof documents)["\n  query AskedAbout($slug: String!) { offering(slug: $slug) { id slug current { id name } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TicketOpen($input: TicketOpenInput!) {\n    ticketOpen(input: $input) { ticket { id reference ...TicketParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation TicketOpen($input: TicketOpenInput!) {\n    ticketOpen(input: $input) { ticket { id reference ...TicketParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketOffering($id: ID!) {\n    node(id: $id) { __typename id ... on Offering { id slug current { id name } } }\n  }\n"): (typeof documents)["\n  query TicketOffering($id: ID!) {\n    node(id: $id) { __typename id ... on Offering { id slug current { id name } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketFileLinks($id: ID!) {\n    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }\n  }\n"): (typeof documents)["\n  query TicketFileLinks($id: ID!) {\n    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tickets(\n    $organisationId: ID, $state: TicketState, $kind: TicketKind, $assignedToMe: Boolean, $search: String, $after: String\n  ) {\n    tickets(\n      organisationId: $organisationId, state: $state, kind: $kind, assignedToMe: $assignedToMe, search: $search,\n      first: 30, after: $after\n    ) {\n      edges { cursor node { id ...TicketRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n"): (typeof documents)["\n  query Tickets(\n    $organisationId: ID, $state: TicketState, $kind: TicketKind, $assignedToMe: Boolean, $search: String, $after: String\n  ) {\n    tickets(\n      organisationId: $organisationId, state: $state, kind: $kind, assignedToMe: $assignedToMe, search: $search,\n      first: 30, after: $after\n    ) {\n      edges { cursor node { id ...TicketRowParts } }\n      pageInfo { endCursor hasNextPage }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TicketListChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) { cursor ticketId ticket { id ...TicketRowParts } }\n  }\n"): (typeof documents)["\n  subscription TicketListChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) { cursor ticketId ticket { id ...TicketRowParts } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketHead($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n"): (typeof documents)["\n  query TicketHead($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailProbeSend($input: MailProbeSendInput!) {\n    mailProbeSend(input: $input) { participant { id ...TicketPersonParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MailProbeSend($input: MailProbeSendInput!) {\n    mailProbeSend(input: $input) { participant { id ...TicketPersonParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TicketReply($input: TicketReplyInput!) {\n    ticketReply(input: $input) {\n      entryEdge { cursor node { id ...TicketEntryParts } }\n      ticket { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation TicketReply($input: TicketReplyInput!) {\n    ticketReply(input: $input) {\n      entryEdge { cursor node { id ...TicketEntryParts } }\n      ticket { id ...TicketParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketEntries($reference: String!, $before: String) {\n    ticket(reference: $reference) {\n      id\n      entries(last: 20, before: $before) {\n        edges { cursor node { id ...TicketEntryParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TicketEntries($reference: String!, $before: String) {\n    ticket(reference: $reference) {\n      id\n      entries(last: 20, before: $before) {\n        edges { cursor node { id ...TicketEntryParts } }\n        pageInfo { startCursor hasPreviousPage }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TicketChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) {\n      cursor\n      ticketId\n      ticket { id ...TicketParts }\n      entryEdge { cursor node { id ...TicketEntryParts } }\n    }\n  }\n"): (typeof documents)["\n  subscription TicketChanges($organisationId: ID, $after: String) {\n    ticketChanged(organisationId: $organisationId, after: $after) {\n      cursor\n      ticketId\n      ticket { id ...TicketParts }\n      entryEdge { cursor node { id ...TicketEntryParts } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketRowParts on Ticket {\n    id version reference kind subject state\n    organisation { id name }\n    requesterName assigneeName assignedToMe updatedAt\n  }\n"): (typeof documents)["\n  fragment TicketRowParts on Ticket {\n    id version reference kind subject state\n    organisation { id name }\n    requesterName assigneeName assignedToMe updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketPersonParts on TicketParticipant {\n    id role name email probeSentAt\n    organisation { id name }\n    mail { state since problem }\n  }\n"): (typeof documents)["\n  fragment TicketPersonParts on TicketParticipant {\n    id role name email probeSentAt\n    organisation { id name }\n    mail { state since problem }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketParts on Ticket {\n    id offeringId createdAt firstAnsweredAt\n    ...TicketRowParts\n    participants { id ...TicketPersonParts }\n    parent { id reference subject }\n    mergedInto { id reference subject }\n  }\n"): (typeof documents)["\n  fragment TicketParts on Ticket {\n    id offeringId createdAt firstAnsweredAt\n    ...TicketRowParts\n    participants { id ...TicketPersonParts }\n    parent { id reference subject }\n    mergedInto { id reference subject }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketFileParts on TicketFile { id filename mediaType size scanned refusal }\n"): (typeof documents)["\n  fragment TicketFileParts on TicketFile { id filename mediaType size scanned refusal }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketEntryParts on TicketEntry {\n    id author body wholeBody internal unconfirmed automatic byMail at\n    files { id ...TicketFileParts }\n    undelivered { id name }\n  }\n"): (typeof documents)["\n  fragment TicketEntryParts on TicketEntry {\n    id author body wholeBody internal unconfirmed automatic byMail at\n    files { id ...TicketFileParts }\n    undelivered { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TicketUpdate($input: TicketUpdateInput!) {\n    ticketUpdate(input: $input) { ticket { id ...TicketParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation TicketUpdate($input: TicketUpdateInput!) {\n    ticketUpdate(input: $input) { ticket { id ...TicketParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewerTicket($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n"): (typeof documents)["\n  query NewerTicket($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrustKeys {\n    platformKeys {\n      gatewayEmail\n      gatewayCertificate { subject issuer fingerprint notAfter pem }\n      sealCertificate { subject issuer fingerprint notAfter pem }\n      sealKeys { id publicKey active since }\n      log { origin verifierKey size checkpointUrl }\n    }\n  }\n"): (typeof documents)["\n  query TrustKeys {\n    platformKeys {\n      gatewayEmail\n      gatewayCertificate { subject issuer fingerprint notAfter pem }\n      sealCertificate { subject issuer fingerprint notAfter pem }\n      sealKeys { id publicKey active since }\n      log { origin verifierKey size checkpointUrl }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PublishedKeys {\n    platformKeys { sealCertificate { fingerprint } sealKeys { id publicKey } log { verifierKey } }\n  }\n"): (typeof documents)["\n  query PublishedKeys {\n    platformKeys { sealCertificate { fingerprint } sealKeys { id publicKey } log { verifierKey } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PostalAddressReview($address: PostalAddressInput!) {\n    postalAddressReview(address: $address) {\n      doubts { kind regions { id name postalCodes } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  query PostalAddressReview($address: PostalAddressInput!) {\n    postalAddressReview(address: $address) {\n      doubts { kind regions { id name postalCodes } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ViewerRights {\n    viewer {\n      id\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n    }\n  }\n"): (typeof documents)["\n  query ViewerRights {\n    viewer {\n      id\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n"): (typeof documents)["\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChainLinkParts on ChainLink {\n    level state effectiveFrom endsOn\n    grantor { id name }\n    grantee { id name }\n  }\n"): (typeof documents)["\n  fragment ChainLinkParts on ChainLink {\n    level state effectiveFrom endsOn\n    grantor { id name }\n    grantee { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketViewer {\n    viewer {\n      id\n      givenName\n      familyName\n      platformRoles\n      memberships { id name roles organisation { id name kind } }\n      marketAccounts { id state shared maySign organisation { id name } }\n    }\n  }\n"): (typeof documents)["\n  query MarketViewer {\n    viewer {\n      id\n      givenName\n      familyName\n      platformRoles\n      memberships { id name roles organisation { id name kind } }\n      marketAccounts { id state shared maySign organisation { id name } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AnnouncementParts on LegalDate { date provisional explanation easy rule { id law article } supersedes { date } }\n"): (typeof documents)["\n  fragment AnnouncementParts on LegalDate { date provisional explanation easy rule { id law article } supersedes { date } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }\n"): (typeof documents)["\n  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryParts on Delivery {\n    id\n    authority { id name }\n    authorityName\n    channel\n    state\n    silent\n    failure { code cause advice }\n    confirmedAt\n    confirmedBy\n    nextAttemptAt\n    steps { state at detail }\n  }\n"): (typeof documents)["\n  fragment DeliveryParts on Delivery {\n    id\n    authority { id name }\n    authorityName\n    channel\n    state\n    silent\n    failure { code cause advice }\n    confirmedAt\n    confirmedBy\n    nextAttemptAt\n    steps { state at detail }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }\n"): (typeof documents)["\n  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MessageEvidence($id: ID!) {\n    node(id: $id) { __typename id ... on Message {\n      id\n      evidence { manifestDigest signedAt signingKeyId eventId }\n      signedOriginal { size receivedAt signer signerAddresses scanned }\n    } }\n  }\n"): (typeof documents)["\n  query MessageEvidence($id: ID!) {\n    node(id: $id) { __typename id ... on Message {\n      id\n      evidence { manifestDigest signedAt signingKeyId eventId }\n      signedOriginal { size receivedAt signer signerAddresses scanned }\n    } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MessageParts on Message {\n    id\n    direction\n    kind\n    fromAuthority { id name }\n    fromAuthorityName\n    senderName\n    subject\n    body\n    services { id name }\n    documents { id ...DocumentParts }\n    inReplyTo { id subject }\n    sentAt\n    readAt\n    retrievedAt\n    unread\n    receiptRequested\n    deliveries { id ...DeliveryParts }\n    dueOn\n    withdrawnAt\n    withdrawalReason\n  }\n"): (typeof documents)["\n  fragment MessageParts on Message {\n    id\n    direction\n    kind\n    fromAuthority { id name }\n    fromAuthorityName\n    senderName\n    subject\n    body\n    services { id name }\n    documents { id ...DocumentParts }\n    inReplyTo { id subject }\n    sentAt\n    readAt\n    retrievedAt\n    unread\n    receiptRequested\n    deliveries { id ...DeliveryParts }\n    dueOn\n    withdrawnAt\n    withdrawalReason\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NoticeOfMessage($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id deliveries { id state silent authority { id name } } } }\n  }\n"): (typeof documents)["\n  query NoticeOfMessage($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id deliveries { id state silent authority { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProgressParts on CaseProgress { state since nextStep expectedBy missingDocuments }\n"): (typeof documents)["\n  fragment ProgressParts on CaseProgress { state since nextStep expectedBy missingDocuments }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProvisionParts on Provision { providedAt noticeState noticeSentAt noticeFailedAt }\n"): (typeof documents)["\n  fragment ProvisionParts on Provision { providedAt noticeState noticeSentAt noticeFailedAt }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OriginalTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id signedOriginal { download { url filename } } } }\n  }\n"): (typeof documents)["\n  query OriginalTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Message { id signedOriginal { download { url filename } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnConsents {\n    viewer { id consents { id scope textVersion givenAt revokedAt authority { id name } } }\n    legalTexts { kind version markdown }\n  }\n"): (typeof documents)["\n  query OwnConsents {\n    viewer { id consents { id scope textVersion givenAt revokedAt authority { id name } } }\n    legalTexts { kind version markdown }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GiveConsent($input: ConsentGiveInput!) {\n    consentGive(input: $input) {\n      consent { id scope textVersion givenAt revokedAt authority { id name } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation GiveConsent($input: ConsentGiveInput!) {\n    consentGive(input: $input) {\n      consent { id scope textVersion givenAt revokedAt authority { id name } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeConsent($input: ConsentRevokeInput!) {\n    consentRevoke(input: $input) { consent { id revokedAt } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation RevokeConsent($input: ConsentRevokeInput!) {\n    consentRevoke(input: $input) { consent { id revokedAt } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeadlineParts on Deadline {\n    id kind met\n    authority { id name }\n    service { id name }\n    day { date provisional explanation easy rule { id law article } supersedes { date } }\n    message { id subject }\n  }\n"): (typeof documents)["\n  fragment DeadlineParts on Deadline {\n    id kind met\n    authority { id name }\n    service { id name }\n    day { date provisional explanation easy rule { id law article } supersedes { date } }\n    message { id subject }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CalendarOf($id: ID!) { node(id: $id) { __typename id ... on Deadline { id calendar { url filename } } } }\n"): (typeof documents)["\n  query CalendarOf($id: ID!) { node(id: $id) { __typename id ... on Deadline { id calendar { url filename } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxForms($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties {\n        id\n        authority { id }\n        submissions { service { id name } submission { kind ...SubmissionParts } }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MailboxForms($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties {\n        id\n        authority { id }\n        submissions { service { id name } submission { kind ...SubmissionParts } }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SubmissionParts on Submission { kind url note legalBasis checkedOn }\n"): (typeof documents)["\n  fragment SubmissionParts on Submission { kind url note legalBasis checkedOn }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseGrantOf($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      ownerDeletedAt\n      authority { id }\n      grant { id mayForward }\n      parties { id authority { id name } progress { ...ProgressParts } }\n    }\n  }\n"): (typeof documents)["\n  query CaseGrantOf($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      ownerDeletedAt\n      authority { id }\n      grant { id mayForward }\n      parties { id authority { id name } progress { ...ProgressParts } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ForwardableMessages($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20) { edges { cursor node { id subject sentAt direction fromAuthority { id } } } }\n    }\n  }\n"): (typeof documents)["\n  query ForwardableMessages($id: ID!) {\n    authorityCase(id: $id) {\n      id\n      messages(last: 20) { edges { cursor node { id subject sentAt direction fromAuthority { id } } } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ForwardCase($input: CaseForwardInput!) {\n    caseForward(input: $input) {\n      case { id version parties { id authority { id name } progress { ...ProgressParts } } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation ForwardCase($input: CaseForwardInput!) {\n    caseForward(input: $input) {\n      case { id version parties { id authority { id name } progress { ...ProgressParts } } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxGrants($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties { id role channel authority { id name } }\n      grants { id mayForward givenAt revokedAt party { id } }\n    }\n  }\n"): (typeof documents)["\n  query MailboxGrants($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      parties { id role channel authority { id name } }\n      grants { id mayForward givenAt revokedAt party { id } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetGrant($input: PartyGrantSetInput!) {\n    partyGrantSet(input: $input) {\n      grant { id }\n      mailbox { id grants { id mayForward givenAt revokedAt party { id } } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation SetGrant($input: PartyGrantSetInput!) {\n    partyGrantSet(input: $input) {\n      grant { id }\n      mailbox { id grants { id mayForward givenAt revokedAt party { id } } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuthoritiesByName($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n"): (typeof documents)["\n  query AuthoritiesByName($search: String!) {\n    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CaseCompetence($id: ID!) { authorityCase(id: $id) { id declinedAt firstReceivedAt ownerDeletedAt } }\n"): (typeof documents)["\n  query CaseCompetence($id: ID!) { authorityCase(id: $id) { id declinedAt firstReceivedAt ownerDeletedAt } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeclineCase($input: CaseDeclineInput!) {\n    caseDecline(input: $input) {\n      case { id version state waitingSince declinedAt firstReceivedAt ownerDeletedAt }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation DeclineCase($input: CaseDeclineInput!) {\n    caseDecline(input: $input) {\n      case { id version state waitingSince declinedAt firstReceivedAt ownerDeletedAt }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailboxWays($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      firstReceivedAt\n      predecessor { id reference }\n      successors { id reference }\n      parties {\n        id\n        role\n        channel\n        authority { id name }\n        declinedAt\n        suggestedAuthority { id name reachability }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MailboxWays($id: ID!) {\n    caseMailbox(id: $id) {\n      id\n      firstReceivedAt\n      predecessor { id reference }\n      successors { id reference }\n      parties {\n        id\n        role\n        channel\n        authority { id name }\n        declinedAt\n        suggestedAuthority { id name reachability }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HandMailboxOver($input: MailboxHandOverInput!) {\n    mailboxHandOver(input: $input) {\n      successor { id reference predecessor { id reference successors { id reference } } }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation HandMailboxOver($input: MailboxHandOverInput!) {\n    mailboxHandOver(input: $input) {\n      successor { id reference predecessor { id reference successors { id reference } } }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawMessage($input: MessageWithdrawInput!) {\n    messageWithdraw(input: $input) {\n      message { id ...MessageParts }\n      case { id version state waitingSince }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation WithdrawMessage($input: MessageWithdrawInput!) {\n    messageWithdraw(input: $input) {\n      message { id ...MessageParts }\n      case { id version state waitingSince }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateDocument($input: DocumentCreateInput!) {\n    documentCreate(input: $input) {\n      document { id uploadUrl ...DocumentParts }\n      userErrors { code field message }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateDocument($input: DocumentCreateInput!) {\n    documentCreate(input: $input) {\n      document { id uploadUrl ...DocumentParts }\n      userErrors { code field message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocumentProgress($id: ID!) { node(id: $id) { __typename id ...DocumentParts } }\n"): (typeof documents)["\n  query DocumentProgress($id: ID!) { node(id: $id) { __typename id ...DocumentParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DropDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation DropDocument($input: DocumentDeleteInput!) {\n    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DraftParts on Draft {\n    id\n    version\n    subject\n    body\n    kind\n    recipients { id }\n    services { id }\n    documents { id ...DocumentParts }\n    receiptRequested\n    dueOn\n    inReplyToId\n    decisionEffect\n    remedy { amount unit }\n    noRemedy\n    savedAt\n  }\n"): (typeof documents)["\n  fragment DraftParts on Draft {\n    id\n    version\n    subject\n    body\n    kind\n    recipients { id }\n    services { id }\n    documents { id ...DocumentParts }\n    receiptRequested\n    dueOn\n    inReplyToId\n    decisionEffect\n    remedy { amount unit }\n    noRemedy\n    savedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveDraft($input: DraftSaveInput!) {\n    draftSave(input: $input) { draft { id version savedAt } alreadySent { id } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation SaveDraft($input: DraftSaveInput!) {\n    draftSave(input: $input) { draft { id version savedAt } alreadySent { id } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DiscardDraft($input: DraftDiscardInput!) {\n    draftDiscard(input: $input) { discardedDraftId userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation DiscardDraft($input: DraftDiscardInput!) {\n    draftDiscard(input: $input) { discardedDraftId userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewerDraft($id: ID!) { node(id: $id) { __typename id ...DraftParts } }\n"): (typeof documents)["\n  query NewerDraft($id: ID!) { node(id: $id) { __typename id ...DraftParts } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocumentTicket($id: ID!) { node(id: $id) { __typename id ... on Document { id download { url filename } } } }\n"): (typeof documents)["\n  query DocumentTicket($id: ID!) { node(id: $id) { __typename id ... on Document { id download { url filename } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LetterTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Delivery { id fallbackLetter { url filename } } }\n  }\n"): (typeof documents)["\n  query LetterTicket($id: ID!) {\n    node(id: $id) { __typename id ... on Delivery { id fallbackLetter { url filename } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkRead($input: MessageMarkReadInput!) {\n    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MarkRead($input: MessageMarkReadInput!) {\n    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MessageProof($input: MessageProofInput!) {\n    messageProof(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MessageProof($input: MessageProofInput!) {\n    messageProof(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailboxExport($input: MailboxExportInput!) {\n    mailboxExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation MailboxExport($input: MailboxExportInput!) {\n    mailboxExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CaseExport($input: CaseExportInput!) {\n    caseExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"): (typeof documents)["\n  mutation CaseExport($input: CaseExportInput!) {\n    caseExport(input: $input) { download { url filename } userErrors { code field message } }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;