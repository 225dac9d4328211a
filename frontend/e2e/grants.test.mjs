import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, authorityId, openForLicence, openMailbox, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const wide = { viewport: { width: 1280, height: 900 } };
const narrow = { viewport: { width: 390, height: 844 } };

test('the owner lets the Einheitlicher Ansprechpartner pass messages on; it does, and sees the other authority only as long as it may', async () => {
  const title = `Laden ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Einheitlicher Ansprechpartner Oberfranken', title);
  await send(ask, opened, 'Laden eröffnen', 'Guten Tag, ich möchte einen Laden eröffnen.');

  const owner = await visit(browser, narrow);
  await signIn(owner.page, 'citizen@demo.example');
  await owner.page.goto(`/postfach/${opened.mailboxId}`);
  // What arrived is confirmed at once, without anybody's doing; for no service nothing is said of a period.
  const receipt = owner.page.getByRole('article', {
    name: /Eingang bestätigt: Einheitlicher Ansprechpartner Oberfranken/,
  });
  await receipt.getByText(/Tag und Uhrzeit des Eingangs: /).waitFor();
  await receipt.getByText(/In diesem Fall ist keine Leistung genannt/).waitFor();
  await look(owner.page, 'mailbox-arrival');
  const grant = owner.page.getByRole('region', { name: /Was darf er sehen und tun/ });
  await grant.getByText('Ohne Ihre Erlaubnis sieht er nur, was Sie ihm selbst schreiben.').waitFor();

  const clerk = await visit(browser, wide);
  const { page } = clerk;
  await signIn(page, 'clerk-ea@demo.example');
  await page.goto(`/eingang/${opened.authorityId}?ordnung=neu`);
  await page.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('ich möchte einen Laden eröffnen').waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Als Einheitlicher Ansprechpartner' }).count(), 0);

  await grant.getByLabel('Den Stand sehen und weiterleiten').check();
  await grant.getByRole('button', { name: 'Speichern' }).click();
  await grant.getByText(/Erlaubt seit .*: den Stand sehen und weiterleiten/).waitFor();
  await look(owner.page, 'mailbox-grant');

  await page.reload();
  const single = page.getByRole('region', { name: 'Als Einheitlicher Ansprechpartner' });
  await single.getByText('Andere Stellen sind bisher nicht beteiligt.').waitFor();
  await single.getByRole('button', { name: 'Weiterleiten' }).click();
  const dialog = page.getByRole('dialog', { name: 'An die zuständige Stelle weiterleiten' });
  await dialog.getByRole('button', { name: 'Weiterleiten' }).click();
  await dialog.getByText('Wählen Sie mindestens eine Nachricht.').waitFor();
  await dialog.getByLabel('Laden eröffnen').check();
  await dialog.getByRole('combobox', { name: /Zuständige Stelle/ }).fill('Landratsamt Bayreuth');
  await dialog
    .getByRole('option', { name: /Landratsamt Bayreuth/ })
    .first()
    .click();
  await dialog.getByLabel(/Anmerkung/).fill('Die Person spricht auch Englisch.');
  await look(page, 'case-forwarding');
  await dialog.getByRole('button', { name: 'Weiterleiten' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent === 'Weiterleiten');
  await single.getByText('Landratsamt Bayreuth').waitFor();
  await look(page, 'case-forwarded');

  const other = await as('clerk@demo.example');
  const { authorityCases } = await other(
    `query ($id: ID!) { authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) {
      edges { node { title firstReceivedAt messages(first: 5) { edges { node { subject body } } } } } } }`,
    { id: await authorityId(ask, 'Landratsamt Bayreuth') },
  );
  const [{ node: there }] = authorityCases.edges;
  assert.equal(there.title, title);
  assert.ok(there.firstReceivedAt, 'the day of first receipt goes along');
  const [cover, passed] = there.messages.edges.map(({ node }) => node);
  assert.equal(cover.subject, 'Weiterleitung durch den Einheitlichen Ansprechpartner');
  assert.match(cover.body, /Eingang beim Einheitlichen Ansprechpartner: \w+, \d+\. \S+ \d{4}, \d\d:\d\d Uhr/);
  assert.match(
    cover.body,
    /Die Unterlagen gelten bei Ihnen als eingegangen am .* \(Art\. 71b Abs\. 2 BayVwVfG, vorläufig\)/,
  );
  assert.match(cover.body, /Die Person spricht auch Englisch\./);
  assert.equal(passed.body, 'Guten Tag, ich möchte einen Laden eröffnen.');

  await owner.page.getByText('Weiterleitung durch den Einheitlichen Ansprechpartner').first().waitFor();
  await grant.getByRole('button', { name: 'Erlaubnis widerrufen' }).click();
  await grant.getByText(/Widerrufen am /).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('ich möchte einen Laden eröffnen').waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Als Einheitlicher Ansprechpartner' }).count(), 0);
  for (const { context, faults } of [owner, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('who applies through the Einheitlicher Ansprechpartner reads what Art. 71b BayVwVfG asks, and so does the competent authority', async () => {
  const title = `Gasthaus ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const office = await authorityId(ask, 'Landratsamt Bayreuth');
  const opened = await openForLicence(ask, await authorityId(ask, 'Einheitlicher Ansprechpartner Oberfranken'), title);
  const messageId = await send(ask, opened, 'Antrag', 'Guten Tag, anbei der Antrag für unser Gasthaus.');
  await send(ask, opened, 'Der Plan', 'Guten Tag, hier ist noch der Plan.');

  const owner = await visit(browser, wide);
  await signIn(owner.page, 'citizen@demo.example');
  await owner.page.goto(`/postfach/${opened.mailboxId}`);
  const receipts = owner.page.getByRole('article', { name: /Eingang bestätigt/ });
  const [first, later] = [receipts.nth(0), receipts.nth(1)];
  await first.getByText(/Frist: drei Monate \(§ 6a GewO\)/).waitFor();
  await first.getByText(/gilt die Genehmigung als erteilt/).waitFor();
  await first.getByText(/Vorläufig, weil noch nicht juristisch bestätigt/).waitFor();
  await later.getByText(/Die Frist beginnt erst, wenn die Unterlagen vollständig sind/).waitFor();
  await look(owner.page, 'mailbox-receipt');

  const { caseMailbox } = await ask('query ($id: ID!) { caseMailbox(id: $id) { parties { id } } }', {
    id: opened.mailboxId,
  });
  await ask('mutation ($input: PartyGrantSetInput!) { partyGrantSet(input: $input) { userErrors { code } } }', {
    input: { mailboxId: opened.mailboxId, partyId: caseMailbox.parties[0].id, granted: true, mayForward: true },
  });
  const single = await as('clerk-ea@demo.example');
  const { authorityCases } = await single(
    'query ($id: ID!) { authorityCases(authorityId: $id, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id title } } } }',
    { id: opened.authorityId },
  );
  const [{ node: there }] = authorityCases.edges;
  assert.equal(there.title, title);
  const { caseForward } = await single(
    'mutation ($input: CaseForwardInput!) { caseForward(input: $input) { userErrors { code message } } }',
    {
      input: { caseId: there.id, messageIds: [messageId], toAuthorityId: office, idempotencyKey: crypto.randomUUID() },
    },
  );
  assert.deepEqual(caseForward.userErrors, []);

  const clerk = await visit(browser, wide);
  await signIn(clerk.page, 'clerk@demo.example');
  await clerk.page.goto(`/eingang/${office}?ordnung=neu`);
  await clerk.page.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  const cover = clerk.page.getByRole('article', { name: 'Weiterleitung durch den Einheitlichen Ansprechpartner' });
  await cover.getByText(/Die Unterlagen gelten bei Ihnen als eingegangen am/).waitFor();
  await cover.getByText(/Frist: drei Monate \(§ 6a GewO\)/).waitFor();
  await look(clerk.page, 'case-cover');
  for (const { context, faults } of [owner, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
