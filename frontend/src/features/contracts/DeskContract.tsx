import { useState } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useMarketViewer, usesSharedAccount } from '../../market/useMarketViewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ContractDocument } from './ContractDocument.tsx';
import { ContractView } from './ContractView.tsx';
import { ContractParts } from './contractParts.ts';
import { useContractsMessages } from './contractsMessages.ts';
import { EndContract } from './EndContract.tsx';
import { RecordContract } from './RecordContract.tsx';
import { SignaturesList } from './SignaturesList.tsx';

const DeskContractQuery = graphql(`
  query DeskContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }
`);

const ContractsBelow = graphql(`
  query ContractsBelow($id: ID!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Contract {
        children(first: 20, after: $after) {
          edges { cursor node { id reference level state grantee { id name } } }
          pageInfo { hasNextPage endCursor }
          totalCount
        }
      }
    }
  }
`);

function Below({ id }: { id: string }) {
  const t = useContractsMessages().desk;
  const market = useMarketMessages();
  const pages = usePages({
    query: ContractsBelow,
    variables: { id },
    read: ({ node }) => (node?.__typename === 'Contract' ? node.children : null),
  });
  return (
    <section className="stack" aria-labelledby="contract-below">
      <h2 className="kern-heading-medium" id="contract-below">
        {t.below}
      </h2>
      {pages.totalCount !== null && pages.totalCount > 0 && <p>{t.belowCount(pages.totalCount)}</p>}
      {!pages.loading && pages.nodes.length === 0 && <p>{t.belowNone}</p>}
      <ul className="contracts-list">
        {pages.nodes.map((one) => (
          <li key={one.id}>
            <TextLink to="/betrieb/vertraege" search={{ vertrag: one.id }}>
              {one.reference}
            </TextLink>
            , <span className="verbatim">{one.grantee.name}</span>: {market.chain.states[one.state]}
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

interface DeskContractProps {
  id: string;
  onSaved: (id: string) => void;
}

/** One contract as operators see it: all of it, what rests on it, its facts to change, and its end. */
export function DeskContract({ id, onSaved }: DeskContractProps) {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const viewer = useMarketViewer();
  const [editing, setEditing] = useState(false);
  const { data, error, fetching } = useSteadyQuery(DeskContractQuery, { id });
  const node = data?.node?.__typename === 'Contract' ? data.node : null;
  if (!node)
    return fetching ? (
      <div className="page page--text">
        <Spinner />
      </div>
    ) : (
      <Page title={t.notFound}>
        {error && <Alert kind="danger" title={problemText(error, common)} announce />}
        <ButtonLink to="/betrieb/vertraege">{t.desk.hide}</ButtonLink>
      </Page>
    );
  const contract = readFragment(ContractParts, node);
  // Those of municipalities change by signing and ending alone.
  const recorded = contract.documentDigest === null;
  return (
    <Page
      title={t.heading(market.levels[contract.level], contract.offering.current.name)}
      above={
        <>
          <TextLink to="/betrieb/vertraege">{t.desk.title}</TextLink> · {t.above(contract.reference)}
        </>
      }
      lead={<span className="verbatim">{t.parties(contract.grantor.name, contract.grantee.name)}</span>}
      takesFocus
    >
      <div className="market-sections">
        <ContractView contract={contract} />
        {recorded && !editing && (
          <p>
            <Button icon="edit" onClick={() => setEditing(true)}>
              {t.desk.edit}
            </Button>
          </p>
        )}
        {recorded && editing && (
          <section className="stack" aria-labelledby="contract-edit">
            <h2 className="kern-heading-medium" id="contract-edit">
              {t.desk.editTitle(contract.reference)}
            </h2>
            <RecordContract
              contract={contract}
              onSaved={(saved) => {
                setEditing(false);
                onSaved(saved);
              }}
            />
          </section>
        )}
        {!recorded && <ContractDocument contract={contract} />}
        {!recorded && <SignaturesList signatures={contract.signatures} />}
        <Below id={contract.id} />
        {contract.terminableFrom && (
          // What was recorded an operator ends as one; a municipality's own, who may sign for a side of it.
          <EndContract
            contract={contract}
            from={contract.terminableFrom}
            shared={!recorded && usesSharedAccount(viewer)}
          />
        )}
      </div>
    </Page>
  );
}
