// Takes the README's pictures: make pictures. Not a test; its journey is the one of conversation.test.mjs.
import fs from 'node:fs';
import { as, openMailbox, send } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';

const folder = process.argv[2];
fs.mkdirSync(folder, { recursive: true });
const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const browser = await launch();

async function take(name, page) {
  // On a busy machine the parts of a page come one after another.
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

const { page: start } = await visit(browser, { viewport: desktop });
await start.goto('/');
await start.getByRole('searchbox').fill('Café eröffnen in München');
await start.keyboard.press('Enter');
await start.getByRole('link', { name: /Café oder Gaststätte/ }).waitFor();
await take('search', start);
await start.getByRole('link', { name: /Café oder Gaststätte/ }).click();
await start.getByRole('radio').first().waitFor();
await take('competence', start);

// The market, open to everybody.
for (const [name, path, shown, from] of [
  ['market', '/markt', (page) => page.locator('.catalogue-card').nth(3)],
  ['levy', '/umlage?ort=094610000000', (page) => page.getByText('zahlt').first()],
  ['rollouts', '/markt/stand', (page) => page.getByRole('table', { name: 'Nach Regionen' }), '#picture-shown'],
]) {
  const { page } = await visit(browser, { viewport: desktop });
  await page.goto(path);
  await shown(page).waitFor();
  if (from) await page.locator(from).evaluate((part) => part.scrollIntoView());
  await take(name, page);
}

const due = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
const citizen = await as('citizen@demo.example');
const clerk = await as('clerk-muenchen@demo.example');
const mailbox = await openMailbox(citizen, 'Landeshauptstadt München', 'Café am Viktualienmarkt');
const first = await send(
  citizen,
  mailbox,
  'Anzeige des Gewerbes',
  'Guten Tag,\n\nam 1. März möchte ich am Viktualienmarkt ein Café eröffnen und zeige hiermit das Gewerbe an.\n\nMit freundlichen Grüßen\nJohanna Lindner',
);
const { authorityCases } = await clerk(
  'query ($a: ID!) { authorityCases(authorityId: $a, orderBy: NEWEST_MESSAGE, first: 1) { edges { node { id } } } }',
  { a: mailbox.authorityId },
);
await clerk(
  `mutation ($c: ID!, $m: ID!, $k: String!, $d: Date!) { messageMarkRead(input: { messageIds: [$m] }) { userErrors { code } }
    caseReply(input: { caseId: $c, kind: REQUEST, subject: "Ihre Anzeige", body: "Sehr geehrte Frau Lindner,\\n\\nvielen Dank. Bitte senden Sie uns noch den Grundriss der Räume.", dueOn: $d, inReplyToId: $m, idempotencyKey: $k }) { userErrors { code } } }`,
  { c: authorityCases.edges[0].node.id, m: first, k: crypto.randomUUID(), d: due },
);
await send(citizen, mailbox, 'Grundriss', 'Guten Tag,\n\nden Grundriss reiche ich bis Freitag nach.');

for (const [name, viewport, email, path, shown, from] of [
  ['mailbox', desktop, 'citizen@demo.example', `/postfach/${mailbox.mailboxId}`, 'Grundriss'],
  ['mailbox-phone', phone, 'citizen@demo.example', `/postfach/${mailbox.mailboxId}`, 'Grundriss'],
  [
    'network',
    desktop,
    'buyer@demo.example',
    '/netzwerk/digitalmarkt',
    'Vor der ersten Bestellung',
    'Beitrag schreiben',
  ],
  [
    'inbox',
    desktop,
    'clerk-muenchen@demo.example',
    `/eingang/${mailbox.authorityId}/${authorityCases.edges[0].node.id}`,
    'Grundriss',
  ],
]) {
  const { page } = await visit(browser, { viewport });
  await signIn(page, email);
  await page.goto(path);
  await page.getByText(shown).first().waitFor();
  await page.getByText('Abmelden').first().waitFor({ state: 'attached' });
  if (from) await page.getByRole('button', { name: from }).evaluate((part) => part.scrollIntoView());
  await take(name, page);
}
await browser.close();
