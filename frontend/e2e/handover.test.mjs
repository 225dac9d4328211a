import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const wide = { viewport: { width: 1280, height: 900 } };
const narrow = { viewport: { width: 390, height: 844 } };

async function openCase(email, { authorityId }, title) {
  const { page, faults } = await visit(browser, wide);
  await signIn(page, email);
  await page.goto(`/eingang/${authorityId}?ordnung=neu`);
  await page.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  return { page, faults };
}

test('S40 S42: an authority says that it is not competent, and the person hands the matter over to the one it names', async () => {
  const title = `Falsch ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', title);
  await send(ask, opened, 'Anfrage', 'Guten Tag, bin ich hier richtig?');
  const { page: desk, faults: theirs } = await openCase('clerk@demo.example', opened, title);
  await desk.getByRole('button', { name: 'Nicht zuständig' }).click();
  const declining = desk.getByRole('dialog', { name: 'Für diesen Fall nicht zuständig' });
  await declining.getByRole('button', { name: 'Nicht zuständig' }).click();
  await declining.getByText('Nennen Sie bitte den Grund.').waitFor();
  await declining.getByLabel('Grund').fill('Sie wohnen in München.');
  await declining.getByRole('combobox', { name: /Zuständige Behörde, wenn Sie sie kennen/ }).fill('München');
  await declining.getByRole('option', { name: /Landeshauptstadt München/ }).click();
  await declining.getByText('Sie nennen: Landeshauptstadt München').waitFor();
  await look(desk, 'case-declining');
  await declining.getByRole('button', { name: 'Nicht zuständig' }).click();
  await desk.getByText(/hat sich Ihre Behörde für nicht zuständig erklärt/).waitFor();

  const { page, faults } = await visit(browser, narrow);
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${opened.mailboxId}`);
  await page.getByText('Sie nennt als zuständig: Landeshauptstadt München.').waitFor();
  await page.getByText('Sie wohnen in München.').waitFor();
  await page.getByText('nicht zuständig', { exact: true }).waitFor();
  await look(page, 'mailbox-declined');
  await page.getByRole('button', { name: 'Fall von Landratsamt Bayreuth an andere Behörde übergeben' }).click();
  const handing = page.getByRole('dialog', { name: 'An andere Behörde übergeben' });
  await handing.getByRole('button', { name: 'Neues Fallpostfach eröffnen und übergeben' }).click();
  await handing.getByText('Ohne Ihr Einverständnis geht nichts an eine andere Behörde.').waitFor();
  await handing.getByLabel('Ich bin einverstanden, dass die neue Behörde das bekommt.').check();
  await look(page, 'mailbox-handing-over');
  await handing.getByRole('button', { name: 'Neues Fallpostfach eröffnen und übergeben' }).click();
  await page.getByText(/Setzt das Fallpostfach .* fort/).waitFor();
  await page
    .getByText(/Erster Eingang bei einer Behörde: /)
    .first()
    .waitFor();
  assert.ok(!page.url().endsWith(opened.mailboxId), 'the matter goes on in a mailbox of its own');
  await look(page, 'mailbox-successor');

  const clerk = await as('clerk-muenchen@demo.example');
  const { authorities } = await clerk(
    '{ authorities(reachability: CONNECTED, first: 20) { edges { node { id name } } } }',
  );
  const munich = authorities.edges.find(({ node }) => node.name === 'Landeshauptstadt München').node.id;
  const { page: next, faults: others } = await openCase('clerk-muenchen@demo.example', { authorityId: munich }, title);
  await next.getByText('bin ich hier richtig?').waitFor();
  await next
    .getByText(/Erster Eingang bei einer Behörde: /)
    .first()
    .waitFor();
  assert.deepEqual([...theirs, ...faults, ...others], []);
});

test('an unopened message is withdrawn, and the person sees that there was one and why', async () => {
  const title = `Zurück ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const opened = await openMailbox(ask, 'Landratsamt Bayreuth', title);
  await send(ask, opened, 'Anfrage', 'Guten Tag.');
  const { page: desk, faults: theirs } = await openCase('clerk@demo.example', opened, title);
  const clerk = await as('clerk@demo.example');
  const caseId = new URL(desk.url()).pathname.split('/').pop();
  const { caseReply } = await clerk(
    'mutation ($i: CaseReplyInput!) { caseReply(input: $i) { messageEdge { node { id } } userErrors { code message } } }',
    {
      i: {
        caseId,
        subject: 'Für jemand anderen',
        body: 'Frau Meier, Ihr Termin …',
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  assert.deepEqual(caseReply.userErrors, []);
  await desk.getByRole('button', { name: '„Für jemand anderen“ zurückziehen' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Ungeöffnete Nachricht zurückziehen?' });
  await dialog.getByLabel('Grund').fill('Sie war nicht für Sie bestimmt.');
  await look(desk, 'message-withdrawing');
  await dialog.getByRole('button', { name: 'Zurückziehen' }).click();
  await desk.getByText(/zurückgezogen, bevor die Person sie geöffnet hat/).waitFor();

  const { page, faults } = await visit(browser, narrow);
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${opened.mailboxId}`);
  await page.getByText(/Landratsamt Bayreuth hat diese Nachricht am .* zurückgezogen/).waitFor();
  await page.getByText('Grund: Sie war nicht für Sie bestimmt.').waitFor();
  assert.equal(await page.getByText('Für jemand anderen').count(), 0);
  assert.equal(await page.getByText('Frau Meier').count(), 0);
  await look(page, 'message-withdrawn');
  assert.deepEqual([...theirs, ...faults], []);
});
