import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { OrderDraft, OrderDrafts } from './orderDraft.ts';
import '../../market/market.css';
import './orders.css';
import { allowedStep, type OrderStep, stepAfter, stepsOf } from './orderSteps.ts';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepFixed } from './StepFixed.tsx';
import { StepForWhom } from './StepForWhom.tsx';
import { StepUsage } from './StepUsage.tsx';

const OrderOffering = graphql(`
  query OrderOffering($slug: String!) {
    offering(slug: $slug) {
      id slug state
      current { id name kind }
      orderableFor {
        organisation { id name }
        onBehalfOf { id name }
        unit { id name }
        order { id reference state }
      }
    }
  }
`);

// Each step comes with its page; the next one while a step is filled in.
const StepProcedure = lazyPart(() => import('./StepProcedure.tsx'), 'StepProcedure');
const StepParties = lazyPart(() => import('./StepParties.tsx'), 'StepParties');
const StepContacts = lazyPart(() => import('./StepContacts.tsx'), 'StepContacts');
const StepParameters = lazyPart(() => import('./StepParameters.tsx'), 'StepParameters');
const StepWish = lazyPart(() => import('./StepWish.tsx'), 'StepWish');
const StepCheck = lazyPart(() => import('./StepCheck.tsx'), 'StepCheck');

const later: Partial<Record<OrderStep, { preload: () => Promise<void> | undefined }>> = {
  verfahren: StepProcedure,
  beteiligte: StepParties,
  kontakte: StepContacts,
  angaben: StepParameters,
  wunsch: StepWish,
  pruefen: StepCheck,
};

function usePreloaded(step: OrderStep | undefined): void {
  useEffect(() => {
    if (step) void later[step]?.preload();
  }, [step]);
}

function Refusal({ title, text, slug }: { title: string; text: string; slug: string }) {
  const t = useOrdersMessages();
  return (
    <Page title={title} lead={text}>
      <ButtonLink to="/markt/leistung/$slug" params={{ slug }}>
        {t.toSheet}
      </ButtonLink>
    </Page>
  );
}

const useDrafts = (ids: string[]) => {
  const { data, error, again } = useSteadyQuery(OrderDrafts, { ids }, ids.length === 0);
  const drafts = (data?.nodes ?? [])
    .filter((node) => node?.__typename === 'Order')
    .map((node) => readFragment(OrderDraft, node as never) as OrderDraftFragment);
  return { drafts, error, waiting: ids.length > 0 && !data, again };
};

/** An order step by step, one thing a page; each step is saved on the server. */
export function OrderWizardPage() {
  const t = useOrdersMessages();
  const common = useCommonMessages();
  const { slug } = useParams({ from: '/bestellen/$slug' });
  const { entwurf = [], schritt, zurueck } = useSearch({ from: '/bestellen/$slug' });
  const navigate = useNavigate({ from: '/bestellen/$slug' });
  const { data, error } = useSteadyQuery(OrderOffering, { slug });
  const { drafts, error: draftError, waiting, again } = useDrafts(entwurf);
  const offering = data?.offering;
  const current = drafts[0];
  usePreloaded(current && stepAfter(allowedStep(schritt, current), current));
  const fault = error ?? draftError;
  if (!offering || waiting) {
    if (data && !offering) return <Refusal title={t.closed} text={t.closedText} slug={slug} />;
    return (
      <div className="page page--text">
        {fault ? <Alert kind="danger" title={problemText(fault, common)} announce /> : <Spinner />}
      </div>
    );
  }
  const begun = entwurf.length > 0;
  const { name } = offering.current;
  if (begun && drafts.length < entwurf.length)
    return (
      <Page title={t.draftGone} lead={t.notFoundText}>
        <ButtonLink to="/bestellungen">{t.toList}</ButtonLink>
      </Page>
    );
  if (!begun && (offering.state !== 'ORDERABLE' || offering.current.kind !== 'EFA'))
    return <Refusal title={t.closed} text={t.closedText} slug={slug} />;
  if (!begun && offering.orderableFor.length === 0) return <Refusal title={t.nobody} text={t.nobodyText} slug={slug} />;
  const editable = drafts.filter((draft) => draft.editable);
  if (begun && editable.length === 0)
    return (
      <Page title={t.locked} lead={t.lockedText}>
        <ButtonLink to="/bestellungen/$reference" params={{ reference: drafts[0]?.reference ?? '' }}>
          {t.forWhom.toOrder(drafts[0]?.reference ?? '')}
        </ButtonLink>
      </Page>
    );
  const first = drafts[0];
  const step = allowedStep(schritt, first);
  const steps = stepsOf(first);
  const go = (next: OrderStep, ids = entwurf) => navigate({ search: { entwurf: ids, schritt: next } });
  const props = {
    drafts: editable,
    onSaved: (saved: OrderDraftFragment | undefined) => {
      const now = saved ? readFragment(OrderDraft, saved as never) : first;
      return void go(zurueck || !now ? 'pruefen' : stepAfter(step, now as OrderDraftFragment));
    },
    onRefused: again,
    again: zurueck !== undefined,
  };
  const title = step === 'wunsch' && first?.alreadyInUse ? t.steps.wunschInUse : t.steps[step];
  return (
    <Page
      key={step}
      title={title}
      above={
        <>
          {t.ordering(name)} · {common.step(steps.indexOf(step) + 1, steps.length)}
        </>
      }
      lead={drafts.length > 1 && step !== 'pruefen' ? t.forWhom.together(drafts.length) : undefined}
      takesFocus={begun}
    >
      {step === 'fuer' && !begun && (
        <StepForWhom
          offeringId={offering.id}
          slug={slug}
          places={offering.orderableFor}
          onBegun={(ids) => void go('nutzung', ids)}
        />
      )}
      {step === 'fuer' && begun && (
        <StepFixed drafts={drafts} onNext={() => void go(stepAfter(step, first as never))} />
      )}
      <Suspense fallback={<Spinner />}>
        {step === 'nutzung' && <StepUsage {...props} />}
        {step === 'verfahren' && <StepProcedure {...props} />}
        {step === 'beteiligte' && <StepParties {...props} />}
        {step === 'kontakte' && <StepContacts {...props} />}
        {step === 'angaben' && <StepParameters {...props} />}
        {step === 'wunsch' && <StepWish {...props} />}
        {step === 'pruefen' && <StepCheck slug={slug} drafts={drafts} onRefused={props.onRefused} />}
      </Suspense>
      <p className="orders-foot no-print">
        <TextLink to="/markt/leistung/$slug" params={{ slug }}>
          {t.toSheet}
        </TextLink>
      </p>
    </Page>
  );
}
