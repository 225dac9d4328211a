// A mail server that takes every mail and keeps it as it came, and what a mail program shows of one.
import { once } from 'node:events';
import net from 'node:net';

/** One conversation by SMTP (RFC 5321), without extensions but 8BITMIME. */
function converse(socket, keep) {
  let [read, to, inData] = ['', '', false];
  const say = (line) => socket.write(`${line}\r\n`);
  const commands = {
    EHLO: () => say('250-mail.example\r\n250 8BITMIME'),
    MAIL: () => say('250 yes'),
    RCPT: (line) => {
      to = /<(.*)>/.exec(line)[1];
      say('250 yes');
    },
    DATA: () => {
      inData = true;
      say('354 go on');
    },
    QUIT: () => {
      say('221 bye');
      socket.end();
    },
  };
  say('220 mail.example ESMTP');
  socket.setEncoding('latin1').on('data', (part) => {
    read += part;
    for (;;) {
      const end = inData ? '\r\n.\r\n' : '\r\n';
      const at = read.indexOf(end);
      if (at < 0) return;
      const text = read.slice(0, at);
      read = read.slice(at + end.length);
      if (inData) {
        inData = false;
        keep(to, text.replaceAll('\r\n..', '\r\n.'));
        say('250 taken');
      } else {
        const command = commands[text.slice(0, 4).toUpperCase()];
        if (command) command(text);
        else say('502 not known here');
      }
    }
  });
  socket.on('error', () => socket.destroy());
}

const decoders = {
  base64: (text) => Buffer.from(text, 'base64'),
  'quoted-printable': (text) =>
    Buffer.from(
      text
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ),
};

/** Words of a header field as people read them (RFC 2047, UTF-8 only). */
const words = (field) =>
  field
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(.)\?(.*?)\?=/gi, (_, kind, text) =>
      (kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64')
        : decoders['quoted-printable'](text.replaceAll('_', ' '))
      ).toString(),
    );

/** The leaves of a mail: each with its fields and its decoded content. */
function leaves(text) {
  const at = text.indexOf('\r\n\r\n');
  const fields = new Map(
    text
      .slice(0, at)
      .replaceAll(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = text.slice(at + 4);
  const boundary = /boundary="?([^";]+)/.exec(fields.get('content-type') ?? '')?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    return parts.flatMap((part) => leaves(part.replace(/^\r\n/, '').replace(/\r\n$/, '')));
  }
  const decode = decoders[fields.get('content-transfer-encoding')] ?? ((plain) => Buffer.from(plain, 'latin1'));
  return [{ fields, content: decode(body) }];
}

/** A mail as a mail program shows it: subject, text and files. */
function shown(to, raw) {
  const parts = leaves(raw);
  const text = parts.find(({ fields }) => /^text\/plain/.test(fields.get('content-type') ?? 'text/plain'));
  const subject = /^Subject:((?:.|\r\n[ \t])*?)\r\n(?![ \t])/im.exec(raw)?.[1] ?? '';
  return {
    to,
    subject: words(subject.replaceAll('\r\n', '').trim()),
    text: text?.content.toString() ?? '',
    files: parts
      .filter(({ fields }) => /^attachment/.test(fields.get('content-disposition') ?? ''))
      .map(({ fields, content }) => ({ type: fields.get('content-type').split(';')[0], content })),
  };
}

/** Starts it at a port of a host; `mails` has what came, the oldest first. */
export async function startMailServer(host, port) {
  const mails = [];
  const server = net.createServer((socket) => converse(socket, (to, raw) => mails.push(shown(to, raw))));
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `smtp://${host}:${port}?starttls=never`,
    mails,
    stop: () => new Promise((stopped) => server.close(stopped)),
  };
}
