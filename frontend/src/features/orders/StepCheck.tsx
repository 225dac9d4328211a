import { useNavigate } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { placeName, placeShort } from '../../market/place.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { useMarketViewer, usesSharedAccount } from '../../market/useMarketViewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { MissingParts } from './MissingParts.tsx';
import { OrderCosts } from './OrderCosts.tsx';
import { OrderDrafts } from './orderDraft.ts';
import { orderRows } from './orderRows.tsx';
import type { OrderStep } from './orderSteps.ts';
import { useOrdersMessages } from './ordersMessages.ts';

const OrderSubmit = graphql(`
  mutation OrderSubmit($input: OrderSubmitInput!) {
    orderSubmit(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }
  }
`);

interface StepCheckProps {
  slug: string;
  drafts: readonly OrderDraftFragment[];
  onRefused: () => void;
}

/** All answers once more, each with its way back, what it costs, what the law says of data; then it is sent, or put forward for signature. */
export function StepCheck({ slug, drafts, onRefused }: StepCheckProps) {
  const t = useOrdersMessages();
  const words = t.check;
  const market = useMarketMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const navigate = useNavigate();
  const viewer = useMarketViewer();
  const draft = drafts[0] as OrderDraftFragment;
  const entwurf = drafts.map(({ id }) => id);
  // Whether it may be sent today is the server's word, asked anew: a right may have ended since a draft was saved. All is
  // asked for, never the version alone: what is sent is what is shown.
  useQuery({ query: OrderDrafts, variables: { ids: entwurf }, requestPolicy: 'network-only' });
  const shared = usesSharedAccount(viewer, draft.organisation.id);
  const open = drafts.filter(({ state }) => state === 'DRAFT' || state === 'RETURNED');
  const complete = open.every(({ missing }) => missing.length === 0);
  const signs = open.every(({ submittable }) => submittable);
  const form = useKeptForm({ name: `order.${draft.id}.check`, initial: { acknowledge: false, actingPerson: '' } });
  const submit = useSubmit(form, OrderSubmit, { acknowledgeInterfaceCosts: 'acknowledge' });
  const change = (schritt: OrderStep, what: string) => (
    <TextLink
      to="/bestellen/$slug"
      params={{ slug }}
      search={{ entwurf, schritt, zurueck: 'pruefen' }}
      aria-label={common.changeNamed(what)}
    >
      {common.change}
    </TextLink>
  );
  const send = async ({ acknowledge, actingPerson }: { acknowledge: boolean; actingPerson: string }) => {
    const missing = {
      ...(!acknowledge && { acknowledge: words.acknowledgeRequired }),
      ...(shared && !actingPerson.trim() && { actingPerson: words.actingPersonRequired }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    for (const { id, version } of open) {
      const input = {
        orderId: id,
        expectedVersion: version,
        acknowledgeInterfaceCosts: true,
        actingPerson: shared ? actingPerson.trim() : null,
      };
      if (!(await submit({ input }))) return onRefused();
    }
    form.settled();
    if (drafts.length > 1) return navigate({ to: '/bestellungen', search: { hinweis: 'abgeschickt' } });
    return navigate({
      to: '/bestellungen/$reference',
      params: { reference: draft.reference },
      search: { hinweis: 'abgeschickt' },
    });
  };
  const rows = orderRows(draft, t, locale);
  return (
    <div className="market-sections">
      <SummaryList
        rows={[
          { term: words.offering, value: draft.ordered.name },
          {
            term: words.forWhom,
            value: (
              <ul>
                {drafts.map((one) => (
                  <li key={one.id} className="verbatim">
                    {placeName(one, market)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <SummaryList rows={rows.map(({ step, term, value }) => ({ term, value, action: change(step, term) }))} />
      <OrderCosts order={draft} />
      {draft.ordered.dataProtection && (
        <section className="prose" aria-labelledby="order-data">
          <h2 className="kern-heading-medium" id="order-data">
            {words.dataProtection}
          </h2>
          <p>
            {draft.ordered.dataProtection.noAgreement} ({draft.ordered.dataProtection.legalBasis})
          </p>
          <p>{draft.ordered.dataProtection.ownProcessing}</p>
        </section>
      )}
      {!complete && <MissingParts slug={slug} drafts={open} />}
      {complete && signs && (
        <Form form={form} onSubmit={send}>
          {open.length < drafts.length && (
            <Alert kind="warning" title={words.notSent(open.map(placeShort).join(', '))} announce />
          )}
          <Checkbox label={words.acknowledge} {...form.box('acknowledge')} />
          {shared && (
            <TextInput
              label={words.actingPerson}
              hint={words.actingPersonHint}
              autoComplete="name"
              {...form.field('actingPerson')}
            />
          )}
          <p className="muted">{words.submitHint}</p>
          <Button type="submit" look="primary" busy={form.submitting}>
            {open.length > 1 ? words.submitSeveral(open.length) : words.submit}
          </Button>
        </Form>
      )}
      {complete && !signs && (
        <div className="stack">
          <p>{words.putHint}</p>
          <p>
            {drafts.length > 1 ? (
              <ButtonLink look="primary" to="/bestellungen" search={{ hinweis: 'vorgelegt' }}>
                {words.put}
              </ButtonLink>
            ) : (
              <ButtonLink
                look="primary"
                to="/bestellungen/$reference"
                params={{ reference: draft.reference }}
                search={{ hinweis: 'vorgelegt' }}
              >
                {words.put}
              </ButtonLink>
            )}
          </p>
        </div>
      )}
    </div>
  );
}
