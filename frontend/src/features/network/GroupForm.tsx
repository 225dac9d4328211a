import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { any, array, boolean, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import type { GroupEditPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useAttemptKey, useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { type Chosen, ChosenList } from './ChosenList.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { useMembersFound, useOfferingsFound } from './useFound.ts';

/** A group as operators change it. */
export const GroupEditParts = graphql(`
  fragment GroupEditParts on Group {
    id version slug name wholeMarket archived
    texts { locale name description }
    offerings { id slug current { id name } }
    moderators { id name organisationName }
  }
`);

const GroupSave = graphql(`
  mutation GroupSave($input: GroupSaveInput!) {
    groupSave(input: $input) { group { id slug ...GroupEditParts } userErrors { code field message } }
  }
`);

const NewerGroup = graphql(`
  query NewerGroup($slug: String!) { group(slug: $slug) { id ...GroupEditParts } }
`);

interface Values {
  slug: string;
  nameDe: string;
  textDe: string;
  nameEn: string;
  textEn: string;
  wholeMarket: boolean;
  archived: boolean;
  offeringIds: Chosen[];
  moderatorIds: Chosen[];
}

function valuesOf(group: GroupEditPartsFragment | null): Values {
  const text = (locale: 'DE' | 'EN') => group?.texts?.find((one) => one.locale === locale);
  return {
    slug: group?.slug ?? '',
    nameDe: text('DE')?.name ?? '',
    textDe: text('DE')?.description ?? '',
    nameEn: text('EN')?.name ?? '',
    textEn: text('EN')?.description ?? '',
    wholeMarket: group?.wholeMarket ?? false,
    archived: group?.archived ?? false,
    offeringIds: (group?.offerings ?? []).map(({ id, current }) => ({ id, name: current.name })),
    moderatorIds: (group?.moderators ?? []).map(({ id, name }) => ({ id, name })),
  };
}

const ids = (chosen: readonly Chosen[]) => chosen.map(({ id }) => id);

/** Where operators make a group, or change it: texts in both languages, offerings, moderators. */
export function GroupForm({ group }: { group: GroupEditPartsFragment | null }) {
  const t = useNetworkMessages().desk;
  const client = useClient();
  const navigate = useNavigate();
  const keyOf = useAttemptKey();
  // Read once: a newer version that comes while one writes takes nothing away.
  const [initial] = useState(() => valuesOf(group));
  const needed = pipe(string(), trim(), nonEmpty(t.required));
  const form = useForm<Values>({
    initial,
    schema: object({
      slug: pipe(string(), trim(), regex(/^[a-z0-9-]{3,60}$/, t.slugWrong)),
      nameDe: needed,
      textDe: needed,
      nameEn: needed,
      textEn: needed,
      wholeMarket: boolean(),
      archived: boolean(),
      offeringIds: array(any()),
      moderatorIds: array(any()),
    }),
  });
  const submit = useSubmit(form, GroupSave);
  const save = async ({ nameDe, textDe, nameEn, textEn, offeringIds, moderatorIds, ...rest }: Values) => {
    const sent = {
      ...rest,
      texts: [
        { locale: 'DE' as const, name: nameDe, description: textDe },
        { locale: 'EN' as const, name: nameEn, description: textEn },
      ],
      offeringIds: ids(offeringIds),
    };
    const which = group
      ? { groupId: group.id, expectedVersion: group.version, moderatorIds: ids(moderatorIds) }
      : { idempotencyKey: keyOf(sent) };
    const saved = await submit({ input: { ...sent, ...which } });
    if (!saved) {
      // Of a version that is not the newest, the newest is loaded: saving once more overwrites it knowingly.
      if (group) await client.query(NewerGroup, { slug: group.slug }, { requestPolicy: 'network-only' }).toPromise();
      return;
    }
    say(t.saved);
    if (!group) await navigate({ to: '/betrieb/gruppen/$slug', params: { slug: rest.slug } });
  };
  const { values, errors } = form;
  return (
    <Form form={form} onSubmit={save}>
      {!group && (
        <TextInput label={t.slug} hint={t.slugHint} maxLength={60} spellCheck={false} {...form.field('slug')} />
      )}
      <TextInput label={t.nameDe} maxLength={100} {...form.field('nameDe')} />
      <TextArea label={t.textDe} hint={t.textHint} rows={4} maxLength={2_000} {...form.field('textDe')} />
      <TextInput label={t.nameEn} maxLength={100} {...form.field('nameEn')} />
      <TextArea label={t.textEn} hint={t.textHint} rows={4} maxLength={2_000} {...form.field('textEn')} />
      <Checkbox label={t.wholeMarket} hint={t.wholeMarketHint} {...form.box('wholeMarket')} />
      <ChosenList
        id="offeringIds"
        title={t.offerings}
        label={t.offeringSearch}
        hint={t.offeringHint}
        none={t.noOfferings}
        error={errors.offeringIds}
        chosen={values.offeringIds}
        onChange={(offeringIds) => form.set({ offeringIds })}
        useFound={useOfferingsFound}
        slug={values.slug}
      />
      {group && (
        <>
          <ChosenList
            id="moderatorIds"
            title={t.moderators}
            label={t.moderatorSearch}
            hint={t.moderatorHint}
            none={t.noModerators}
            error={errors.moderatorIds}
            chosen={values.moderatorIds}
            onChange={(moderatorIds) => form.set({ moderatorIds })}
            useFound={useMembersFound}
            slug={group.slug}
          />
          <Checkbox label={t.archived} hint={t.archivedHint} {...form.box('archived')} />
        </>
      )}
      <Button type="submit" look="primary" busy={form.submitting}>
        {group ? t.save : t.create}
      </Button>
    </Form>
  );
}
