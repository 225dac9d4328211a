import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('an authority shows its clerks by their task only, and the person reads no name from then on', async () => {
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', `Namen ${Date.now()}`);
  await send(ask, opened, 'Frage', 'Guten Tag, wer bearbeitet das?');
  const admin = await visit(browser, { viewport: { width: 390, height: 844 } });
  const { page } = admin;
  await signIn(page, 'clerk@demo.example');
  await page.goto(`/stelle/${opened.authorityId}/kanal`);
  const section = page.getByRole('region', { name: 'Wie Ihre Beschäftigten genannt werden' });
  const choose = async (label) => {
    await section.getByLabel(label).check();
    await section.getByRole('button', { name: 'Speichern' }).click();
    await section.getByText('Gespeichert').waitFor();
  };
  await choose('Nur mit der Aufgabe');
  await assertAccessible(page, 'how clerks are shown');
  await assertFits(page, 'how clerks are shown');

  const clerk = await as('clerk@demo.example');
  const { authorityCases } = await clerk(
    'query ($id: ID!) { authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id } } } }',
    { id: opened.authorityId },
  );
  const { caseReply } = await clerk(
    'mutation ($input: CaseReplyInput!) { caseReply(input: $input) { messageEdge { node { id } } userErrors { code } } }',
    {
      input: {
        caseId: authorityCases.edges[0].node.id,
        subject: 'Antwort',
        body: 'Guten Tag, das sind wir.',
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  assert.deepEqual(caseReply.userErrors, []);
  const citizen = await visit(browser, { viewport: { width: 1280, height: 900 } });
  await signIn(citizen.page, 'citizen@demo.example');
  await citizen.page.goto(`/postfach/${opened.mailboxId}`);
  await citizen.page
    .locator('.postbox-message')
    .filter({ hasText: 'das sind wir' })
    .getByText(/Sachbearbeitung/)
    .first()
    .waitFor();
  // Other journeys find the authority as it was.
  await choose('Mit Namen');

  for (const { context, faults } of [admin, citizen]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
