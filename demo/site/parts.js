/** The portal's own script: it lists what our elements tell it, and takes the consent like any other field. */
const LIMIT = 30;
const list = document.querySelector('#events');

function note(text) {
  const item = document.createElement('li');
  item.textContent = text;
  list.prepend(item);
  while (list.children.length > LIMIT) list.lastElementChild.remove();
}

document.addEventListener('session-request', ({ request }) => note(`session-request: ${request.type}`));
document.addEventListener('session-problem', ({ code }) => note(`session-problem: ${code}`));
document.addEventListener('session-receipt', ({ receipt }) => {
  const { decisions, document: text } = receipt.record;
  note(`session-receipt: ${decisions.length} answers to ${text.id} (${text.language})`);
});

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(event.target);
  document.querySelector('#sent').textContent =
    `A real portal would send ${[...data.keys()].join(', ')} now. This one sends nothing.`;
});
