import type { MembersOfOrganisationQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** Who works for an organisation, with the account of the market. */
export const MembersOfOrganisation = graphql(`
  query MembersOfOrganisation($id: ID!, $after: String) {
    organisation(id: $id) {
      id
      internal {
        members(first: 50, after: $after) {
          edges {
            cursor
            node {
              id
              version
              name
              me
              roles
              absentUntil
              deputy { id name }
              unit { id name }
              marketAccount { id certificateValidTo shared }
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

/** A colleague as the list shows it. */
export type MemberRow = NonNullable<
  NonNullable<MembersOfOrganisationQuery['organisation']>['internal']
>['members']['edges'][number]['node'];
