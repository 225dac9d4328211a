import { useState } from 'react';
import { useClient } from 'urql';
import type { OrderOfferingQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { placeName, placeShort } from '../../market/place.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { OrderSave } from './orderDraft.ts';
import { useOrdersMessages } from './ordersMessages.ts';

const OrderSaveForMembers = graphql(`
  mutation OrderSaveForMembers($input: OrderSaveForMembersInput!) {
    orderSaveForMembers(input: $input) { orders { id ...OrderDraft } userErrors { code field message } }
  }
`);

type Place = NonNullable<OrderOfferingQuery['offering']>['orderableFor'][number];

const keyOf = ({ organisation, onBehalfOf, unit }: Place) =>
  [organisation.id, onBehalfOf?.id ?? '', unit?.id ?? ''].join(' ');

interface StepForWhomProps {
  offeringId: string;
  slug: string;
  places: readonly Place[];
  onBegun: (ids: string[]) => void;
}

/** For whom an order is: oneself, a unit, or several members of a union. Begins the drafts. */
export function StepForWhom({ offeringId, slug, places, onBegun }: StepForWhomProps) {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const client = useClient();
  const free = places.filter(({ order }) => !order);
  const there = places.filter(({ order }) => order);
  const [first] = useState({ places: free.length === 1 ? free.map(keyOf) : ([] as string[]) });
  const form = useForm({ initial: first });
  // One key for each choice: sent again after a lost answer, it begins nothing twice.
  const [keys] = useState(() => new Map<string, string>());
  const keyFor = (choice: string) => {
    const known = keys.get(choice) ?? crypto.randomUUID();
    keys.set(choice, known);
    return known;
  };
  const refused = (errors: readonly UserErrorShape[]) => form.showErrors(errorsFromServer({ ...form.values }, errors));

  async function beginOne(place: Place): Promise<string[] | null> {
    const input = {
      offeringId,
      organisationId: place.organisation.id,
      onBehalfOfId: place.onBehalfOf?.id ?? null,
      unitId: place.unit?.id ?? null,
      alreadyInUse: false,
      idempotencyKey: keyFor(keyOf(place)),
    };
    const { data, error } = await client.mutation(OrderSave, { input });
    if (error) form.showErrors({ root: problemText(error, common) });
    else if (data?.orderSave.order) return [data.orderSave.order.id];
    else refused(data?.orderSave.userErrors ?? []);
    return null;
  }

  async function beginMembers(members: readonly Place[]): Promise<string[] | null> {
    const organisationId = members[0]?.organisation.id ?? '';
    const input = {
      offeringId,
      organisationId,
      onBehalfOfIds: members.map(({ onBehalfOf }) => onBehalfOf?.id ?? ''),
      alreadyInUse: false,
      idempotencyKey: keyFor(members.map(keyOf).join(',')),
    };
    const { data, error } = await client.mutation(OrderSaveForMembers, { input });
    if (error) form.showErrors({ root: problemText(error, common) });
    else if (data?.orderSaveForMembers.orders) return data.orderSaveForMembers.orders.map(({ id }) => id);
    else refused(data?.orderSaveForMembers.userErrors ?? []);
    return null;
  }

  async function begin({ places: chosen }: { places: string[] }) {
    const picked = free.filter((place) => chosen.includes(keyOf(place)));
    if (picked.length === 0) return form.showErrors({ places: t.forWhom.required });
    const members = new Map<string, Place[]>();
    const single: Place[] = [];
    for (const place of picked) {
      const { organisation, onBehalfOf, unit } = place;
      if (onBehalfOf && !unit) members.set(organisation.id, [...(members.get(organisation.id) ?? []), place]);
      else single.push(place);
    }
    const begun: string[] = [];
    for (const group of members.values()) {
      const ids = group.length > 1 ? await beginMembers(group) : await beginOne(group[0] as Place);
      if (!ids) return;
      begun.push(...ids);
    }
    for (const place of single) {
      const ids = await beginOne(place);
      if (!ids) return;
      begun.push(...ids);
    }
    onBegun(begun);
  }

  const all = form.values.places.length === free.length;
  return (
    <Form form={form} onSubmit={begin}>
      {free.length === 1 && free[0] && <p>{t.forWhom.one(placeName(free[0], market))}</p>}
      {free.length > 1 && (
        <>
          <CheckboxGroup
            id="places"
            label={t.forWhom.label}
            hint={t.forWhom.several}
            error={form.errors.places}
            values={form.values.places}
            onChange={(next) => form.set({ places: next })}
            options={free.map((place) => ({ value: keyOf(place), label: placeName(place, market) }))}
          />
          <Button look="tertiary" onClick={() => form.set({ places: all ? [] : free.map(keyOf) })}>
            {all ? t.forWhom.none : t.forWhom.all}
          </Button>
        </>
      )}
      {there.length > 0 && (
        <div className="stack">
          <p>{t.forWhom.there}</p>
          <ul className="stack">
            {there.map((place) => (
              <li key={keyOf(place)}>
                <span className="verbatim">{placeShort(place)}</span>:{' '}
                {place.order?.state === 'DRAFT' ? (
                  <TextLink to="/bestellen/$slug" params={{ slug }} search={{ entwurf: [place.order.id] }}>
                    {t.forWhom.continue}
                  </TextLink>
                ) : (
                  <TextLink to="/bestellungen/$reference" params={{ reference: place.order?.reference ?? '' }}>
                    {t.forWhom.toOrder(place.order?.reference ?? '')}
                  </TextLink>
                )}{' '}
                ({place.order && market.orderStates[place.order.state]})
              </li>
            ))}
          </ul>
        </div>
      )}
      {free.length > 0 && (
        <>
          <Button type="submit" look="primary" busy={form.submitting}>
            {t.forWhom.begin}
          </Button>
          <p className="muted small">{t.save.hint}</p>
        </>
      )}
    </Form>
  );
}
