import { graphql } from '../../gql/index.ts';

/** Changes name or settings; an absent field stays as it is. */
export const ProfileUpdate = graphql(`
  mutation ProfileUpdate($input: ProfileUpdateInput!) {
    profileUpdate(input: $input) {
      viewer { id ...ActivationParts ...ProfileSection ...SettingsSection ...SecondEmailSection }
      userErrors { code field message }
    }
  }
`);
