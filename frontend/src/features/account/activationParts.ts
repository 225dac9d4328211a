import { graphql } from '../../gql/index.ts';

/** How far the proof of the address is. */
export const ActivationParts = graphql(`
  fragment ActivationParts on Viewer {
    id
    givenName
    familyName
    trustLevel
    postalAddress { recipient addition street houseNumber postalCode city region country }
    activation {
      address { recipient addition street houseNumber postalCode city region country }
      letterQueuedAt letterPrintedAt letterReturnedAt expectedFrom expectedTo codeExpiresAt attemptsLeft nextLetterAt
    }
    startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }
  }
`);

/** The proof of the signed-in person's address. */
export const ActivationState = graphql(`
  query ActivationState { viewer { id ...ActivationParts } }
`);
