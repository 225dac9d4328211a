import { describe, expect, it } from 'vitest';
import { question, readAssumptions, serviceProblems, writeAssumptions } from './assumptions.ts';

const base = {
  year: 2026,
  stateShare: '1/2',
  positions: [
    {
      name: 'Wohngeld',
      totalCost: '1840000.00',
      stateOnlyCost: '240000.00',
      levels: [{ level: 'LANDKREIS', share: '1' }],
    },
    {
      name: 'Betrieb',
      totalCost: '1000000.50',
      stateOnlyCost: '0.00',
      levels: ['GEMEINDE', 'LANDKREIS', 'BEZIRK'].map((level) => ({ level, share: '1/3' })),
    },
  ],
};

describe('assumptions', () => {
  it('begin as the year, and its address says nothing but the year', () => {
    const same = readAssumptions(base, {});
    expect(writeAssumptions(base, same)).toEqual({ jahr: '2026' });
    expect(question(base, same)).toEqual({
      basis: {
        year: 2026,
        stateShare: '1/2',
        positions: base.positions.map((one) => ({ ...one, levels: one.levels })),
      },
      populations: [],
    });
  });

  it('come back from their address as they were', () => {
    const begun = readAssumptions(base, {});
    const assumed = {
      ...begun,
      stateShare: '0,6',
      place: '094610000000',
      people: '80000',
      services: begun.services.map((one, index) =>
        index === 0
          ? { ...one, included: false, total: '2.000.000,50' }
          : { ...one, gemeinde: '1/2', landkreis: '1/2', bezirk: '0' },
      ),
      further: [
        {
          key: 'x',
          name: 'Neu: ein Dienst',
          included: true,
          total: '100',
          stateOnly: '0',
          gemeinde: '1',
          landkreis: '0',
          bezirk: '0',
        },
      ],
    };
    const search = writeAssumptions(base, assumed);
    expect(search).toEqual({
      jahr: '2026',
      staat: '3/5',
      ort: '094610000000',
      leute: '80000',
      ohne: ['1'],
      kosten: ['1:2000000.50'],
      teil: ['2:1/2:1/2:0'],
      neu: ['100.00:0.00:1:0:0:Neu: ein Dienst'],
    });
    const again = readAssumptions(base, search);
    expect(writeAssumptions(base, again)).toEqual(search);
    expect(question(base, again)).toEqual(question(base, assumed));
    expect(question(base, again)?.basis.positions.map(({ name }) => name)).toEqual(['Betrieb', 'Neu: ein Dienst']);
    expect(question(base, again)?.populations).toEqual([{ ars: '094610000000', population: 80000 }]);
  });

  it('pass over what an address makes up', () => {
    const odd = readAssumptions(base, {
      staat: '7',
      kosten: ['9:1.00', '1:x', ':'],
      teil: ['1:1'],
      ort: '<b>',
      leute: '-1',
      ohne: ['x'],
    });
    expect(odd).toEqual(readAssumptions(base, {}));
  });

  it('say what is wrong, and are not computed until it is right', () => {
    const begun = readAssumptions(base, {});
    const wrong = {
      ...begun.services[0],
      total: '1',
      stateOnly: '2',
      gemeinde: '1/2',
      name: ' ',
    } as (typeof begun.services)[0];
    expect(serviceProblems(wrong)).toEqual(['name', 'stateOnlyMore', 'sum']);
    expect(question(base, { ...begun, services: [wrong] })).toBeNull();
    expect(question(base, { ...begun, services: [{ ...wrong, included: false }] })?.basis.positions).toEqual([]);
    expect(question(base, { ...begun, stateShare: '2' })).toBeNull();
    expect(question(base, { ...begun, people: 'viele' })).toBeNull();
  });
});
