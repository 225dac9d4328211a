import { graphql } from '../../gql/index.ts';

/** Confirms who may sign, or changes until when. */
export const SigningAuthoritySave = graphql(`
  mutation SigningAuthoritySave($input: SigningAuthoritySaveInput!) {
    signingAuthoritySave(input: $input) { signingAuthority { id ...SigningParts } userErrors { code field message } }
  }
`);
