/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How surely the platform knows who this is. POSTAL is the platform's own level; it is below eIDAS low and no substitute for written form. */
export type TrustLevel =
  | 'NONE'
  | 'EMAIL'
  | 'POSTAL'
  | 'EIDAS_LOW'
  | 'EIDAS_SUBSTANTIAL'
  | 'EIDAS_HIGH';

/** Given by the operator, by command line or by two operators; never by an organisation. */
export type PlatformRole =
  /** Reviews accounts and orders, prints letters, answers tickets. */
  | 'OPERATOR'
  /** Edits directory, catalogue, help and news. */
  | 'EDITOR';

export type SessionEndInput = {
  /** Null ends the current session. */
  sessionId?: string | number | null | undefined;
};

export type Locale =
  | 'DE'
  | 'EN';

export type UserErrorCode =
  | 'REQUIRED'
  | 'INVALID'
  | 'TOO_LONG'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'TAKEN'
  | 'NOT_FOUND'
  | 'WRONG_STATE'
  | 'STALE'
  | 'IDEMPOTENCY_CONFLICT'
  | 'EXPIRED'
  | 'WRONG_CODE'
  /** Too many wrong codes: the code is void, order a new letter. */
  | 'CODE_VOID'
  /** No further letter for now; the message says when. */
  | 'LETTER_LIMIT'
  | 'WEAK_PASSWORD'
  | 'WRONG_CREDENTIALS'
  /** The postal address is not proven yet. */
  | 'NOT_ACTIVATED'
  /** The service asks for a higher trust level. */
  | 'TRUST_LEVEL_TOO_LOW'
  /** The body has not opened secure communication, or it is suspended: use its post or fax address. */
  | 'AUTHORITY_NOT_CONNECTED'
  /** Only a body that the owner has written to may write. */
  | 'CONVERSATION_NOT_STARTED'
  | 'MEDIA_TYPE_REFUSED'
  | 'QUOTA_EXCEEDED';

export type OrganisationRole =
  /** Reads and answers case mail. */
  | 'CLERK'
  /** Manages members, channel, certificates and service accounts. */
  | 'ADMIN'
  /** Browses and prepares orders. */
  | 'BUYER'
  /** May sign contracts (zeichnungsbefugt); only with an own certificate, confirmed by an operator. */
  | 'SIGNATORY'
  | 'DIGITAL_OFFICER';

export type SignOutMutationVariables = Exact<{
  input: SessionEndInput;
}>;


export type SignOutMutation = { sessionEnd: { endedSessionId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ShellViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellViewerQuery = { viewer: { id: string, email: string, givenName: string, familyName: string, locale: Locale, trustLevel: TrustLevel, unreadMessageCount: number, platformRoles: Array<PlatformRole>, settings: { newMessageMail: boolean, recognitionPhrase: string | null, singleKeyShortcuts: boolean }, startPlan: { undertakingId: string | null, authorityId: string | null, serviceId: string | null, ars: string | null } | null, memberships: Array<{ id: string, roles: Array<OrganisationRole>, allAuthorities: boolean, organisation: { id: string, name: string, authorities: Array<{ id: string, name: string }> }, authorities: Array<{ id: string, name: string }> }> } | null };


export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEndInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionEnd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endedSessionId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const ShellViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShellViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"locale"}},{"kind":"Field","name":{"kind":"Name","value":"trustLevel"}},{"kind":"Field","name":{"kind":"Name","value":"unreadMessageCount"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newMessageMail"}},{"kind":"Field","name":{"kind":"Name","value":"recognitionPhrase"}},{"kind":"Field","name":{"kind":"Name","value":"singleKeyShortcuts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undertakingId"}},{"kind":"Field","name":{"kind":"Name","value":"authorityId"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"ars"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"allAuthorities"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"authorities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"authorities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"platformRoles"}}]}}]}}]} as unknown as DocumentNode<ShellViewerQuery, ShellViewerQueryVariables>;