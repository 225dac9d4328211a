import { expect, test } from 'vitest';
import { largestFile, readCertificateFile, readCertificateText } from './certificateFile.ts';

const der = (...bytes: number[]) => new Blob([Uint8Array.from(bytes)]);
// SEQUENCE of 10 bytes that begins with a SEQUENCE, as a certificate does.
const certificate = [0x30, 0x0a, 0x30, 0x08, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01];
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const refusal = (reason: string) => ({ kind: 'refused', reason });

test('a DER certificate goes as base64', async () => {
  expect(await readCertificateFile(der(...certificate))).toEqual({ kind: 'der', der: 'MAowCKADAgECAgEB' });
});

test('a certificate of the usual length, with two bytes of length, is one too', async () => {
  expect(await readCertificateFile(der(0x30, 0x82, 0x03, 0x00, 0x30, 0x82))).toMatchObject({ kind: 'der' });
});

test('a P7B bundle goes as base64, also with an indefinite length', async () => {
  expect(await readCertificateFile(der(0x30, 0x0b, 0x06, 0x09, 0x2a))).toMatchObject({ kind: 'der' });
  expect(await readCertificateFile(der(0x30, 0x80, 0x06, 0x09, 0x2a))).toMatchObject({ kind: 'der' });
});

test('a PEM file goes as text', async () => {
  expect(await readCertificateFile(new Blob([pem]))).toEqual({ kind: 'pem', pem });
});

test('base64 without its lines is understood', async () => {
  const long = Uint8Array.from([0x30, 0x82, 0x00, 0x04, 0x30, 0x82, 0x00, 0x00]);
  const text = btoa(String.fromCharCode(...long));
  expect(await readCertificateFile(new Blob([text]))).toEqual({ kind: 'der', der: text });
});

test('what holds a private key is refused, in every form', async () => {
  expect(readCertificateText(`${pem}-----BEGIN PRIVATE KEY-----\nAAAA`)).toEqual(refusal('privateKey'));
  expect(readCertificateText('-----BEGIN RSA PRIVATE KEY-----\nAAAA')).toEqual(refusal('privateKey'));
  // PKCS#12 begins with version 3, PKCS#8 with version 0.
  expect(await readCertificateFile(der(0x30, 0x82, 0x0a, 0x00, 0x02, 0x01, 0x03, 0x30))).toEqual(refusal('privateKey'));
  expect(await readCertificateFile(der(0x30, 0x10, 0x02, 0x01, 0x00, 0x30))).toEqual(refusal('privateKey'));
});

test('other files and empty ones are refused as unreadable', async () => {
  expect(await readCertificateFile(new Blob(['Guten Tag']))).toEqual(refusal('unreadable'));
  expect(await readCertificateFile(new Blob([]))).toEqual(refusal('unreadable'));
  expect(await readCertificateFile(der(0x30, 0x03, 0x0c, 0x01, 0x41))).toEqual(refusal('unreadable'));
});

test('what is too large is not read', async () => {
  expect(await readCertificateFile(new Blob([new Uint8Array(largestFile + 1)]))).toEqual(refusal('tooLarge'));
});
