// The network of municipalities: found from a sheet, joined with the one account, read, asked in and answered.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { launch } from './browser.mjs';
import { eventually, look } from './channelParts.mjs';
import { desktop, ended, enter, heading, people, phone } from './tradeParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const group = 'Waffenrecht im Netz';
const post = (page, words) => page.getByRole('article').filter({ hasText: words });
const tab = (page, name) => page.getByRole('navigation', { name: 'Bereiche der Gruppe' }).getByRole('link', { name });

/** An editor makes an offering orderable that was announced, with its sheet as it is. */
async function makeOrderable(slug) {
  const ask = await as('editor@demo.example');
  const { offering } = await ask(
    `query ($slug: String!) {
      offering(slug: $slug) {
        id version
        current {
          kind vendorUrl testUrl costClass financedByLevy eligible citizenSupport
          services { id }
          provider { id }
          interfaces { procedure { id } procedureVersions standard state costClass costNote }
          parameters { key source example required }
          tasks { key kind guide { title url } responsible }
          guides { title url }
          contacts { name email role }
          texts { locale name summary description preconditions costNote testNote labels { key text } }
        }
      }
    }`,
    { slug },
  );
  const { services, provider, interfaces, ...sheet } = offering.current;
  const { offeringSave } = await ask(
    'mutation ($i: OfferingSaveInput!) { offeringSave(input: $i) { offering { state } userErrors { message field } } }',
    {
      i: {
        ...sheet,
        offeringId: offering.id,
        expectedVersion: offering.version,
        slug,
        state: 'ORDERABLE',
        serviceIds: services.map(({ id }) => id),
        providerId: provider.id,
        interfaces: interfaces.map(({ procedure, ...rest }) => ({ ...rest, procedureId: procedure.id })),
      },
    },
  );
  assert.deepEqual(offeringSave.userErrors, []);
}

test('F22 F38 F39 a group is found from an offering’s sheet, joined with the one account; news, a question, an answer, the catalogue', async () => {
  // An operator makes the group of an offering that is announced, and joins it.
  const desk = await enter(browser, people.operator, '/betrieb');
  await desk.page.getByRole('link', { name: 'Gruppen', exact: true }).click();
  await heading(desk.page, 'Gruppen im Netzwerk');
  await desk.page.getByRole('heading', { level: 2 }).first().waitFor();
  await look(desk.page, 'groups-desk');
  await desk.page.getByRole('link', { name: 'Neue Gruppe' }).click();
  await heading(desk.page, 'Neue Gruppe');
  await desk.page.getByRole('button', { name: 'Gruppe einrichten' }).click();
  await desk.page.getByRole('alert').first().waitFor();
  await look(desk.page, 'group-new-errors');
  for (const [label, text] of [
    ['Kurzname in der Adresse', 'waffenrecht-im-netz'],
    ['Name (Deutsch)', group],
    ['Beschreibung (Deutsch)', 'Für alle, die den Dienst einführen.\n\n- Fragen\n- Antworten'],
    ['Name (Englisch)', 'Firearms online'],
    ['Beschreibung (Englisch)', 'For all who introduce the service.'],
  ])
    await desk.page.getByLabel(label).fill(text);
  const offerings = desk.page.getByRole('combobox', { name: /^Online-Dienst hinzufügen/ });
  await offerings.fill('Waffen');
  await desk.page.getByRole('option', { name: 'Waffenrecht', exact: true }).waitFor();
  await offerings.press('ArrowDown');
  await offerings.press('Enter');
  await desk.page.getByRole('button', { name: 'Waffenrecht herausnehmen' }).waitFor();
  await desk.page.getByRole('button', { name: 'Gruppe einrichten' }).click();
  await heading(desk.page, group);
  await look(desk.page, 'group-edit');
  await desk.page.getByRole('link', { name: 'Zur Gruppe' }).click();
  await desk.page.getByRole('button', { name: `Gruppe „${group}“ beitreten` }).click();
  await look(desk.page, 'group-join-operator');
  await desk.page.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await desk.page.getByRole('button', { name: 'Beitrag schreiben' }).waitFor();

  // A member of a municipality comes from the sheet, and joins by keyboard.
  const member = await enter(browser, people.buyer, '/markt/leistung/waffenrecht');
  const { page } = member;
  const help = page.getByRole('region', { name: 'Austausch und Hilfe' });
  await help.scrollIntoViewIfNeeded();
  await look(page, 'sheet-group');
  await help.getByRole('link', { name: `Gruppe ${group}` }).click();
  await heading(page, group);
  await look(page, 'group-outside');
  await page.getByRole('button', { name: `Gruppe „${group}“ beitreten` }).press('Enter');
  const joining = page.getByRole('form', { name: `„${group}“ beitreten` });
  await joining.waitFor();
  await look(page, 'group-join');
  const choice = joining.getByRole('combobox');
  if ((await choice.count()) > 0) await choice.selectOption({ label: 'Stadt Bamberg' });
  await joining.getByRole('button', { name: 'Beitreten', exact: true }).press('Enter');
  await page.getByText('Noch kein Beitrag').waitFor();
  await look(page, 'group-empty');

  // The offering can be ordered from now on: that is told there.
  await makeOrderable('waffenrecht');
  await eventually('news', async () => {
    await page.reload();
    await page.getByRole('searchbox').waitFor();
    await page.waitForLoadState('networkidle');
    return (await post(page, 'Waffenrecht').count()) > 0;
  });
  const news = post(page, 'kann jetzt bestellt werden');
  await news.getByText('Betrieb', { exact: true }).waitFor();
  assert.equal(
    await news.getByRole('link', { name: 'Waffenrecht' }).getAttribute('href'),
    '/markt/leistung/waffenrecht',
  );

  // She asks with a file; what she wrote survives a failed sending and a reload.
  await page.getByRole('button', { name: 'Beitrag schreiben' }).click();
  const question = 'Wer hat schon **Erfahrung**?\n\n- mit der Kasse\n- mit <b>dem Verfahren</b>';
  await page.getByLabel('Ihr Beitrag').fill(question);
  await page.getByText('Vorschau').click();
  await page.getByRole('strong').filter({ hasText: 'Erfahrung' }).waitFor();
  await page
    .locator('#documents')
    .setInputFiles({ name: 'fragen.txt', mimeType: 'text/plain', buffer: Buffer.from('Wie viele Fälle?') });
  await page
    .getByRole('list', { name: 'Angehängte Dokumente' })
    .getByText(/geprüft|angehängt|bereit/i)
    .waitFor();
  await look(page, 'group-writing');
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('GroupPostSend') ? route.abort() : route.continue(),
  );
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await page
    .getByText(/nicht erreichbar/)
    .first()
    .waitFor();
  assert.equal(await page.getByLabel('Ihr Beitrag').inputValue(), question);
  await page.unroute('**/graphql');
  await page.reload();
  await page.getByLabel('Ihr Beitrag').waitFor();
  assert.equal(await page.getByLabel('Ihr Beitrag').inputValue(), question);
  await page.getByRole('list', { name: 'Angehängte Dokumente' }).getByText('fragen.txt', { exact: true }).waitFor();
  await page
    .getByRole('list', { name: 'Angehängte Dokumente' })
    .getByText(/geprüft|angehängt|bereit/i)
    .waitFor();
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await post(page, 'mit <b>dem Verfahren</b>').getByRole('button', { name: 'fragen.txt herunterladen' }).waitFor();

  // The operator answers.
  await desk.page.reload();
  const asked = post(desk.page, 'mit der Kasse');
  await asked.getByRole('button', { name: /^Auf den Beitrag von .* antworten$/ }).click();
  await desk.page.getByLabel('Ihre Antwort').fill('Ja: Die Kasse ist angebunden.');
  await desk.page.getByRole('button', { name: 'Antworten', exact: true }).last().click();
  await post(desk.page, 'Ja: Die Kasse ist angebunden.').waitFor();

  // The member sees on her dashboard that there is something new, reads it, and takes the spreadsheet along.
  await page.goto('/mein-bereich');
  const groups = page.getByRole('region', { name: 'Netzwerk der Kommunen' });
  await groups
    .getByText(/neue[r]? Beitr/)
    .first()
    .waitFor();
  await look(page, 'area-groups');
  await groups.getByRole('link', { name: group }).click();
  await page.getByText('1 neuer Beitrag seit Ihrem letzten Besuch.').waitFor();
  await page.getByRole('button', { name: '1 Antwort anzeigen' }).click();
  const answer = page.getByRole('list', { name: /^Antworten auf den Beitrag/ }).getByRole('article');
  await answer.getByText('Ja: Die Kasse ist angebunden.').waitFor();
  await answer.getByText('Betrieb', { exact: true }).waitFor();
  await look(page, 'group-posts');
  await page.getByRole('searchbox', { name: 'Beiträge durchsuchen' }).fill('Kasse angebunden Unfug');
  await page.getByText('Kein Beitrag enthält diese Wörter.').waitFor();
  assert.equal(new URL(page.url()).search, '', 'words stay out of the address');
  await tab(page, 'Unterlagen').click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Katalog als XLSX laden' }).click();
  const saved = await (await download).path();
  assert.equal(fs.readFileSync(saved).subarray(0, 2).toString(), 'PK', 'a spreadsheet');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'fragen.txt herunterladen' }).click();
  assert.equal(fs.readFileSync(await (await file).path(), 'utf8'), 'Wie viele Fälle?');
  await look(page, 'group-documents');
  await tab(page, 'Mitglieder').click();
  await page.getByRole('list', { name: 'Mitglieder' }).getByText('Betrieb der Plattform').waitFor();
  await look(page, 'group-members');
  await ended(desk, member);
});

test('F22 a member of an organisation without an account in the market joins; a citizen sees no group', async () => {
  // A clerk has no part in the market: the account, which is in everybody's navigation, names the network.
  const clerk = await enter(browser, 'clerk@demo.example', '/konto', phone);
  const { page } = clerk;
  await page.getByRole('link', { name: /^Netzwerk der Kommunen/ }).click();
  await heading(page, 'Netzwerk der Kommunen');
  await page.getByRole('heading', { name: 'Weitere Gruppen' }).waitFor();
  await look(page, 'groups');
  await page.getByRole('button', { name: `Gruppe „${group}“ beitreten` }).click();
  const joining = page.getByRole('form', { name: `„${group}“ beitreten` });
  await joining.waitFor();
  await look(page, 'group-join');
  await joining.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await page.getByRole('button', { name: 'Beitrag schreiben' }).click();
  await page.getByLabel('Ihr Beitrag').fill('Das ist doch Unfug.');
  await look(page, 'group-writing');
  await page.getByRole('button', { name: 'Veröffentlichen' }).click();
  await post(page, 'Das ist doch Unfug.').waitFor();
  await look(page, 'group-posts');

  // A moderator hides it with a reason; its author sees why, others that something stood there.
  const desk = await enter(browser, people.operator, '/netzwerk/waffenrecht-im-netz');
  await post(desk.page, 'Das ist doch Unfug.')
    .getByRole('button', { name: /ausblenden$/ })
    .click();
  await desk.page.getByLabel('Grund').fill('Bitte sachlich bleiben.');
  await look(desk.page, 'group-hide');
  await desk.page.getByRole('button', { name: 'Ausblenden', exact: true }).click();
  await desk.page.getByText('Grund: Bitte sachlich bleiben.').waitFor();
  const reader = await enter(browser, people.buyer, '/netzwerk/waffenrecht-im-netz');
  await reader.page.getByText('Dieser Beitrag wurde ausgeblendet.').waitFor();
  assert.equal(await reader.page.getByText('Das ist doch Unfug.').count(), 0);
  await page.reload();
  await page.getByText('Grund: Bitte sachlich bleiben.').waitFor();
  await page.getByRole('button', { name: /^Beitrag von .* entfernen$/ }).click();
  await page.getByRole('button', { name: 'Entfernen', exact: true }).click();
  await page.getByText('Dieser Beitrag wurde entfernt.').waitFor();
  await page.getByRole('button', { name: 'Gruppe verlassen' }).click();
  const leaving = page.getByRole('form', { name: 'Gruppe verlassen?' });
  await leaving.getByRole('button', { name: 'Gruppe verlassen' }).click();
  await heading(page, 'Netzwerk der Kommunen');
  await page.getByRole('button', { name: `Gruppe „${group}“ beitreten` }).waitFor();

  const citizen = await enter(browser, 'citizen@demo.example', '/netzwerk/waffenrecht-im-netz', desktop);
  await heading(citizen.page, 'Das Netzwerk ist für Mitglieder von Organisationen');
  await look(citizen.page, 'network-citizen');
  const { groups } = await (await as('citizen@demo.example'))('{ groups(first: 10) { edges { node { id } } } }');
  assert.deepEqual(groups.edges, []);
  await ended(clerk, desk, reader, citizen);
});

test('the pages of the network in English, at 390 px', async () => {
  const window = await enter(browser, people.buyer, '/netzwerk', { ...phone, viewport: { width: 390, height: 844 } });
  const { page, context } = window;
  await context.addInitScript(() => localStorage.setItem('schalter.display', JSON.stringify({ locale: 'en' })));
  await page.goto('/netzwerk');
  await heading(page, 'Network of municipalities');
  await page.getByRole('heading', { name: 'Your groups' }).waitFor();
  await look(page, 'groups-en');
  await page.getByRole('link', { name: 'DigitalMarkt: questions and help' }).click();
  await page.getByRole('button', { name: 'Write a post' }).waitFor();
  await look(page, 'group-en');
  await ended(window);
});
