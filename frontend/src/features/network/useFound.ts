import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import type { ComboboxOption } from '../../ui/Combobox.tsx';

const OfferingsFound = graphql(`
  query GroupOfferingsFound($search: String!) {
    offerings(filter: { search: $search }, first: 10) { edges { cursor node { id slug current { id name } } } }
  }
`);

const MembersFound = graphql(`
  query GroupMembersFound($slug: String!, $search: String!) {
    group(slug: $slug) {
      id
      members(search: $search, first: 10) { edges { cursor node { id name organisationName } } }
    }
  }
`);

/** What fits the words typed. */
export interface Found {
  options: readonly ComboboxOption[];
  busy: boolean;
}

// Nothing is searched for before there are two letters that have rested.
function useWords(words: string) {
  const search = useDebounced(words, 200);
  return { search, pause: search.length < 2, behind: search !== words };
}

/** Offerings that fit the words typed. */
export function useOfferingsFound(words: string): Found {
  const { search, pause, behind } = useWords(words);
  const [{ data, fetching }] = useQuery({ query: OfferingsFound, variables: { search }, pause });
  const found = pause ? [] : (data?.offerings.edges ?? []);
  return {
    options: found.map(({ node: { id, current } }) => ({ value: id, label: current.name })),
    busy: fetching || behind,
  };
}

/** Members of a group that fit the words typed. */
export function useMembersFound(words: string, slug: string): Found {
  const { search, pause, behind } = useWords(words);
  const [{ data, fetching }] = useQuery({ query: MembersFound, variables: { slug, search }, pause });
  const found = pause ? [] : (data?.group?.members?.edges ?? []);
  return {
    options: found.map(({ node: { id, name, organisationName } }) => ({
      value: id,
      label: name,
      note: organisationName,
    })),
    busy: fetching || behind,
  };
}
