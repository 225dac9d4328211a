import { describe, expect, it } from 'vitest';
import { euros } from '../../lib/euros.ts';
import { fromCents, isWhole, less, sum, typedEuros, typedShare } from './amounts.ts';

const plain = (text: string) => text.replace('\u00a0', ' ');

describe('amounts', () => {
  it('are written as the language writes them, exactly', () => {
    expect(plain(euros('1234567.00', 'de'))).toBe('1.234.567 €');
    expect(plain(euros('1234567.05', 'de'))).toBe('1.234.567,05 €');
    expect(plain(euros('1234567.05', 'en'))).toBe('1,234,567.05 €');
    expect(plain(euros('-12.50', 'de'))).toBe('−12,50 €');
    expect(plain(euros('99999999999.99', 'de'))).toBe('99.999.999.999,99 €');
  });

  it('are read as people type them', () => {
    for (const [typed, read] of [
      ['1234', '1234.00'],
      ['1234,5', '1234.50'],
      ['1234.50', '1234.50'],
      ['1.234,50 €', '1234.50'],
      ['1,234.50', '1234.50'],
      ['1.234.567', '1234567.00'],
      ['1.234', '1234.00'],
      ['007', '7.00'],
      ['', null],
      ['-5', null],
      ['1,2,3', null],
      ['12.34.56', null],
      ['1e5', null],
      ['999999999999', null],
    ] as const) {
      expect(typedEuros(typed), typed).toBe(read);
    }
  });

  it('are added without a float', () => {
    expect(sum(['0.10', '0.20'])).toBe('0.30');
    expect(less('1.00', '2.05')).toBe('-1.05');
    expect(fromCents(5n)).toBe('0.05');
    expect(fromCents(-5n)).toBe('-0.05');
  });
});

describe('shares', () => {
  it('are read as fraction or decimal, in lowest terms', () => {
    expect(typedShare('2/6')).toBe('1/3');
    expect(typedShare('0,25')).toBe('1/4');
    expect(typedShare('1')).toBe('1');
    expect(typedShare(' 0 ')).toBe('0');
    for (const wrong of ['', '4/3', '1/0', '50%', '1,5', '-1/2', '.5']) expect(typedShare(wrong), wrong).toBeNull();
  });

  it('are whole only when they are exactly', () => {
    expect(isWhole(['1/3', '1/3', '1/3'])).toBe(true);
    expect(isWhole(['33333333/100000000', '33333333/100000000', '33333333/100000000'])).toBe(false);
  });
});
