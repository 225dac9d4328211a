import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { deskOffering } from '../../../test/market.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

type Input = Record<string, unknown>;

/** A server that has one offering; `refusals` are the errors of the next attempts, null for one that gets no answer. */
function playing(refusals: (object[] | null)[] = [], roles = ['EDITOR']) {
  const played = { sent: [] as Input[], now: deskOffering('wohngeld', 'Wohngeld', { waitingCount: 2 }) };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, platformRoles: roles } } })),
    graphql.query('DeskOffering', () => HttpResponse.json({ data: { offering: played.now } })),
    graphql.mutation('OfferingSave', ({ variables: { input } }) => {
      const refused = refusals.shift();
      if (refused === null) return HttpResponse.error();
      if (!refused) {
        played.sent.push(input);
        const { current } = played.now;
        const texts = current.texts.map((text) => ({
          ...text,
          ...input.texts.find((one: { locale: string }) => one.locale === text.locale),
          labels: text.labels,
        }));
        played.now = {
          ...played.now,
          version: played.now.version + 1,
          current: { ...current, id: 'ofv_next', version: current.version + 1, texts },
        };
      }
      return HttpResponse.json({
        data: {
          offeringSave: {
            __typename: 'OfferingSavePayload',
            offering: refused ? null : played.now,
            userErrors: (refused ?? []).map((one) => ({ __typename: 'UserError', field: null, ...one })),
          },
        },
      });
    }),
  );
  signIn();
  return played;
}

const nameField = () => screen.findByLabelText<HTMLInputElement>('Name (Deutsch)');

async function rename(user: ReturnType<typeof renderApp>['user'], name: string) {
  const field = await nameField();
  await user.clear(field);
  await user.click(field);
  await user.paste(name);
}

const check = (user: ReturnType<typeof renderApp>['user']) =>
  user.click(screen.getByRole('button', { name: 'Änderungen prüfen' }));
const save = async (user: ReturnType<typeof renderApp>['user']) =>
  user.click(await screen.findByRole('button', { name: 'Speichern' }));

test('what changes is said and shown as everybody will see it, then a version is made of it', async () => {
  const played = playing();
  const { user } = renderApp('/betrieb/angebote/wohngeld');
  await rename(user, 'Wohngeld beantragen');
  await check(user);
  await screen.findByRole('heading', { level: 2, name: 'Prüfen und speichern' });
  expect(screen.getByText(/Es entsteht die Fassung 4/)).toBeTruthy();
  expect(screen.getByText('Wohngeld', { selector: 'del' })).toBeTruthy();
  expect(screen.getByText('Wohngeld beantragen', { selector: 'ins' })).toBeTruthy();
  const preview = await screen.findByRole('region', { name: 'Vorschau: wie es alle sehen' });
  expect(within(preview).getByText('Wohngeld beantragen', { selector: '.kern-heading-large' })).toBeTruthy();
  expect(within(preview).queryByRole('button')).toBeNull();
  await user.selectOptions(within(preview).getByLabelText('Texte'), 'Englisch');
  expect(within(preview).getByText('Wohngeld (EN)')).toBeTruthy();
  await save(user);
  await screen.findByText('Gespeichert. Es gilt die Fassung 4.');
  expect(await screen.findByRole('heading', { level: 1, name: 'Wohngeld beantragen' })).toBeTruthy();
  expect(played.sent).toMatchObject([{ offeringId: 'off_wohngeld', expectedVersion: 4, eligibleOn: null }]);
  expect((await nameField()).value).toBe('Wohngeld beantragen');
  expect(screen.queryByText('Ihr Entwurf ist noch da')).toBeNull();
});

test('a refusal opens the section of its field and leads there', async () => {
  const refusal = { code: 'INVALID', field: ['tasks', '1', 'guide', 'url'], message: 'Bitte mit https:// beginnen.' };
  playing([[refusal]]);
  const { user } = renderApp('/betrieb/angebote/wohngeld');
  await rename(user, 'Anders');
  await check(user);
  await save(user);
  const link = await screen.findByRole('link', { name: 'Bitte mit https:// beginnen.' });
  await user.click(link);
  const field = document.activeElement as HTMLInputElement;
  expect(field.value).toBe('https://guide.example/');
  expect(field.closest('details')?.open).toBe(true);
  expect((await nameField()).value).toBe('Anders');
});

test('a lost connection and a reload take nothing away; a draft can be dropped', async () => {
  playing([null]);
  const { user, router } = renderApp('/betrieb/angebote/wohngeld');
  await rename(user, 'Noch nicht gespeichert');
  await check(user);
  await save(user);
  await screen.findByText(/gerade nicht erreichbar/, { selector: '.error-list *' });
  cleanup();
  renderApp('', router.history);
  expect((await nameField()).value).toBe('Noch nicht gespeichert');
  await user.click(await screen.findByRole('button', { name: 'Entwurf verwerfen' }));
  await waitFor(async () => expect((await nameField()).value).toBe('Wohngeld'));
});

test('of two editors the second is told what the first saved, and goes on with both', async () => {
  const played = playing([[{ code: 'STALE', message: 'Inzwischen geändert.' }]]);
  const { user } = renderApp('/betrieb/angebote/wohngeld');
  await rename(user, 'Mein Name');
  const other = deskOffering('wohngeld', 'Ihr Name', { version: 5, waitingCount: 2 });
  played.now = { ...other, current: { ...other.current, id: 'ofv_5', version: 4, costClass: 'PRICED' as never } };
  await check(user);
  await save(user);
  const told = await screen.findByRole('region', { name: 'Inzwischen hat jemand anderes gespeichert' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Inzwischen hat jemand anderes gespeichert'));
  expect(within(told).getByText('Kostenpflichtig', { selector: 'ins' })).toBeTruthy();
  expect(within(told).getByText('Mein Name', { selector: 'ins' })).toBeTruthy();
  expect(within(told).getAllByText('Ihr Name').length).toBe(2);
  await user.click(within(told).getByRole('button', { name: 'Meine Änderungen in die neue Fassung übernehmen' }));
  expect(screen.queryByText('Inzwischen hat jemand anderes gespeichert')).toBeNull();
  await check(user);
  await save(user);
  await screen.findByText('Gespeichert. Es gilt die Fassung 5.');
  expect(played.sent).toMatchObject([
    { expectedVersion: 5, costClass: 'PRICED', texts: [{ name: 'Mein Name' }, { name: 'Ihr Name (EN)' }] },
  ]);
});

test('who waits is told when the offering can be ordered, and that is said before', async () => {
  const played = playing();
  played.now = { ...played.now, state: 'PAUSED' as never, nextStates: ['PAUSED', 'ORDERABLE', 'WITHDRAWN'] as never };
  const { user } = renderApp('/betrieb/angebote/wohngeld');
  expect(await screen.findByText(/2 Personen warten/)).toBeTruthy();
  expect(screen.queryByRole('radio', { name: 'Angekündigt' })).toBeNull();
  await user.click(await screen.findByRole('radio', { name: 'Bestellbar' }));
  await check(user);
  await screen.findByText('Der Steckbrief bleibt, wie er ist: Es ändert sich nur der Stand.');
  expect(screen.getByText('2 Personen warten darauf und bekommen jetzt eine Mail.')).toBeTruthy();
});

test('a new offering begins with what is missing, and gets its identifier from its name', async () => {
  const played = playing();
  const { user } = renderApp('/betrieb/angebote/neu');
  await user.click(await screen.findByRole('button', { name: 'Änderungen prüfen' }));
  expect((await screen.findByRole('alert')).querySelectorAll('li')).toHaveLength(6);
  await user.type(screen.getByLabelText('Name'), 'Fundbüro: Größe');
  await user.tab();
  expect(screen.getByLabelText<HTMLInputElement>(/^Kennung/).value).toBe('fundbuero-groesse');
  expect(played.sent).toEqual([]);
});

test('who is neither operator nor editor is told whose page it is', async () => {
  playing([], []);
  renderApp('/betrieb/angebote/wohngeld');
  await screen.findByText('Diese Seite ist für Betrieb und Redaktion der Plattform.');
  expect(screen.queryByLabelText('Name (Deutsch)')).toBeNull();
});
