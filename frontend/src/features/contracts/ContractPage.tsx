import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ContractState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useMarketViewer, usesSharedAccount } from '../../market/useMarketViewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ContractDocument } from './ContractDocument.tsx';
import { ContractParts } from './contractParts.ts';
import '../../market/market.css';
import './contracts.css';
import { ContractView } from './ContractView.tsx';
import { useContractsMessages } from './contractsMessages.ts';
import { DeclineContract } from './DeclineContract.tsx';
import { EndContract } from './EndContract.tsx';
import { SignaturesList } from './SignaturesList.tsx';
import { SignContract } from './SignContract.tsx';

const OneContract = graphql(`
  query OneContract($id: ID!) { node(id: $id) { __typename id ...ContractParts } }
`);

/** One contract: its state and why, to read, to sign and to end. */
export function ContractPage() {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const viewer = useMarketViewer();
  const { contractId } = useParams({ from: '/vertraege/$contractId' });
  const [signed, setSigned] = useState<ContractState>();
  const { data, error, fetching, again } = useSteadyQuery(OneContract, { id: contractId });
  const node = data?.node?.__typename === 'Contract' ? data.node : null;
  if (!node) {
    if (!fetching && (!error || ['NOT_FOUND', 'INVALID'].includes(problemCode(error))))
      return (
        <Page title={t.notFound} lead={t.notFoundText}>
          <ButtonLink to="/vertraege">{t.toList}</ButtonLink>
        </Page>
      );
    return (
      <div className="page page--text">
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </div>
    );
  }
  const contract = readFragment(ContractParts, node);
  const { signableAs, documentDigest, terminableFrom } = contract;
  return (
    <Page
      title={t.heading(market.levels[contract.level], contract.offering.current.name)}
      above={
        <>
          <TextLink to="/vertraege">{t.title}</TextLink> · {t.above(contract.reference)}
        </>
      }
      lead={<span className="verbatim">{t.parties(contract.grantor.name, contract.grantee.name)}</span>}
    >
      <div className="market-sections">
        {signed && (
          <Alert kind="success" title={t.sign.done} announce>
            <p>{signed === 'EFFECTIVE' ? t.sign.doneEffective : t.sign.doneWaits}</p>
          </Alert>
        )}
        <ContractView contract={contract} />
        <ContractDocument contract={contract} />
        {signableAs && documentDigest && viewer && (
          <SignContract
            contract={contract}
            digest={documentDigest}
            viewer={viewer}
            onSigned={setSigned}
            onRefused={again}
          />
        )}
        {contract.declinable && viewer && <DeclineContract contract={contract} viewer={viewer} />}
        {documentDigest ? <SignaturesList signatures={contract.signatures} /> : <p>{t.fromOutside}</p>}
        <p className="row no-print">
          <Button icon="draft" onClick={() => print()}>
            {t.print}
          </Button>
          <TextLink to="/bestellungen">{t.toOrders}</TextLink>
        </p>
        {terminableFrom && (
          <EndContract
            key={terminableFrom}
            contract={contract}
            from={terminableFrom}
            shared={usesSharedAccount(viewer)}
          />
        )}
      </div>
    </Page>
  );
}
