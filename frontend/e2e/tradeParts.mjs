// What the journeys of orders and contracts share: people of the market, who sign in by password or by certificate, and their pages.
import assert from 'node:assert/strict';
import { signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

export const people = {
  buyer: 'buyer@demo.example',
  preparer: 'buyer2@demo.example',
  union: 'union@demo.example',
  intermediary: 'baykommun@demo.example',
  operator: 'operator@demo.example',
};

export const desktop = { viewport: { width: 1280, height: 900 } };
export const phone = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true };

/** A window of somebody who is signed in, at a page. */
export async function enter(browser, email, path, options = desktop) {
  const window = await visit(browser, options);
  await signIn(window.page, email);
  await window.page.goto(path);
  return window;
}

/** Closes windows; no page may have broken, reported to the CSP or reached another origin. */
export async function ended(...windows) {
  for (const { context, faults } of windows) {
    assert.deepEqual(faults, []);
    await context.close();
  }
}

export const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

/** At the demonstration's provider of certificates: chooses one, and waits until one is back. */
export async function chooseCertificate(page, name, back) {
  await page.waitForURL('**/demo/konto/**');
  await page.getByLabel(name).check();
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL(back);
}

const next = (page) => page.getByRole('button', { name: 'Speichern und weiter' }).click();

/**
 * Answers all steps of an order, from where it begins to the check page. `places` are the members to order for, where there are
 * several; `inUse` the links of a service that is in use already.
 */
export async function fillOrder(page, { places = [], inUse = [], where = 'order' } = {}) {
  await heading(page, 'Für wen bestellen Sie?');
  await look(page, `${where}: for whom`);
  for (const place of places) await page.getByRole('checkbox', { name: place }).check();
  await page.getByRole('button', { name: 'Bestellung beginnen' }).click();
  await heading(page, 'Ist die Leistung schon im Einsatz?');
  await page.getByRole('radio', { name: inUse.length > 0 ? /^Ja/ : /^Nein/ }).check();
  for (const [index, link] of inUse.entries()) await page.getByLabel(/^Link/).nth(index).fill(link);
  await look(page, `${where}: in use`);
  await next(page);
  await heading(page, 'Mit welchem Fachverfahren arbeiten Sie?');
  await page.getByRole('radio', { name: /Keines, oder noch nicht bekannt/ }).check();
  await look(page, `${where}: procedure`);
  await next(page);
  await heading(page, 'Wer richtet die Leistung ein?');
  for (const party of await page.getByRole('radio', { name: /Niemand, oder noch nicht bekannt/ }).all())
    await party.check();
  await look(page, `${where}: parties`);
  await next(page);
  await heading(page, 'Wer ist bei Ihnen ansprechbar?');
  for (const [group, name] of [
    ['Fachlicher Kontakt', 'Anna Fach'],
    ['Technischer Kontakt', 'Theo Technik'],
  ]) {
    const contact = page.getByRole('group', { name: group });
    await contact.getByLabel('Name').fill(name);
    await contact.getByLabel('E-Mail-Adresse').fill(`${name.split(' ')[0].toLowerCase()}@kommune.example`);
  }
  await look(page, `${where}: contacts`);
  await next(page);
  if (inUse.length === 0) {
    await page
      .getByRole('heading', { level: 1, name: /^(Was braucht die Einrichtung|Wann möchten Sie beginnen)\?$/ })
      .waitFor();
    if (await page.getByRole('heading', { level: 1, name: 'Was braucht die Einrichtung?' }).isVisible()) {
      await look(page, `${where}: parameters`);
      await next(page);
    }
    await heading(page, 'Wann möchten Sie beginnen?');
  } else {
    await heading(page, 'Möchten Sie noch etwas dazu sagen?');
  }
  await page.getByLabel(/^Anmerkung/).fill('Bitte mit dem Gewerbeamt abstimmen.');
  await look(page, `${where}: wish`);
  await next(page);
  await heading(page, 'Bestellung prüfen');
  await page.getByRole('region', { name: 'Was das kostet' }).waitFor();
  await look(page, `${where}: check`);
}

/** Acknowledges the costs of interfaces and sends what stands on the check page. */
export async function sendOrder(page) {
  await page.getByRole('checkbox', { name: /Kosten der Schnittstellen selbst trägt/ }).check();
  await page.getByRole('button', { name: /abschicken$/ }).click();
}

/** The operator decides about an order, on its page. */
export async function decide(page, reference, release, note) {
  await page.goto(`/betrieb/bestellungen/${reference}`);
  await page.getByRole('radio', { name: release ? 'Freigeben' : 'Zurückgeben' }).check();
  if (note) await page.getByLabel(/^Hinweis an die Kommune/).fill(note);
  await look(page, 'decision');
  await page.getByRole('button', { name: 'Entscheidung festhalten' }).click();
  await page.getByText(release ? 'Die Bestellung ist freigegeben.' : 'Die Bestellung ist zurückgegeben.').waitFor();
}
