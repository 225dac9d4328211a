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
    "\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n": typeof types.AuthorityDocument,
    "\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n": typeof types.AuthorityServicesDocument,
    "\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n": typeof types.CandidatePartsFragmentDoc,
    "\n  fragment CompetenceParts on Competence {\n    service { id name }\n    candidates { authority { id name reachability } ...CandidateParts }\n  }\n": typeof types.CompetencePartsFragmentDoc,
    "\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n": typeof types.CompetencesDocument,
    "\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n": typeof types.ContactPartsFragmentDoc,
    "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n": typeof types.ServiceByKeyDocument,
    "\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n": typeof types.PlaceDocument,
    "\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n": typeof types.PlacesDocument,
    "\n  query PopularUndertakings { undertakings(first: 12) { edges { node { id name } } } }\n": typeof types.PopularUndertakingsDocument,
    "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n": typeof types.RegionDocument,
    "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n": typeof types.SearchHitRowFragmentDoc,
    "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      otherPlaces { id ...PlaceName }\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n": typeof types.SearchDocument,
    "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel writtenForm\n    deemedApprovalMonths undertakings { id name }\n  }\n": typeof types.ServiceFactsFragmentDoc,
    "\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n": typeof types.ServiceDocument,
    "\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n": typeof types.UndertakingDocument,
    "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n": typeof types.PlaceNameFragmentDoc,
    "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      startPlan { undertakingId authorityId serviceId ars }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n": typeof types.ShellViewerDocument,
};
const documents: Documents = {
    "\n  mutation SignOut($input: SessionEndInput!) {\n    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }\n  }\n": types.SignOutDocument,
    "\n  query Authority($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }\n    }\n  }\n": types.AuthorityDocument,
    "\n  query AuthorityServices($id: ID!, $first: Int!) {\n    node(id: $id) {\n      id\n      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }\n    }\n  }\n": types.AuthorityServicesDocument,
    "\n  fragment CandidateParts on CompetentAuthority {\n    role\n    authority { id name reachability ...ContactParts }\n    rule { id explanation legalBasis area { id name designation } source sourceOn }\n  }\n": types.CandidatePartsFragmentDoc,
    "\n  fragment CompetenceParts on Competence {\n    service { id name }\n    candidates { authority { id name reachability } ...CandidateParts }\n  }\n": types.CompetencePartsFragmentDoc,
    "\n  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {\n    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }\n  }\n": types.CompetencesDocument,
    "\n  fragment ContactParts on Authority {\n    id\n    address { recipient addition street houseNumber postalCode city region country }\n    postBox phone fax website openingHours privacyNotice\n  }\n": types.ContactPartsFragmentDoc,
    "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n": types.ServiceByKeyDocument,
    "\n  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }\n": types.PlaceDocument,
    "\n  query Places($search: String!) {\n    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }\n  }\n": types.PlacesDocument,
    "\n  query PopularUndertakings { undertakings(first: 12) { edges { node { id name } } } }\n": types.PopularUndertakingsDocument,
    "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n": types.RegionDocument,
    "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n": types.SearchHitRowFragmentDoc,
    "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      otherPlaces { id ...PlaceName }\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n": types.SearchDocument,
    "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel writtenForm\n    deemedApprovalMonths undertakings { id name }\n  }\n": types.ServiceFactsFragmentDoc,
    "\n  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }\n": types.ServiceDocument,
    "\n  query Undertaking($id: ID!) {\n    node(id: $id) { id ... on Undertaking { name description services { id name } } }\n  }\n": types.UndertakingDocument,
    "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n": types.PlaceNameFragmentDoc,
    "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      startPlan { undertakingId authorityId serviceId ars }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n": types.ShellViewerDocument,
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
export function graphql(source: "\n  fragment CompetenceParts on Competence {\n    service { id name }\n    candidates { authority { id name reachability } ...CandidateParts }\n  }\n"): (typeof documents)["\n  fragment CompetenceParts on Competence {\n    service { id name }\n    candidates { authority { id name reachability } ...CandidateParts }\n  }\n"];
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
export function graphql(source: "\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n"): (typeof documents)["\n  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }\n"];
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
export function graphql(source: "\n  query PopularUndertakings { undertakings(first: 12) { edges { node { id name } } } }\n"): (typeof documents)["\n  query PopularUndertakings { undertakings(first: 12) { edges { node { id name } } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n"): (typeof documents)["\n  query Region($ars: ARS!) {\n    region(ars: $ars) {\n      ...PlaceName\n      id ars name population populationOn postalCodes\n      parent { id ars name designation }\n      authorities { id name kind reachability }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n"): (typeof documents)["\n  fragment SearchHitRow on SearchHit {\n    __typename\n    ... on Undertaking { id name description services { id } }\n    ... on Service { id name description }\n    ... on Authority { id name authorityKind: kind reachability region { id name } }\n    ... on Region { ...PlaceName id ars name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      otherPlaces { id ...PlaceName }\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n"): (typeof documents)["\n  query Search($query: String!) {\n    search(query: $query, first: 20) {\n      place { id ...PlaceName }\n      otherPlaces { id ...PlaceName }\n      hits { __typename ... on Node { id } ...SearchHitRow }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel writtenForm\n    deemedApprovalMonths undertakings { id name }\n  }\n"): (typeof documents)["\n  fragment ServiceFacts on Service {\n    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel writtenForm\n    deemedApprovalMonths undertakings { id name }\n  }\n"];
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
export function graphql(source: "\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n"): (typeof documents)["\n  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      startPlan { undertakingId authorityId serviceId ars }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n"): (typeof documents)["\n  query ShellViewer {\n    viewer {\n      id\n      email\n      givenName\n      familyName\n      locale\n      trustLevel\n      unreadMessageCount\n      settings { newMessageMail recognitionPhrase singleKeyShortcuts }\n      startPlan { undertakingId authorityId serviceId ars }\n      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }\n      platformRoles\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;