// Sign-in by organisation certificate at a provider that others wrote, in a program of its own that knows two of them.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { base, launch, visit } from './browser.mjs';
import { startProgram } from './program.mjs';
import { people, startProvider } from './provider.mjs';

const host = new URL(base).hostname;
const own = `http://${host}:8081`;
const issuer = `http://${host}:8090`;
let browser;
let provider;
let program;
let folder;

before(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'schalter-provider-'));
  provider = await startProvider(issuer, `${own}/auth/organisation/second/return`);
  const file = path.join(folder, 'logins.json');
  await fs.writeFile(file, JSON.stringify([provider.login]), { mode: 0o600 });
  program = await startProgram(host, 8081, { SCHALTER_ORGANISATION_LOGINS_FILE: file });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.stop();
  await provider?.stop();
  await fs.rm(folder, { recursive: true, force: true });
});

const { email, org, name } = people.vorsitz;

async function signInThere(page) {
  // The provider's own page asks for a font of another host, which is none of ours and not reached from here.
  await page.route('https://fonts.googleapis.com/**', (route) => route.abort());
  await page.goto('/anmelden');
  await page.getByRole('button', { name: 'Mit Organisationszertifikat anmelden (Zweites Unternehmenskonto)' }).click();
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.locator('input[name=login]').fill('vorsitz');
  await page.locator('input[name=password]').fill('of a test');
  await page.locator('button[type=submit]').click();
}

test('F24: a certificate of a second provider, written by others, signs in by the same door', async () => {
  const { context, page, faults } = await visit(browser, { baseURL: own });
  await signInThere(page);
  await page.waitForURL(`${own}/**`);
  await page.getByText(email).first().waitFor();
  await page.getByText(org).first().waitFor();
  await page.getByText(name).first().waitFor();
  assert.ok(!page.url().includes('code='), 'no code stays in the address');
  // What it said is bound to this browser's session, and is there after a reload.
  await page.reload();
  await page.getByText(email).first().waitFor();
  assert.deepEqual(
    faults.filter((fault) => !fault.startsWith(`foreign: ${issuer}`) && !fault.startsWith('foreign: https://fonts.')),
    [],
  );
  await context.close();
});

test('who gives up at the second provider comes back and is told so; the first one still works', async () => {
  const { context, page } = await visit(browser, { baseURL: own });
  await page.goto('/anmelden');
  await page.getByRole('button', { name: /Zweites Unternehmenskonto/ }).click();
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.getByRole('link', { name: /cancel/i }).click();
  await page.getByText('Sie haben die Anmeldung abgebrochen.').waitFor();
  await page.goto('/anmelden');
  await page
    .getByRole('button', { name: /^Mit Organisationszertifikat anmelden/ })
    .filter({ hasNotText: 'Zweites' })
    .click();
  await page.waitForURL('**/demo/konto/**');
  await context.close();
});
