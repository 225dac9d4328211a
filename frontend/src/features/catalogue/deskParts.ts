import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../../gql/index.ts';

/** An offering with all that its sheet says in all languages, as editors need it. */
export const DeskSheet = graphql(`
  fragment DeskSheet on Offering {
    id version slug state orderableFrom changedAt nextStates waitingCount rolloutCount
    current {
      id version validFrom kind vendorUrl testUrl costClass financedByLevy eligible eligibleOn citizenSupport sources invented
      provider { id name }
      services { id name }
      interfaces { procedure { id name vendor { id name } } procedureVersions standard state costClass costNote }
      parameters { key source example required }
      tasks { key kind responsible guide { title url } }
      guides { title url }
      contacts { name email role }
      dataProtection { version validFrom legalBasis noAgreement ownProcessing }
      texts { locale name summary description preconditions costNote testNote labels { key text } }
    }
  }
`);

/** One offering to edit. */
export const DeskOffering = graphql(`
  query DeskOffering($slug: String!) { offering(slug: $slug) { id ...DeskSheet } }
`);

/** An offering as editors have it. */
export type DeskOfferingParts = ResultOf<typeof DeskSheet>;
