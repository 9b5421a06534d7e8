// Photos go ahead of their form: chosen, pasted or dropped, one after another. Whatever fails here, the form itself sends them.
const files = list => [...list].filter(f => f.type.startsWith('image/'));
// What is pasted where the team alone reads is for the team alone.
const field = e => (e.target.closest?.('.private') || e.target.closest?.('form'))?.querySelector('input[data-up]');
const hold = (input, list) => {
  const all = new DataTransfer;
  list.forEach(f => all.items.add(f));
  input.files = all.files;
};
const queues = new WeakMap;
let line = Promise.resolve();

function ahead(input, more) {
  if (!more.length) return;
  const queue = queues.get(input) || [];
  queues.set(input, queue);
  queue.push(...more);
  hold(input, queue);
  line = line.then(() => send(input, queue));
}

async function send(input, queue) {
  const box = input.closest('.photos'), note = box.querySelector('[data-note]'), main = box.querySelector('input[data-up]'), { up, sending, failed } = main.dataset;
  if (!queue.length) return;
  note.textContent = sending;
  try {
    while (queue.length) {
      const body = new FormData;
      body.append('n', box.querySelectorAll('[data-kept] > li').length + 1);
      body.append(input.name, queue[0], 'photo');
      const { r, page } = await new Promise((done, fail) => dispatchEvent(new CustomEvent('part', { detail: (ask, parse) => ask(up, 'photo', { method: 'POST', body }).then(async r => done({ r, page: parse(await r.text()) })).catch(fail) })));
      const kept = page.querySelector('li');
      if (r.status !== 422 && !kept) throw 0;
      // taken or refused for good: not to be sent again
      queue.shift();
      hold(input, queue);
      note.textContent = kept ? decodeURIComponent(r.headers.get('x-say') || '') : page.body.textContent;
      if (!kept) break;
      box.querySelector('[data-kept]').append(kept);
      kept.querySelector('input').dispatchEvent(new Event('change', { bubbles: true }));
    }
  } catch { note.textContent = failed }
}

addEventListener('change', e => e.target.matches?.('.photos input[type=file]:not([name=avatar])') && ahead(e.target, files(e.target.files)));
for (const kind of ['paste', 'drop']) addEventListener(kind, e => {
  const input = e.target.matches?.('textarea') && field(e), found = input ? files((e.clipboardData || e.dataTransfer).files) : [];
  if (!found.length) return;
  e.preventDefault();
  ahead(input, found);
});
addEventListener('dragover', e => e.target.matches?.('textarea') && field(e) && [...e.dataTransfer.types].includes('Files') && e.preventDefault());
// A form that still holds a photo goes as a whole page, with it.
addEventListener('submit', e => {
  if ([...e.target.querySelectorAll('input[type=file]')].some(i => i.files.length)) e.target.removeAttribute('data-swap');
}, true);
