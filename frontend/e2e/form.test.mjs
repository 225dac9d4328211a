import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const bindlach = '094720119119';

test('a service that needs written form says so before, while opening and while writing; its application is refused, a question goes', async () => {
  const ask = await as('citizen@demo.example');
  const { services } = await ask(
    '{ services(search: "Baugenehmigung beantragen", first: 1) { edges { node { id name } } } }',
  );
  const { id: service, name } = services.edges[0].node;
  assert.equal(name, 'Baugenehmigung beantragen');
  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const { page } = citizen;
  await page.goto(`/leistung/${service}?ars=${bindlach}`);
  await page.getByText('Schriftform nötig').waitFor();
  await page.getByText(/Art\. 64 Abs\. 1 BayBO.*Zuletzt geprüft am/).waitFor();
  await page.getByText(/ersetzt sie nicht/).waitFor();
  await page.getByText('In Leichter Sprache').click();
  await page.getByText('Für diesen Antrag reicht eine Nachricht nicht.').waitFor();
  await assertAccessible(page, 'service that needs written form');
  await assertFits(page, 'service that needs written form');

  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/neu?ars=${bindlach}&service=${service}`);
  await page.getByText('Baugenehmigung beantragen: Schriftform nötig').waitFor();
  await assertAccessible(page, 'opening for a service that needs written form');
  await assertFits(page, 'opening for a service that needs written form');
  await page.getByRole('button', { name: 'Fallpostfach öffnen' }).click();

  await page.getByRole('button', { name: /Nachricht an .* schreiben/ }).click();
  await page.getByText('Baugenehmigung beantragen: Schriftform nötig').waitFor();
  await page.getByLabel('Betreff').fill('Bauantrag');
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag,\nanbei mein Bauantrag.');
  await page.getByLabel('Das ist ein Antrag').check();
  await page.getByRole('button', { name: 'Senden', exact: true }).click();
  await page
    .getByText(/Das Gesetz verlangt die Schriftform \(Art\. 64/)
    .first()
    .waitFor();
  await assertAccessible(page, 'application refused for its form');
  await assertFits(page, 'application refused for its form');
  assert.equal(await page.getByLabel('Ihre Nachricht').inputValue(), 'Guten Tag,\nanbei mein Bauantrag.');
  await page.getByLabel('Das ist ein Antrag').uncheck();
  await page.getByRole('button', { name: 'Senden', exact: true }).click();
  await page.getByRole('heading', { name: 'Bauantrag' }).waitFor();

  assert.deepEqual(citizen.faults, []);
  await citizen.context.close();
});
