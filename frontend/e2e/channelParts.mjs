// What the journeys of the secure channel share: the tray, certificates, and a look at a page.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { assertAccessible, assertFits, base } from './browser.mjs';

/** Waits until something is there, at most ten seconds. */
export async function eventually(what, find) {
  for (let i = 0; i < 100; i++) {
    const found = await find();
    if (found) return found;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`${what} did not come`);
}

/** What would have left the building: mails or letters. */
export const tray = async (name) => (await fetch(`${base}/demo/${name}.json`)).json();

/** The link of the newest mail to an address. */
export const linkTo = (email) =>
  eventually(`a mail to ${email}`, async () => {
    const mail = (await tray('mails')).find(({ to, text }) => to === email && text.includes('#token='));
    return mail?.text.match(/\S+#token=\S+/)?.[0];
  });

/** How the simulated authority's mail server treats what comes. */
export async function behave(mode) {
  const { status } = await fetch(`${base}/demo/authority`, {
    method: 'POST',
    body: new URLSearchParams({ mode }),
    redirect: 'manual',
  });
  if (status >= 400) throw new Error(`the tray answers ${status}`);
}

/** Hands a plain mail to the gateway as a mail server does: by LMTP, at SCHALTER_LMTP. */
export async function deliver(from, subject, text, to = 'post@schalter.example') {
  const [host, port] = process.env.SCHALTER_LMTP.split(':');
  const socket = net.connect(Number(port), host).setEncoding('utf8');
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const mail = `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${encoded}\r\nDate: ${new Date().toUTCString()}\r\nMessage-ID: <${crypto.randomUUID()}@bamberg.example>\r\n\r\n${text}\r\n`;
  // The last line of an answer has a space behind its code.
  const lines = ['LHLO e2e', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${mail}.`, 'QUIT'];
  let read = '';
  for await (const part of socket) {
    read += part;
    if (!/^\d{3} .*\r\n$/m.test(read)) continue;
    if (!/^[23]/.test(read)) throw new Error(`the gateway answers ${read}`);
    read = '';
    const line = lines.shift();
    if (line === undefined) break;
    socket.write(`${line}\r\n`);
  }
}

/** An authority of the directory that is not connected yet, by its name. */
export async function unconnected(ask, name) {
  const { authorities } = await ask(
    'query ($n: String!) { authorities(search: $n, first: 10) { edges { node { id name reachability } } } }',
    { n: name },
  );
  const found = authorities.edges.find(({ node }) => node.name === name && node.reachability === 'NOT_CONNECTED');
  if (!found) throw new Error(`${name} is not there or connected already`);
  return found.node;
}

/** Makes a self-signed certificate by openssl; answers the paths of certificate, key and both together. */
export function makeCertificate({
  email,
  name = 'Poststelle zum Ausprobieren',
  days = 400,
  usage = 'digitalSignature,keyEncipherment',
  key = ['rsa:3072'],
}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'channel-'));
  const file = (name) => path.join(folder, name);
  const [cert, secret] = [file('zertifikat.pem'), file('schluessel.pem')];
  execFileSync(
    'openssl',
    // biome-ignore format: one option a line says less.
    ['req', '-x509', '-newkey', ...key, '-nodes', '-keyout', secret, '-out', cert, '-subj', `/CN=${name}`,
      '-addext', `subjectAltName=email:${email}`, '-addext', `keyUsage=critical,${usage}`, '-addext', 'extendedKeyUsage=emailProtection',
      '-addext', 'basicConstraints=critical,CA:FALSE', '-days', String(days)],
    { stdio: 'pipe' },
  );
  const both = file('beides.pem');
  fs.writeFileSync(both, fs.readFileSync(cert, 'utf8') + fs.readFileSync(secret, 'utf8'));
  const der = file('zertifikat.cer');
  execFileSync('openssl', ['x509', '-in', cert, '-outform', 'DER', '-out', der], { stdio: 'pipe' });
  return { cert, der, both };
}

/** Fails when the page is not accessible or scrolls sideways; takes its picture where SCHALTER_PICTURES names a folder. */
export async function look(page, where) {
  if (process.env.SCHALTER_PICTURES) {
    const { width } = page.viewportSize();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${process.env.SCHALTER_PICTURES}/${where}-${width}.png`, fullPage: true });
  }
  await assertFits(page, where);
  await assertAccessible(page, where);
}
