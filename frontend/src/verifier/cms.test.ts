import { expect, test } from 'vitest';
import { flipped } from '../../test/evidence.ts';
import { type Bytes, fromBase64, utf8 } from './bytes.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { fingerprintText, isSignedBy } from './cms.ts';

// Made with openssl cms -sign -cades and -keyopt rsa_padding_mode:pss, over the word that is checked below.
const rsaCertificate = [
  'MIIETDCCArSgAwIBAgIUG1UZtXA6feraaSfPQwLkYuI48xEwDQYJKoZIhvcNAQELBQAwLzEeMBwGA1UEAwwVU2NoYWx0ZXIgU2llZ2VsIChSU0',
  'EpMQ0wCwYDVQQKDARUZXN0MB4XDTI2MTEyMzAxMTU1NVoXDTM2MTEyMDAxMTU1NVowLzEeMBwGA1UEAwwVU2NoYWx0ZXIgU2llZ2VsIChSU0Ep',
  'MQ0wCwYDVQQKDARUZXN0MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEAxCl/yn1qJ/EVgFtXergLNc9NUoeA9xkhP94W3ltQrXmafJ',
  'qlHAqebTVNu7NutiWsFa5RKpBimNSQVTHxVALwwEHQmI/dtzR0cXDtOlhxLDdzFMxlsazidFeBPqb9UQDzq9PkNeaRlr98mj0psbJ5KA40touN',
  'Najq0gQL3xGePmNqH0SaZ16eZO8nUF5LRxoS4Xtv5yj4gZzJGeFmy3sPOIW2Imjanh5CMtFa10RWLWnOVxOV6y33LV+uYiY5DXrwACp723qFom',
  'F3azY3yOQPUerD23iL5P2c743HM/F5VAXyl/c5EnMpmNmQPICATrnQs98sKRoTTtQ6ha/jDro0AyPoGYGhUF1zoMxmf+lsQN//3o6F6g0CBZFg',
  'TxkKC7dkBdFOpWd1r5PFLSQfQKxcI0pv0DlIRti94AAbYape6fHv4tq9KH0q43AZJ09jBL4Uh7CDh0u67qwPSQ4YkuhV6ayBnAUj8MLnN6j+ZH',
  '2syoDqEeNh21VyzWMN+rwTjMk/AgMBAAGjYDBeMB0GA1UdDgQWBBTuCszW+bQvOUh72SGCAjLMiSbZIjAfBgNVHSMEGDAWgBTuCszW+bQvOUh7',
  '2SGCAjLMiSbZIjAPBgNVHRMBAf8EBTADAQH/MAsGA1UdDwQEAwIHgDANBgkqhkiG9w0BAQsFAAOCAYEAL0IK198tjFSyJOt8XOcrPeM/PyNuK5',
  'qBlhl9gQaL1gKIL5hBeMA7mG1WDzhQCdJ5MmaTScsUNcQQQ2Sksobo9E5x1CCcPXvKyny33l/9aWGMeRMav+JhI3+53H2uRnYzHSvqrpTLprQ+',
  '078xZl7Cklu06x+hvExRVSkP4MaNcRhueLXNKQ5iXei6KfIlPMM17xLIzIUf9QjUEYVSuGKuMIkai93p+oAElx1nehb1Mlove4QRMoFyYUgveq',
  'GqI+dEsdgSk19ADwnqyuOBSHKbmwKbeAGN7mleN0QEhw+raWiHFChyaxLjh2y/Rq6Vnl6a/9yUlMvKj9SfOQPuC+SHi3vmWIbX+82qmnDEkZs2',
  '3cW8tCsjo7tMxS6TRTc0W2slqFga93+ABmH9L8bd/qbxPS19Mp1YxerUH3GPdEmrkOJ42exPlVFS/jy4+lTQZR2+9HQtj8BDbG2+NJ845flM13',
  'VMHm6eUHoro/Vy5uWNXs+CZJwdLhqAAfzbeUK1Ljk9',
].join('');
const rsaSignature = [
  'MIIHoQYJKoZIhvcNAQcCoIIHkjCCB44CAQExDTALBglghkgBZQMEAgEwCwYJKoZIhvcNAQcBoIIEUDCCBEwwggK0oAMCAQICFBtVGbVwOn3q2m',
  'knz0MC5GLiOPMRMA0GCSqGSIb3DQEBCwUAMC8xHjAcBgNVBAMMFVNjaGFsdGVyIFNpZWdlbCAoUlNBKTENMAsGA1UECgwEVGVzdDAeFw0yNjEx',
  'MjMwMTE1NTVaFw0zNjExMjAwMTE1NTVaMC8xHjAcBgNVBAMMFVNjaGFsdGVyIFNpZWdlbCAoUlNBKTENMAsGA1UECgwEVGVzdDCCAaIwDQYJKo',
  'ZIhvcNAQEBBQADggGPADCCAYoCggGBAMQpf8p9aifxFYBbV3q4CzXPTVKHgPcZIT/eFt5bUK15mnyapRwKnm01TbuzbrYlrBWuUSqQYpjUkFUx',
  '8VQC8MBB0JiP3bc0dHFw7TpYcSw3cxTMZbGs4nRXgT6m/VEA86vT5DXmkZa/fJo9KbGyeSgONLaLjTWo6tIEC98Rnj5jah9EmmdenmTvJ1BeS0',
  'caEuF7b+co+IGcyRnhZst7DziFtiJo2p4eQjLRWtdEVi1pzlcTlest9y1frmImOQ168AAqe9t6haJhd2s2N8jkD1Hqw9t4i+T9nO+NxzPxeVQF',
  '8pf3ORJzKZjZkDyAgE650LPfLCkaE07UOoWv4w66NAMj6BmBoVBdc6DMZn/pbEDf/96OheoNAgWRYE8ZCgu3ZAXRTqVnda+TxS0kH0CsXCNKb9',
  'A5SEbYveAAG2GqXunx7+LavSh9KuNwGSdPYwS+FIewg4dLuu6sD0kOGJLoVemsgZwFI/DC5zeo/mR9rMqA6hHjYdtVcs1jDfq8E4zJPwIDAQAB',
  'o2AwXjAdBgNVHQ4EFgQU7grM1vm0LzlIe9khggIyzIkm2SIwHwYDVR0jBBgwFoAU7grM1vm0LzlIe9khggIyzIkm2SIwDwYDVR0TAQH/BAUwAw',
  'EB/zALBgNVHQ8EBAMCB4AwDQYJKoZIhvcNAQELBQADggGBAC9CCtffLYxUsiTrfFznKz3jPz8jbiuagZYZfYEGi9YCiC+YQXjAO5htVg84UAnS',
  'eTJmk0nLFDXEEENkpLKG6PROcdQgnD17ysp8t95f/WlhjHkTGr/iYSN/udx9rkZ2Mx0r6q6Uy6a0PtO/MWZewpJbtOsfobxMUVUpD+DGjXEYbn',
  'i1zSkOYl3ouinyJTzDNe8SyMyFH/UI1BGFUrhirjCJGovd6fqABJcdZ3oW9TJaL3uEETKBcmFIL3qhqiPnRLHYEpNfQA8J6srjgUhym5sCm3gB',
  'je5pXjdEBIcPq2lohxQocmsS44dsv0aulZ5emv/clJTLyo/UnzkD7gvkh4t75liG1/vNqppwxJGbNt3FvLQrI6O7TMUuk0U3NFtrJahYGvd/gA',
  'Zh/S/G3f6m8T0tfTKdWMXq1B9xj3RJq5DieNnsT5VRUv48uPpU0GUdvvR0LY/AQ2xtvjSfOOX5TNd1TB5unlB6K6P1cubljV7PgmScHS4agAH8',
  '23lCtS45PTGCAxcwggMTAgEBMEcwLzEeMBwGA1UEAwwVU2NoYWx0ZXIgU2llZ2VsIChSU0EpMQ0wCwYDVQQKDARUZXN0AhQbVRm1cDp96tppJ8',
  '9DAuRi4jjzETALBglghkgBZQMEAgGggfAwGAYJKoZIhvcNAQkDMQsGCSqGSIb3DQEHATAcBgkqhkiG9w0BCQUxDxcNMjYxMTIzMDExNTU1WjAv',
  'BgkqhkiG9w0BCQQxIgQgPMRlWSRdo3hrIS9fKr3o5EF5v/9CgC4CvL0oq/O6wAkwgYQGCyqGSIb3DQEJEAIvMXUwczBxMG8EIDhNIgdt2tZo9o',
  'nfoCN7ywIiuVU5VozIrG201ZijuaEVMEswM6QxMC8xHjAcBgNVBAMMFVNjaGFsdGVyIFNpZWdlbCAoUlNBKTENMAsGA1UECgwEVGVzdAIUG1UZ',
  'tXA6feraaSfPQwLkYuI48xEwQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAg',
  'EgBIIBgA+j6Jxg/4JlDGFTTS3zgBAzPKbwtEduUGpt7kviLvV+Fd+EqfwJ6cCmtqaNZG6x29QqnmLgsNIeHVb7qUHxVBfcs0HR9e13Q5cQrYve',
  'KdctNmpxI5NyWz/H4eiiQAt34tIcYvt49iQeiw/NiKvgF9T1/gO+b5sSQkBYcjSbXbeSFkeZ4QEHBMQV02d3SBVpviutf3G4aPUDe+hzYsQ+e7',
  'G7rQoG2ZeiXzGjvw6wYLQ8sE0MDCN5I3ER+m/ZMga4V0/RmNGXpvpxnIc1LPIRggOkwmq12BbuKLZM6dq878d64M3bwdGaxciWJgPMH2RUm3j1',
  't92m5EkpF2rfMtiEL0nepryuNqG8muc2lTFsei8AFg62oXVAftsYY2dAGSH+9asu2wDYOvAt+hLzz+P1+YY/P0mduTTg47mXC9UvPUe1vvtn0H',
  'j5uonbcVERYl0jP5Rxha3hWyEStlanVo2Iuy6voX9z0Z6dxAPst1+q5vxGSNCVe5JKuCDVkiKvwDmLag==',
].join('');

const [certificate] = readCertificates(
  utf8(`-----BEGIN CERTIFICATE-----\n${rsaCertificate.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`),
) as [Certificate];
const signature = fromBase64(rsaSignature) as Bytes;
const content = utf8('Inhalt');

test('a seal with an RSA key signs by RSASSA-PSS', async () => {
  expect(certificate.subject).toBe('Schalter Siegel (RSA), Test');
  expect(fingerprintText(certificate)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(await isSignedBy([certificate], signature, content)).toBe(true);
});

test('another content does not fit', async () => {
  expect(await isSignedBy([certificate], signature, utf8('Inhalte'))).toBe(false);
});

test('another certificate does not fit, though it has the same key', async () => {
  const other = { ...certificate, fingerprint: flipped(certificate.fingerprint, 0) };
  expect(await isSignedBy([other], signature, content)).toBe(false);
  const serial = { ...certificate, serial: flipped(certificate.serial, 5) };
  expect(await isSignedBy([serial], signature, content)).toBe(false);
});

test('no byte of what is signed or of the signature can be turned', async () => {
  // The signature's value stands last, with 384 bytes; the attributes begin with the type of what is signed.
  const attributes = Buffer.from(signature).lastIndexOf(Buffer.from('2a864886f70d010903', 'hex'));
  const places = [...Array(20).keys()].flatMap((n) => [attributes + n * 6, signature.length - 1 - n * 19]);
  for (const at of places) {
    expect(await isSignedBy([certificate], flipped(signature, at), content), `byte ${at}`).toBe(false);
  }
});

test('a PEM file that is cut has no certificate', () => {
  expect(
    readCertificates(utf8(`-----BEGIN CERTIFICATE-----\n${rsaCertificate.slice(0, 400)}\n-----END CERTIFICATE-----`)),
  ).toEqual([]);
});
