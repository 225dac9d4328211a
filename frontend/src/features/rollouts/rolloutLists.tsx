import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { RolloutSection } from './RolloutSection.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const OfDesk = graphql(`
  query DeskRollouts($broken: Boolean!, $after: String) {
    desk {
      rollouts(brokenLinks: $broken, first: 20, after: $after) {
        edges { node { id ...RolloutCard } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** For operators: all that are not live yet, the one that waits longest first, or those with a link that does not work. */
export function DeskRollouts({ broken }: { broken: boolean }) {
  const { list, links } = useRolloutsMessages();
  const [waiting, defect] = [list.desk, links.states.BROKEN];
  const pages = usePages({ query: OfDesk, variables: { broken }, read: (data) => data.desk?.rollouts });
  return (
    <>
      <p>
        <TextLink to="/einrichtungen" search={broken ? {} : { links: 'defekt' }}>
          {broken ? waiting : defect}
        </TextLink>
      </p>
      <RolloutSection
        id="rollouts-desk"
        title={broken ? defect : waiting}
        pages={pages}
        none={broken ? list.noneBroken : undefined}
      />
    </>
  );
}

const OfOrganisation = graphql(`
  query OrganisationRollouts($id: ID!, $after: String) {
    organisation(id: $id) {
      id
      internal {
        rollouts(first: 20, after: $after) { edges { node { id ...RolloutCard } } pageInfo { hasNextPage endCursor } }
      }
    }
  }
`);

/** Those of one organisation. */
export function OrganisationRollouts({ organisation }: { organisation: { id: string; name: string } }) {
  const t = useRolloutsMessages();
  const pages = usePages({
    query: OfOrganisation,
    variables: { id: organisation.id },
    read: (data) => data.organisation?.internal?.rollouts,
  });
  return <RolloutSection id={`rollouts-${organisation.id}`} title={t.list.of(organisation.name)} pages={pages} />;
}

const OfSetUp = graphql(`
  query SetUpRollouts($after: String) {
    vendorRollouts(first: 20, after: $after) {
      edges { node { id ...RolloutCard } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Those that the reader's IT association or vendor sets up for others; nothing where there are none. */
export function SetUpRollouts() {
  const t = useRolloutsMessages();
  const pages = usePages({ query: OfSetUp, variables: {}, read: (data) => data.vendorRollouts });
  return <RolloutSection id="rollouts-set-up" title={t.list.setUp} pages={pages} hideEmpty />;
}
