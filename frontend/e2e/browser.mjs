// What the journeys share: a real browser, people who sign in, and a watch on what a page must never do.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Where the program under test serves, without a slash at the end. */
export const base = (process.env.SCHALTER_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** Password of all demo accounts. */
export const password = 'schalter-demo-2026';

/** Debian's Chromium; closed by the caller. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.SCHALTER_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A window of its own. `faults` collects what no page may do: break, report to the CSP, or reach another origin. */
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ baseURL: base, locale: 'de-DE', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const own = options.baseURL ?? base;
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) faults.push(`csp: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== own) faults.push(`foreign: ${request.url()}`);
  });
  // An answer that a route is still altering has nobody left to read it: it must not fail a journey that is over.
  const close = context.close.bind(context);
  context.close = async (why) => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await close(why);
  };
  return { context, page, faults };
}

/** Alters each answer of the API on its way to the page, for what a journey cannot wait for. */
export function alterAnswers(page, alter) {
  return page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: alter(await response.text()) });
  });
}

/** Signs in by the form and waits for the page one is led to. */
export async function signIn(page, email) {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'));
}

/** Fails with what axe finds wrong on the page as it is now. Its source goes by CDP, because the CSP lets no script in. */
export async function assertAccessible(page, where) {
  // A colour on its way to another is neither of the two.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  );
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.evaluate', { expression: axeSource });
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.target.join(' ')).join(', '))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await cdp.detach();
  assert.deepEqual(JSON.parse(result.value), [], where);
}

/** Fails when the page is wider than its window. */
export async function assertFits(page, where) {
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `${scrollWidth} > ${clientWidth}` : '';
  });
  assert.equal(wide, '', `${where} scrolls sideways`);
}
