/**
 * Every element in every named state of `safe-session/examples/…`. `#tag/state` leads to one of them; `?only=tag/state`
 * shows that one alone, with `theme`, `lang` and `width` as in the switches.
 */
const settings = new URLSearchParams(location.search);
const only = settings.get('only');

/** Steps first, then what stands beside them: the order in which a person meets them. */
const TAGS = [
  'session-welcome',
  'consent-form',
  'space-check',
  'tech-check',
  'waiting-room',
  'admission-desk',
  'session-room',
  'session-controls',
  'session-pause',
  'session-closing',
  'feedback-form',
  'support-card',
  'encryption-status',
  'safety-code',
];

const main = document.querySelector('main');
const nav = document.querySelector('nav');
const { exampleSession } = await import('/safe-session/examples/example-session.js');

if (only) {
  document.body.classList.add('only');
  const [tag, wanted] = only.split('/');
  const found = (await statesOf(tag)).find(({ name }) => slug(name) === slug(wanted));
  main.append(section(tag, found));
} else {
  for (const tag of TAGS) show(tag, await statesOf(tag));
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
followSettings();

/** What the session knows in each state, and what is set on the element itself where that is not all. */
async function statesOf(tag) {
  try {
    const { examples, properties = {} } = await import(`/safe-session/examples/${tag}.js`);
    return Object.keys(examples).map((name) => ({ name, example: examples[name], own: properties[name] }));
  } catch (error) {
    // The other elements are still worth seeing.
    console.error(`<${tag}> has no example states`, error);
    return [];
  }
}

function show(tag, states) {
  const list = create('ul');
  list.append(...states.map(({ name }) => create('li', {}, [link(tag, name)])));
  nav.append(create('h2', { textContent: tag }), list);
  main.append(...states.map((state) => section(tag, state)));
}

function link(tag, name) {
  return create('a', { href: `#${tag}/${slug(name)}`, textContent: name });
}

/** `Waiting, camera blocked` → `waiting-camera-blocked` */
function slug(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function section(tag, { name, example, own = {} }) {
  const element = create(tag, { session: exampleSession(example), ...own });
  const stage = create('div', { className: 'stage' }, [element]);
  const heading = create('h2', { textContent: `<${tag}> ${name}` });
  return create('section', { id: `${tag}/${slug(name)}`, className: 'state' }, [heading, stage]);
}

function create(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Switches start as the address says and work at once, without asking for the page again. */
function followSettings() {
  const form = document.querySelector('form');
  for (const { name } of form.elements) {
    if (settings.has(name)) form.elements[name].value = settings.get(name);
  }
  const apply = () => {
    const { theme, lang, width } = Object.fromEntries(new FormData(form));
    document.documentElement.dataset.theme = theme;
    document.body.classList.remove('phone', 'tablet', 'full');
    document.body.classList.add(width);
    for (const element of document.querySelectorAll('.stage > *')) {
      element.setAttribute('theme', theme);
      element.lang = lang;
    }
  };
  form.addEventListener('change', apply);
  apply();
}
