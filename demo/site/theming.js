/** Sets the twelve tokens on the preview as they are typed, and says whether their contrast is enough. */
const { exampleSession } = await import('/safe-session/examples/example-session.js');

const COLOURS = ['surface', 'raised', 'text', 'quiet', 'accent', 'on-accent', 'line', 'focus', 'caution'];
const SIZES = ['font', 'radius', 'space'];

/** Colours in the order of `COLOURS`, then font, radius and space. */
const STARTS = {
  morning:
    '#f8f5ef #fffdf9 #21302e #536461 #2c5f5b #ffffff #8b9691 #7a3f00 #7a4b00|system-ui, sans-serif|0.875rem|1rem',
  clay: '#f7efe8 #fffaf5 #38261d #6d5547 #8a4326 #ffffff #a08574 #14507a #7a4b00|Georgia, serif|0.25rem|1.125rem',
  evening:
    '#141a26 #1d2534 #e6eaf2 #a9b4c6 #a7c4f2 #101a2b #6f7f9a #ffd08a #f0c27b|system-ui, sans-serif|1.25rem|1rem',
  plain:
    '#ffffff #ffffff #000000 #404040 #000000 #ffffff #595959 #0033cc #5c3a00|Verdana, sans-serif|0rem|0.875rem',
};

/** What has to be told apart, and how well (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS = [
  ['text', 'surface', 4.5],
  ['quiet', 'raised', 4.5],
  ['on-accent', 'accent', 4.5],
  ['accent', 'surface', 4.5],
  ['line', 'raised', 3],
  ['focus', 'surface', 3],
];

const form = document.querySelector('form');
const preview = document.querySelector('.preview');

form
  .querySelector('.tokens')
  .append(...COLOURS.map((name) => field(name, 'color')), ...SIZES.map((name) => field(name, 'text')));
document.querySelector('session-welcome').session = exampleSession();
document.querySelector('feedback-form').session = exampleSession({
  phase: { name: 'feedback', reason: 'finished' },
});
form.addEventListener('input', apply);
form.querySelector('.starts').addEventListener('click', ({ target }) => {
  if (target.value) startFrom(STARTS[target.value]);
});
startFrom(STARTS.morning);

function startFrom(start) {
  const [colours, ...sizes] = start.split('|');
  [...colours.split(' '), ...sizes].forEach((value, index) => {
    form.elements[[...COLOURS, ...SIZES][index]].value = value;
  });
  apply();
}

function apply() {
  const lines = [...COLOURS, ...SIZES].map((name) => [token(name), valueOf(name)]);
  for (const [name, value] of lines) preview.style.setProperty(name, value);
  // What the browser draws itself, such as a tick, follows the ground.
  preview.style.colorScheme = luminance(valueOf('surface')) < 0.2 ? 'dark' : 'light';
  form.querySelector('pre').textContent = [
    'safe-session {',
    ...lines.map(([name, value]) => `  ${name}: ${value};`),
    '}',
  ].join('\n');
  form.querySelector('.contrast').replaceChildren(...PAIRS.map(verdict));
}

function field(name, type) {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { name, type, spellcheck: false });
  label.append(token(name).replace('--safe-', ''), input);
  return label;
}

function token(name) {
  return COLOURS.includes(name) ? `--safe-color-${name}` : `--safe-${name}`;
}

function valueOf(name) {
  return form.elements[name].value;
}

function verdict([front, back, least]) {
  const ratio = contrast(valueOf(front), valueOf(back));
  const enough = ratio >= least ? 'enough' : `too little, at least ${least} is needed`;
  return Object.assign(document.createElement('li'), {
    textContent: `${front} on ${back}: ${ratio.toFixed(1)}, ${enough}`,
  });
}

/** The contrast ratio as WCAG 2.2 defines it. */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
