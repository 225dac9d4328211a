import { expect, test } from 'vitest';
import { parseMarkdown, parseSpans } from './markdown.ts';

test('headings, paragraphs and lists are told apart without blank lines between them', () => {
  const got = parseMarkdown('# Titel\nErster Satz,\nweiter.\n- eins\n- zwei\n  weiter\n\n1. a\n2. b');
  expect(got).toEqual([
    { kind: 'heading', level: 2, spans: [{ text: 'Titel' }] },
    { kind: 'paragraph', spans: [{ text: 'Erster Satz, weiter.' }] },
    { kind: 'list', ordered: false, items: [[{ text: 'eins' }], [{ text: 'zwei weiter' }]] },
    { kind: 'list', ordered: true, items: [[{ text: 'a' }], [{ text: 'b' }]] },
  ]);
});

test('only web, mail, phone and own addresses become links', () => {
  expect(
    parseSpans('[a](https://x.example) [b](/rechtliches/impressum) [c](javascript:alert) [d](//evil.example)'),
  ).toEqual([
    { text: 'a', href: 'https://x.example' },
    { text: ' ' },
    { text: 'b', href: '/rechtliches/impressum' },
    { text: ' ' },
    { text: 'c' },
    { text: ' ' },
    { text: 'd' },
  ]);
});

test('HTML stays text', () => {
  expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
    { kind: 'paragraph', spans: [{ text: '<script>alert(1)</script>' }] },
  ]);
});
