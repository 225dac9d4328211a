import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { channelState, inbox, inputs, mutation, openChannel, page } from '../../../test/channel.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const standard = {
  __typename: 'RetentionClass',
  key: 'standard',
  name: 'Standard',
  months: 24,
  offerToArchive: false,
  exportFirst: false,
};
const settings = {
  __typename: 'AuthoritySettings',
  version: 7,
  clerkDisplay: 'ROLE',
  autoReply: null,
  retentionClasses: [standard],
};

let preview: { endsSooner: number; endsLater: number };

beforeEach(() => {
  openChannel();
  channelState.channel = inbox;
  preview = { endsSooner: 0, endsLater: 0 };
  server.use(
    graphql.query('SettingsOfAuthority', () =>
      HttpResponse.json({ data: { node: { __typename: 'Authority', id: 'aut_1', settings } } }),
    ),
    graphql.query('RetentionPreviewOf', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Authority',
            id: 'aut_1',
            settings: { ...settings, retentionPreview: { __typename: 'RetentionPreview', ...preview } },
          },
        },
      }),
    ),
    mutation('AuthoritySettingsSave', 'authoritySettingsSave', () => ({
      authority: { __typename: 'Authority', id: 'aut_1', settings: { ...settings, version: 8 } },
    })),
  );
});

async function change() {
  const user = userEvent.setup();
  renderApp('/stelle/aut_1/kanal');
  await page();
  const part = await screen.findByRole('region', { name: 'Wie lange Fälle aufbewahrt werden' });
  await user.click(await within(part).findByRole('button', { name: 'Klassen ändern' }));
  return { user, part };
}

test('an admin adds a class; how clerks are shown stays', async () => {
  const { user, part } = await change();
  await user.click(within(part).getByRole('button', { name: /hinzufügen/ }));
  await user.type(within(part).getAllByLabelText('Name')[1] as HTMLElement, 'Bauakten');
  await user.click(within(part).getAllByLabelText(/Vor dem Löschen dem Archiv anbieten/)[1] as HTMLElement);
  await user.click(within(part).getAllByLabelText(/Erst löschen, wenn der Fall vollständig/)[1] as HTMLElement);
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  await within(part).findByRole('button', { name: 'Klassen ändern' });
  expect(inputs).toEqual([
    {
      authorityId: 'aut_1',
      expectedVersion: 7,
      clerkDisplay: 'ROLE',
      retentionClasses: [
        { key: 'standard', name: 'Standard', months: 24, offerToArchive: false, exportFirst: false },
        { key: 'k1', name: 'Bauakten', months: 24, offerToArchive: true, exportFirst: true },
      ],
      endsSooner: 0,
    },
  ]);
});

test('cases that end sooner are counted before anything is saved', async () => {
  preview = { endsSooner: 3, endsLater: 0 };
  const { user, part } = await change();
  const months = within(part).getByLabelText('Monate nach dem Abschluss');
  await user.clear(months);
  await user.type(months, '12');
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  expect(
    await within(part).findByText('Die Aufbewahrung von 3 geschlossenen Fällen endet dadurch früher.'),
  ).toBeTruthy();
  expect(inputs).toEqual([]);
  await user.click(within(part).getByRole('button', { name: 'Trotzdem speichern' }));
  await within(part).findByRole('button', { name: 'Klassen ändern' });
  expect(inputs).toMatchObject([{ endsSooner: 3, retentionClasses: [{ key: 'standard', months: 12 }] }]);
});

test('months that are none are said at their field', async () => {
  const { user, part } = await change();
  const months = within(part).getByLabelText('Monate nach dem Abschluss');
  await user.clear(months);
  await user.type(months, '1300');
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  expect((await within(part).findAllByText('Geben Sie 0 bis 1200 ganze Monate an')).length).toBeGreaterThan(0);
  expect(inputs).toEqual([]);
});
