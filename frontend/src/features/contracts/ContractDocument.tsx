import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useFile } from '../../market/useFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { shortDigest } from './contractParts.ts';
import { useContractsMessages } from './contractsMessages.ts';

// The tickets hold for a minute: they are asked for when somebody clicks.
const ContractFile = graphql(`
  query ContractFile($id: ID!) { node(id: $id) { __typename id ... on Contract { document { url filename } } } }
`);

const ContractSignedFile = graphql(`
  query ContractSignedFile($id: ID!) {
    node(id: $id) { __typename id ... on Contract { signedDocument { url filename } } }
  }
`);

/** The contract's PDF to read, the signed one once there is a signature, and the digest that names it. */
export function ContractDocument({ contract }: { contract: ContractPartsFragment }) {
  const t = useContractsMessages().document;
  const { id, documentDigest, signatures } = contract;
  const plain = useFile(ContractFile, { id }, ({ node }) => (node?.__typename === 'Contract' ? node.document : null));
  const signed = useFile(ContractSignedFile, { id }, ({ node }) =>
    node?.__typename === 'Contract' ? node.signedDocument : null,
  );
  return (
    <section className="stack" aria-labelledby="contract-document">
      <h2 className="kern-heading-medium" id="contract-document">
        {t.title}
      </h2>
      {!documentDigest && <p>{t.none}</p>}
      {documentDigest && (
        <>
          {(plain.problem ?? signed.problem) && (
            <Alert kind="danger" title={plain.problem ?? signed.problem ?? ''} announce />
          )}
          <p className="row no-print">
            <Button icon="download" busy={plain.busy} onClick={() => void plain.save()}>
              {t.read}
            </Button>
            {signatures.length > 0 && (
              <Button icon="download" busy={signed.busy} onClick={() => void signed.save()}>
                {t.signed}
              </Button>
            )}
          </p>
          <p className="muted">{t.digestShort(shortDigest(documentDigest))}</p>
          <Disclosure summary={t.digestWhole}>
            <p className="market-digest">{documentDigest}</p>
            <p className="muted small">{t.digestText}</p>
          </Disclosure>
        </>
      )}
    </section>
  );
}
