import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const casesOf = `query ($id: ID!) {
  authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id version reference } } }
}`;

test('who writes reads the automatic reply once; who is away has a deputy, who finds the case and answers as deputy', async () => {
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', `Vertretung ${Date.now()}`);
  const admin = await visit(browser, { viewport: { width: 390, height: 844 } });
  const { page } = admin;
  await signIn(page, 'clerk@demo.example');
  await page.goto(`/stelle/${opened.authorityId}/kanal`);
  const section = page.getByRole('region', { name: 'Automatische Antwort' });
  const say = async (text, done) => {
    await section.getByLabel(/Das erfahren alle/).fill(text);
    await section.getByRole('button', { name: 'Speichern' }).click();
    await section.getByText(done).waitFor();
  };
  const words = `Bis ${Date.now()} geschlossen.`;
  await say(words, 'Gespeichert');
  await assertAccessible(page, 'automatic reply');
  await assertFits(page, 'automatic reply');
  await send(ask, opened, 'Frage', 'Guten Tag, wann haben Sie offen?');
  await send(ask, opened, 'Noch eine Frage', 'Und am Freitag?');
  await say('', 'Es gibt keine automatische Antwort mehr');

  const citizen = await visit(browser, { viewport: { width: 1280, height: 900 } });
  await signIn(citizen.page, 'citizen@demo.example');
  await citizen.page.goto(`/postfach/${opened.mailboxId}`);
  const told = citizen.page.locator('.postbox-message').filter({ hasText: words });
  await told.first().waitFor();
  assert.equal(await told.count(), 1);
  await told.getByText(/Sie sagt nicht, ob jemand Ihre Nachricht gelesen hat/).waitFor();

  // The clerk takes the case, and says that she is away until tomorrow.
  const clerk = await as('clerk@demo.example');
  const { viewer } = await clerk('{ viewer { memberships { id organisation { id name } } } }');
  const { id: membershipId, organisation } = viewer.memberships.find((one) => /Bayreuth/.test(one.organisation.name));
  const [{ node }] = (await clerk(casesOf, { id: opened.authorityId })).authorityCases.edges;
  const { caseUpdate } = await clerk(
    'mutation ($input: CaseUpdateInput!) { caseUpdate(input: $input) { userErrors { code } } }',
    { input: { caseId: node.id, expectedVersion: node.version, assigneeId: membershipId } },
  );
  assert.deepEqual(caseUpdate.userErrors, []);
  await page.goto(`/organisation/${organisation.id}`);
  const absence = () => page.getByRole('button', { name: 'Abwesenheit von Martin Hofmann' }).click();
  await absence();
  const dialog = page.getByRole('dialog');
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await dialog.getByLabel(/Abwesend bis/).fill(tomorrow);
  await dialog.getByLabel(/^Vertretung/).selectOption({ label: 'Sabine Engel' });
  await assertAccessible(page, 'absence');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Vertretung: Sabine Engel').waitFor();
  await assertFits(page, 'members with an absence');

  const deputy = await visit(browser, { viewport: { width: 1280, height: 900 } });
  await signIn(deputy.page, 'clerk2@demo.example');
  await deputy.page.goto(`/eingang/${opened.authorityId}/${node.id}`);
  await deputy.page.getByText('bei Ihnen in Vertretung für Martin Hofmann').first().waitFor();
  const reply = await as('clerk2@demo.example');
  const { caseReply } = await reply(
    'mutation ($input: CaseReplyInput!) { caseReply(input: $input) { messageEdge { node { id } } userErrors { code } } }',
    { input: { caseId: node.id, subject: 'Antwort', body: 'Ja, bis zwölf Uhr.', idempotencyKey: crypto.randomUUID() } },
  );
  assert.deepEqual(caseReply.userErrors, []);
  await citizen.page
    .locator('.postbox-message')
    .filter({ hasText: 'bis zwölf Uhr' })
    .getByText(/Sabine Engel in Vertretung für Martin Hofmann/)
    .first()
    .waitFor();

  // Back again: other journeys find the authority as it was.
  await absence();
  await dialog.getByLabel(/Abwesend bis/).fill('');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Vertretung: Sabine Engel').waitFor({ state: 'detached' });
  for (const { context, faults } of [admin, citizen, deputy]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
