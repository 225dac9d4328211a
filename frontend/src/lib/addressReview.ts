import { useCallback } from 'react';
import { useClient } from 'urql';
import type { PostalAddressInput, PostalAddressReviewQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';

/** An address before its letter is ordered: why it is refused, or what looks odd. */
export const PostalAddressReview = graphql(`
  query PostalAddressReview($address: PostalAddressInput!) {
    postalAddressReview(address: $address) {
      doubts { kind regions { id name postalCodes } }
      userErrors { code field message }
    }
  }
`);

/** What was found, and what looks odd in it. */
export type Review = PostalAddressReviewQuery['postalAddressReview'];
export type Doubt = Review['doubts'][number];

const nothing: Review = { doubts: [], userErrors: [] };

/** Asks what looks odd about an address. Without an answer nothing does: it is only a question, and the order is checked anyway. */
export function useAddressReview(): (address: PostalAddressInput) => Promise<Review> {
  const client = useClient();
  return useCallback(
    async (address) => {
      const { data } = await client.query(PostalAddressReview, { address }, { requestPolicy: 'network-only' });
      return data?.postalAddressReview ?? nothing;
    },
    [client],
  );
}
