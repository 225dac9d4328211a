// Cuts KERN's Fira Sans down to the letters of everyday text, and puts the rest of DIN 91379 (names with rare letters)
// into a second file that browsers fetch only when a page shows one of them (unicode-range in src/styles/fonts.css).
import fs from 'node:fs';
import subsetFont from 'subset-font';

const source = 'node_modules/@kern-ux/native/dist/fonts/fira-sans';
const target = 'src/fonts';
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');

const everyday = `${range(0x20, 0x17f)}–—‘’‚“”„…€•·→←↑↓✓×−ẞ\u202f\u2011\u00ad`;
const rare = `${range(0x180, 0x24f)}${range(0x250, 0x2ff)}${range(0x300, 0x36f)}${range(0x1e00, 0x1eff)}${range(0x370, 0x3ff)}${range(0x400, 0x45f)}${range(0x2070, 0x20cf)}`;

fs.mkdirSync(target, { recursive: true });
for (const weight of ['Regular', 'SemiBold']) {
  const font = fs.readFileSync(`${source}/FiraSans-${weight}.woff2`);
  for (const [name, letters] of [
    ['everyday', everyday],
    ['rare', rare],
  ]) {
    const file = `${target}/fira-${weight.toLowerCase()}-${name}.woff2`;
    if (fs.existsSync(file)) continue;
    fs.writeFileSync(file, await subsetFont(font, letters, { targetFormat: 'woff2' }));
  }
}
