// What is ordered until it is signed, with the mails as a mail server gets them: a program of its own speaks to one of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { base, launch, signIn, visit } from './browser.mjs';
import { eventually, look } from './channelParts.mjs';
import { startMailServer } from './mailServer.mjs';
import { startProgram } from './program.mjs';
import { chooseCertificate, decide, desktop, ended, fillOrder, heading, people, sendOrder } from './tradeParts.mjs';

const host = new URL(base).hostname;
const small = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let browser;
let server;
let program;

before(async () => {
  server = await startMailServer(host, 2500);
  program = await startProgram(host, 8082, { SCHALTER_SMTP_URL: server.url });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.stop();
  await server?.stop();
});

/** A window at this program; of somebody who is signed in, where an address is given. */
async function enter(options, email) {
  const window = await visit(browser, { ...options, baseURL: program.own });
  if (email) await signIn(window.page, email);
  return window;
}

/** The newest mail to somebody that says something in subject or text. */
const mailTo = (to, words) =>
  eventually(`a mail to ${to}: ${words}`, async () =>
    server.mails.findLast((mail) => mail.to === to && words.test(`${mail.subject}\n${mail.text}`)),
  );

const text = (pdf) => execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();

/** The bytes of what a button downloads. */
async function downloaded(page, button) {
  const file = page.waitForEvent('download');
  await button.click();
  return fs.readFileSync(await (await file).path());
}

const referenceOf = (page) => decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));

test('F7 an order is returned, changed and released; the mails arrive with the contract, and the ticket has all of it', async () => {
  const signer = await enter(desktop, people.buyer);
  const { page } = signer;
  await page.goto('/bestellen/aufenthaltstitel');
  await fillOrder(page, { where: 'released' });
  await sendOrder(page);
  await page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  const reference = referenceOf(page);
  const contacts = ['anna@kommune.example', 'theo@kommune.example'];
  for (const to of contacts) {
    const arrived = await mailTo(to, new RegExp(`Die Bestellung ${reference} ist eingegangen`));
    assert.match(arrived.subject, /^\[TK-[^\]]+\] .*Stadt Bamberg/);
    assert.equal(arrived.files.length, 0);
  }

  // Returned, changed, submitted again.
  const operator = await enter(small, people.operator);
  await decide(operator.page, reference, false, 'Bitte nennen Sie das Amt.');
  for (const to of [people.buyer, ...contacts]) await mailTo(to, /zurückgegeben:\s+Bitte nennen Sie das Amt\./);
  await page.reload();
  await page.getByText('Bitte nennen Sie das Amt.').waitFor();
  await page.getByRole('link', { name: 'Prüfen und abschicken' }).click();
  await page.getByRole('link', { name: 'Fachlicher Kontakt ändern' }).click();
  await page
    .getByRole('group', { name: 'Fachlicher Kontakt' })
    .getByLabel(/^Fachbereich/)
    .fill('Ausländeramt');
  await page.getByRole('button', { name: 'Speichern und weiter' }).click();
  await heading(page, 'Bestellung prüfen');
  await sendOrder(page);
  await page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  await mailTo(contacts[0], /geändert und erneut abgeschickt/);

  // Released: the confirmation comes with the contract, and that is the one of the ticket and of the contract's page.
  await operator.page.goto(`/betrieb/bestellungen/${reference}`);
  await operator.page.getByText('Ausländeramt').first().waitFor();
  await decide(operator.page, reference, true, 'Vielen Dank.');
  const confirmed = [];
  for (const to of [people.buyer, ...contacts]) {
    const mail = await mailTo(to, new RegExp(`Die Bestellung ${reference} ist freigegeben.*Vielen Dank\\.`, 's'));
    assert.deepEqual(
      mail.files.map(({ type }) => type),
      ['application/pdf'],
      to,
    );
    confirmed.push(mail.files[0].content);
  }
  for (const one of confirmed) assert.ok(one.equals(confirmed[0]), 'everybody gets the same document');
  assert.match(text(confirmed[0]), /Stadt Bamberg/);
  await page.reload();
  await page.getByText('Der Vertrag wartet auf Ihre Unterschrift.').first().waitFor();
  await look(page, 'released-order');
  await page.getByRole('link', { name: 'Vertrag lesen und unterschreiben' }).click();
  const contract = await downloaded(page, page.getByRole('button', { name: 'Vertrag als PDF lesen' }));
  assert.ok(contract.equals(confirmed[0]), 'the contract of the page is that of the mail');
  await page.goto(`/bestellungen/${reference}`);
  await page.getByRole('link', { name: /^Ticket / }).click();
  const note = page.getByRole('article').filter({ hasText: `Die Bestellung ${reference} ist freigegeben` });
  await page.getByRole('article').filter({ hasText: 'Bitte nennen Sie das Amt.' }).waitFor();
  await page.getByRole('article').filter({ hasText: 'geändert und erneut abgeschickt' }).waitFor();
  const kept = await downloaded(page, note.getByRole('button', { name: /\.pdf/ }));
  assert.ok(kept.equals(confirmed[0]), 'the file of the ticket is that of the mail');
  await look(page, 'released-ticket');
  await ended(signer, operator);
});

test('a contract is declined with a reason, which everybody is mailed; the changed order gets another contract', async () => {
  const signer = await enter(small, people.buyer);
  const { page } = signer;
  await page.goto('/bestellungen?stand=freigegeben');
  await page
    .locator('.card')
    .filter({ hasText: 'Der Vertrag wartet auf Ihre Unterschrift.' })
    .last()
    .getByRole('link')
    .click();
  await page.getByRole('heading', { level: 2, name: 'Wie es weitergeht' }).waitFor();
  const order = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Vertrag lesen und unterschreiben' }).click();
  await page.getByRole('button', { name: 'Ablehnen …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vertrag wirklich ablehnen?' });
  await dialog.getByRole('button', { name: 'Ja, ablehnen' }).click();
  await dialog.getByText('Geben Sie einen Grund an.').first().waitFor();
  await dialog.getByLabel('Grund').fill('Die Anschrift der Stadt ist alt.');
  await look(page, 'decline');
  await dialog.getByRole('button', { name: 'Ja, ablehnen' }).click();
  await page.getByText('Grund: Die Anschrift der Stadt ist alt.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Jetzt unterschreiben' }).count(), 0);
  await look(page, 'declined-contract');
  const declined = new URL(page.url()).pathname;
  await mailTo('ortner@stadt.example', /abgelehnt \(Claudia Reinhardt\):\s+Die Anschrift der Stadt ist alt\./);

  await page.goto(order);
  await page.getByText('Die Anschrift der Stadt ist alt.').waitFor();
  await look(page, 'declined-order');
  await page.getByRole('link', { name: 'Prüfen und abschicken' }).click();
  await heading(page, 'Bestellung prüfen');
  await sendOrder(page);
  await page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  const operator = await enter(desktop, people.operator);
  await operator.page.goto('/betrieb');
  await operator.page.getByRole('link', { name: /^Bestellungen \(\d+ wartend\)$/ }).waitFor();
  await look(operator.page, 'desk-counts');
  await decide(operator.page, order.split('/').at(-1), true);
  await page.reload();
  await page.getByRole('link', { name: 'Vertrag lesen und unterschreiben' }).click();
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).waitFor();
  assert.notEqual(new URL(page.url()).pathname, declined);
  await ended(signer, operator);
});

const team = 'digitalisierung@bamberg.example';
const next = (page) => page.getByRole('main').getByRole('button', { name: 'Weiter', exact: true }).click();

/** The digitalisation team of Bamberg asks for its account on the functional mailbox, and an operator releases it. */
async function teamAccount(page) {
  const main = page.getByRole('main');
  await page.goto('/markt/konto');
  await main.getByRole('button', { name: /^Mit Organisationszertifikat anmelden/ }).click();
  await chooseCertificate(page, /Funktionspostfach, dieselbe Steuernummer/, '**/markt/konto**');
  await heading(page, 'Für welche Organisation handeln Sie?');
  await main.getByRole('radio', { name: 'Stadt Bamberg', exact: true }).check();
  await next(page);
  await main.getByLabel('Vorname').fill('Digitalteam');
  await main.getByLabel('Nachname').fill('Bamberg');
  assert.equal(await main.getByLabel('E-Mail-Adresse').inputValue(), team);
  await next(page);
  assert.equal(await main.getByLabel('E-Mail-Adresse').inputValue(), team);
  await look(page, 'team-mailboxes');
  await next(page);
  await main.getByRole('radio', { name: /^Nein/ }).check();
  await next(page);
  await main.getByRole('radio', { name: 'Ja, ich darf unterschreiben' }).check();
  await main.getByLabel('Woraus ergibt sich das?').fill('Geschäftsordnung vom 4. Mai 2026');
  await next(page);
  await main.getByRole('checkbox').check();
  await next(page);
  await main.getByRole('button', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Ihr Antrag wird geprüft');
  const operator = await enter(desktop, people.operator);
  await operator.page.goto('/betrieb/marktkonten');
  await operator.page.getByRole('link', { name: 'Antrag von Digitalteam Bamberg prüfen' }).click();
  await operator.page.getByRole('radio', { name: 'Freigeben, darf unterschreiben' }).check();
  await look(operator.page, 'team-review');
  await operator.page.getByRole('button', { name: 'Entscheidung speichern' }).click();
  await heading(operator.page, 'Marktkonten');
  await mailTo(team, /ist freigegeben/);
  await ended(operator);
}

test('F25 the shared account of a digitalisation team orders and signs, and names who acts: in order, contract and ticket', async () => {
  const shared = await enter(small);
  const { page } = shared;
  await teamAccount(page);
  await page.goto('/bestellen/fuehrerschein');
  await fillOrder(page, { where: 'team' });
  await sendOrder(page);
  await page
    .getByRole('alert')
    .getByText(/wer handelt/)
    .first()
    .waitFor();
  await page.getByLabel('Wer handelt?').fill('Ines Kraus');
  await look(page, 'team-check');
  await page.getByRole('button', { name: /abschicken$/ }).click();
  await page.getByText('Ihre Bestellung ist abgeschickt').waitFor();
  const reference = referenceOf(page);
  await page
    .getByText(/Ines Kraus über das Konto Digitalteam Bamberg/)
    .first()
    .waitFor();
  await look(page, 'team-order');
  const operator = await enter(desktop, people.operator);
  await operator.page.goto(`/betrieb/bestellungen/${reference}`);
  await operator.page
    .getByText(/Ines Kraus über das Konto Digitalteam Bamberg/)
    .first()
    .waitFor();
  await decide(operator.page, reference, true);

  // Somebody else of the team signs; the sign-in is fresh still, or asked for again.
  await page.reload();
  await page.getByRole('link', { name: 'Vertrag lesen und unterschreiben' }).click();
  await page.getByRole('checkbox', { name: /^Ich habe den Vertrag mit seinen Anlagen gelesen/ }).check();
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).click();
  await page
    .getByRole('alert')
    .getByText(/wer unterschreibt/)
    .first()
    .waitFor();
  await page.getByLabel('Wer unterschreibt?').fill('Jonas Abel');
  await look(page, 'team-sign');
  await page.getByRole('button', { name: 'Jetzt unterschreiben' }).click();
  await page.getByText('Ihre Unterschrift ist aufgenommen').waitFor();
  await page
    .getByRole('region', { name: 'Unterschriften' })
    .getByText('Jonas Abel über das Konto Digitalteam Bamberg')
    .waitFor();
  const signed = await downloaded(page, page.getByRole('button', { name: /^Unterschriebenen Vertrag laden/ }));
  assert.match(text(signed), /Jonas Abel/);
  await page.goto(`/bestellungen/${reference}`);
  await page.getByRole('link', { name: /^Ticket / }).click();
  await page.getByText('Abgeschickt hat sie Ines Kraus über das gemeinsame Konto „Digitalteam Bamberg“.').waitFor();
  await page.getByText('Unterschrieben hat Jonas Abel über das gemeinsame Konto „Digitalteam Bamberg“.').waitFor();
  await look(page, 'team-ticket');
  await mailTo('anna@kommune.example', /Unterschrieben hat Jonas Abel/);
  await ended(shared, operator);
});
