import { useState } from 'react';
import { useClient } from 'urql';
import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { type MarketViewer, usesSharedAccount } from '../../market/useMarketViewer.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { ContractParts, shortDigest } from './contractParts.ts';
import { useContractsMessages } from './contractsMessages.ts';
import { FreshSignIn } from './FreshSignIn.tsx';

const ContractSign = graphql(`
  mutation ContractSign($input: ContractSignInput!) {
    contractSign(input: $input) { contract { id ...ContractParts } userErrors { code field message } }
  }
`);

interface SignContractProps {
  contract: ContractPartsFragment;
  digest: string;
  viewer: MarketViewer;
  onSigned: (state: ContractPartsFragment['state']) => void;
  /** Something was refused: the contract may have changed. */
  onRefused: () => void;
}

interface Values {
  // The digest of the document that was agreed to: of another one nothing is said by that.
  agreed: string;
  actingPerson: string;
  // Kept with what was typed: after signing in by certificate the same attempt goes on.
  key: string;
}

/** Signs exactly the document that is shown, after a fresh sign-in by certificate. What was typed survives that. */
export function SignContract({ contract, digest, viewer, onSigned, onRefused }: SignContractProps) {
  const words = useContractsMessages();
  const t = words.sign;
  const common = useCommonMessages();
  const client = useClient();
  const [stale, setStale] = useState(false);
  const form = useKeptForm<Values>({
    name: `contract.${contract.id}.sign`,
    initial: { agreed: '', actingPerson: '', key: crypto.randomUUID() },
  });
  const shared = usesSharedAccount(viewer);
  const party = contract.signableAs === 'GRANTOR' ? contract.grantor : contract.grantee;
  const sign = async ({ agreed, actingPerson, key }: Values) => {
    setStale(false);
    const missing = {
      ...(agreed !== digest && { agreed: t.agreeRequired }),
      ...(shared && !actingPerson.trim() && { actingPerson: t.actingPersonRequired }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const { data, error } = await client.mutation(ContractSign, {
      input: {
        contractId: contract.id,
        documentDigest: digest,
        actingPerson: shared ? actingPerson.trim() : null,
        idempotencyKey: key,
      },
    });
    const refused = data?.contractSign.userErrors ?? [];
    if (refused.some(({ code }) => code === 'CERTIFICATE_SIGN_IN_REQUIRED')) return setStale(true);
    const signed = data?.contractSign.contract;
    if (error || !signed) {
      const said = refused.map(({ message }) => message).join(' ');
      form.showErrors({ root: error ? problemText(error, common) : said || common.problem.unknown });
      return onRefused();
    }
    form.settled();
    onSigned(readFragment(ContractParts, signed).state);
  };
  return (
    <section className="stack no-print" aria-labelledby="contract-sign">
      <h2 className="kern-heading-medium" id="contract-sign">
        {t.title}
      </h2>
      {stale && <FreshSignIn onward={`/vertraege/${contract.id}`} />}
      <Form form={form} onSubmit={sign} label={t.title}>
        <Facts
          rows={[
            [t.as, t.asPerson(`${viewer.givenName} ${viewer.familyName}`.trim(), party.name)],
            [t.document, t.documentOf(contract.reference)],
            [
              words.document.digest,
              <span key="digest" className="market-digest">
                {shortDigest(digest)} …
              </span>,
            ],
          ]}
        />
        {shared && (
          <TextInput
            label={t.actingPerson}
            hint={t.actingPersonHint}
            autoComplete="name"
            {...form.field('actingPerson')}
          />
        )}
        <Checkbox
          id="agreed"
          label={t.agree}
          error={form.errors.agreed}
          checked={form.values.agreed === digest}
          onChange={({ target }) => form.set({ agreed: target.checked ? digest : '' })}
        />
        <Button type="submit" look="primary" icon="edit" busy={form.submitting}>
          {t.submit}
        </Button>
      </Form>
    </section>
  );
}
