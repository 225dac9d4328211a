import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

// As a deployment leaves it, or a second without network: what is not loaded yet does not come.
async function block(page, pattern) {
  let asked = 0;
  await page.route(pattern, (route) => {
    asked++;
    return asked % 2 ? route.abort() : route.fulfill({ status: 404, body: '' });
  });
  return { asked: () => asked, end: () => page.unroute(pattern) };
}

test('a page that cannot be loaded takes neither the shown one nor what was typed, and comes when it can', async () => {
  const ask = await as('citizen@demo.example');
  const { mailboxId } = await openMailbox(ask, 'Landeshauptstadt München', 'Neue Fassung');
  const { context, page, faults } = await visit(browser);
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${mailboxId}`);
  await page.getByRole('button', { name: /Nachricht an/ }).click();
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag, ich');
  const scripts = await block(page, /assets\/(accountRoutes|AccountPage)-.*\.js$/);
  await page.getByRole('link', { name: 'Konto' }).click();
  await page.getByText('Ein Teil der Anwendung fehlt noch').waitFor();
  assert.ok(scripts.asked() >= 2);
  assert.equal(await page.getByLabel('Ihre Nachricht').inputValue(), 'Guten Tag, ich');
  await page.getByLabel('Ihre Nachricht').fill('Guten Tag, ich schreibe weiter');
  await page.getByRole('button', { name: 'Seite neu laden' }).waitFor();
  await scripts.end();
  await page.getByRole('heading', { level: 1, name: 'Konto' }).waitFor({ timeout: 60_000 });
  await page.getByText('Ein Teil der Anwendung fehlt noch').waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('button', { name: /fortsetzen/ }).click();
  assert.equal(await page.getByLabel('Ihre Nachricht').inputValue(), 'Guten Tag, ich schreibe weiter');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a page whose styles are lost waits for them', async () => {
  const { context, page, faults } = await visit(browser);
  await page.goto('/');
  await page.getByRole('searchbox').fill('Gewerbe');
  // The entry of the history has them by now; the next page's has not.
  await page.waitForFunction(() => Boolean(history.state?.words));
  const styles = await block(page, /assets\/TrustPage-.*\.css$/);
  await page.getByRole('link', { name: 'Vertrauen und Schlüssel' }).click();
  await page.getByText('Ein Teil der Anwendung fehlt noch').waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), 'Gewerbe');
  await styles.end();
  await page.getByRole('heading', { level: 1, name: 'Vertrauen und Schlüssel' }).waitFor({ timeout: 60_000 });
  assert.equal(
    await page.evaluate(() => [...document.styleSheets].filter(({ href }) => /TrustPage/.test(href ?? '')).length),
    1,
  );
  assert.deepEqual(faults, []);
  await context.close();
});

test('a visit that begins while its page cannot be loaded shows the frame, and the page when it comes', async () => {
  const { context, page, faults } = await visit(browser);
  const scripts = await block(page, /assets\/TrustPage-.*\.js$/);
  await page.goto('/vertrauen');
  await page.getByText('Ein Teil der Anwendung fehlt noch').waitFor();
  await page.getByRole('link', { name: 'Registrieren' }).waitFor();
  await scripts.end();
  await page.getByRole('heading', { level: 1, name: 'Vertrauen und Schlüssel' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(faults, []);
  await context.close();
});

test('what offers to reload needs no chunk: it is there when the chunk with the banners is lost', async () => {
  const { context, page, faults } = await visit(browser);
  await block(page, /assets\/later-.*\.js$/);
  await page.goto('/vertrauen');
  await page.getByText('Ein Teil der Anwendung fehlt noch').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Vertrauen und Schlüssel' }).waitFor();
  const loads = page.waitForEvent('domcontentloaded');
  await page.getByRole('button', { name: 'Seite neu laden' }).click();
  await loads;
  assert.deepEqual(faults, []);
  await context.close();
});

test('what offers to reload is in English when the English texts are lost', async () => {
  const { context, page, faults } = await visit(browser);
  await page.addInitScript(() => localStorage.setItem('schalter.display', '{"locale":"en"}'));
  const texts = await block(page, /assets\/(frame|common)\.en-.*\.js$/);
  await page.goto('/vertrauen');
  await page.getByRole('button', { name: 'Reload page' }).waitFor();
  await texts.end();
  await page.getByRole('heading', { level: 1, name: 'Trust and keys' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(faults, []);
  await context.close();
});

test('a page that throws as it begins is not asked for again and again: the page says so and offers to reload', async () => {
  const { context, page } = await visit(browser);
  await page.goto('/');
  let asked = 0;
  await page.route(/assets\/TrustPage-.*\.js$/, (route) => {
    asked++;
    return route.fulfill({ contentType: 'text/javascript', body: "throw new Error('as it begins');" });
  });
  await page.getByRole('link', { name: 'Vertrauen und Schlüssel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Das hat nicht geklappt' }).waitFor();
  await page.getByText('Ein Teil der Anwendung ist fehlerhaft').waitFor();
  assert.equal(asked, 1);
  await page.unroute(/assets\/TrustPage-.*\.js$/);
  await page.getByRole('button', { name: 'Seite neu laden' }).click();
  await page.getByRole('heading', { level: 1, name: 'Vertrauen und Schlüssel' }).waitFor();
  await context.close();
});

test('a server that is there and does not say who is signed in lets one sign in, and is not stormed', async () => {
  const { context, page, faults } = await visit(browser);
  await signIn(page, 'citizen@demo.example');
  const asked = [];
  await page.route('**/auth/refresh', (route) => {
    asked.push(performance.now());
    if (asked.length > 1) return route.continue();
    return route.fulfill({
      status: 429,
      headers: { 'Retry-After': '8' },
      json: { errors: [{ message: 'Zu viele Anfragen.', extensions: { code: 'RATE_LIMITED' } }] },
    });
  });
  await page.goto('/postfach');
  await page.getByText('Ob Sie noch angemeldet sind').waitFor();
  await page.getByRole('link', { name: 'Anmelden' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Ihre Fallpostfächer' }).waitFor({ timeout: 60_000 });
  assert.equal(asked.length, 2);
  assert.ok(asked[1] - asked[0] >= 8000, `asked again after ${asked[1] - asked[0]} ms`);
  assert.deepEqual(faults, []);
  await context.close();
});
