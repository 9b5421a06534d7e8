// The desk: keys that press what stands on the page, the list's current row, times that run, the command palette, new
// rows, who is here. Single letters only where `data-letters` says that they are wanted.
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const letters = $('script[data-letters]'), list = $('[data-rows]'), lang = document.documentElement.lang;
const part = (url, id, then) => dispatchEvent(new CustomEvent('part', { detail: async (ask, parse, ready) => {
  let found;
  try { const r = await ask(url, id); if (r.ok) { found = parse(await r.text()).getElementById(id); ready(found) } } catch { }
  then(found);
} }));
const rows = () => list ? $$('[data-row]', list) : [];
const say = t => { const live = $('#live'); if (live) live.textContent = t };

// The current row: its buttons show, its panel stands beside the list.
let cur = rows().findIndex(r => r.hasAttribute('data-cur')), wait;
function go(i, focus = true) {
  const all = rows(), row = all[cur = Math.max(0, Math.min(i, all.length - 1))];
  if (!row) return;
  for (const r of all) r.toggleAttribute('data-cur', r === row);
  if (focus) { $('h2 a', row).focus({ preventScroll: true }); row.scrollIntoView({ block: 'nearest' }) }
  clearTimeout(wait);
  wait = setTimeout(() => part(row.dataset.panel, 'panel', p => p && rows()[cur] === row && $('#panel')?.replaceWith(p)), 200);
}
if (list) {
  list.dataset.js = '';
  if (new URL(location).searchParams.has('row')) { const a = $('h2 a', rows()[cur]); a?.focus({ preventScroll: true }); a?.scrollIntoView({ block: 'center' }) }
  for (const kind of ['click', 'focusin']) list.addEventListener(kind, e => {
    const at = rows().indexOf(e.target.closest('[data-row]'));
    if (at >= 0 && at !== cur) go(at, false);
  });
}

// Whoever goes to a form wants to write in it.
const into = hash => hash && ($(hash + ' textarea,' + hash + ' input:not([type=hidden])') || $(hash + ' select,' + hash + ' a'))?.focus();
// a browser looks at the part it was sent to when all is there, and then forgets who had the cursor
if (/^#(reply|canned|notes|outcome)$/.test(location.hash)) addEventListener('load', () => setTimeout(into, 0, location.hash));

// A chord is g and a letter. What is pressed has the letter in data-key: in the current row, else anywhere.
let chord = '', chords;
addEventListener('keydown', e => {
  const k = e.key === 'Enter' && e.target === document.body ? 'o' : e.key;
  if ((e.ctrlKey || e.metaKey) && k === 'k' && !e.target.closest('textarea')) { e.preventDefault(); return open() }
  if (!letters || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || k.length > 1 || e.target.closest('input:not([type=checkbox]),textarea,select,[contenteditable],dialog')) return;
  const by = { j: 1, k: -1 }[k];
  if (by && list && !chord) { e.preventDefault(); return go(cur + by) }
  if (k === 'g' && !chord) { chord = 'g '; chords = setTimeout(() => chord = '', 1500); return }
  const s = `[data-key="${CSS.escape(chord + k)}"]`, row = rows()[cur];
  clearTimeout(chords); chord = '';
  const to = (row && $(s, row)) || $$(s).find(b => !b.closest('[data-row]')) || (k === '?' && $('[data-keys]')) || (k === '/' && $('.find input'));
  if (!to) return;
  e.preventDefault();
  to.matches('textarea,input:not([type=checkbox])') ? to.focus() : to.click();
  if (to.getAttribute('href')?.startsWith('#')) into(to.hash);
  if (to.matches('summary')) $('select,textarea,input:not([type=hidden])', to.parentNode)?.focus();
});

// What needs a word more opens its form here; without this script it is a page.
const dialog = (...inside) => {
  const d = document.createElement('dialog');
  d.append(...inside);
  document.body.append(d);
  d.addEventListener('close', () => d.remove());
  d.addEventListener('click', e => { if (e.target.closest('[data-close]')) { e.preventDefault(); d.close() } });
  d.showModal();
  return d;
};
addEventListener('submit', e => {
  const b = e.submitter, form = e.target;
  if (!b || b.getAttribute('formmethod') !== 'get') return;
  e.preventDefault();
  const url = new URL(form.getAttribute('action'), location);
  url.search = new URLSearchParams(new FormData(form, b));
  part(url, 'act', f => {
    if (!f) return location.assign(url);
    const d = dialog(f), h = $('h1,h2', f);
    if (h) d.setAttribute('aria-label', h.textContent);
    ($('[autofocus]', d) || $('input:not([type=hidden]),select,textarea', d))?.focus();
  });
});
for (const f of $$('form[data-auto]')) f.addEventListener('change', () => f.requestSubmit());
for (const b of $$('[data-all]')) { b.hidden = false; b.addEventListener('change', () => { for (const x of $$('[data-row] input[type=checkbox]')) x.checked = b.checked }) }

// Ctrl+K: every link and button of the page by its words.
function open() {
  if ($('dialog')) return;
  const found = $('#palette'), box = found.content.cloneNode(true), d = dialog(box), input = $('input', d), out = $('ul', d), seen = new Set;
  d.className = 'palette';
  d.setAttribute('aria-label', $('label', d).textContent);
  const words = x => { const c = x.cloneNode(true); $$('[aria-hidden]', c).map(h => h.remove()); return (x.getAttribute('aria-label') || c.textContent).replace(/\s+/g, ' ').trim() };
  const all = $$('a[href]:not(.skip),button').filter(x => !x.closest('dialog') && (!x.closest('[data-row]') || x.closest('[data-cur]'))).map(x => [x, words(x)]).filter(([, t]) => t && !seen.has(t) && seen.add(t));
  const fold = t => t.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const draw = () => {
    const asked = fold(input.value).split(' ');
    out.replaceChildren(...all.filter(([, t]) => asked.every(w => fold(t).includes(w))).slice(0, 12).map(([x, t]) => {
      const li = document.createElement('li'), b = document.createElement('button');
      b.type = 'button'; b.className = 'btn quiet'; b.textContent = t;
      b.onclick = () => { d.close(); x.click() };
      li.append(b);
      return li;
    }));
  };
  input.oninput = draw;
  d.addEventListener('keydown', e => {
    const bs = $$('li button', d), at = bs.indexOf(document.activeElement), by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) { e.preventDefault(); (bs[at + by] || input).focus() }
    if (e.key === 'Enter' && at < 0) { e.preventDefault(); bs[0]?.click() }
  });
  draw();
  input.focus();
}

// Times left, each half minute; only a deadline that passes is said.
const span = ms => {
  const m = Math.floor(Math.abs(ms) / 6e4), h = Math.floor(m / 60), nb = '\u00a0';
  return h < 1 ? m + nb + 'min' : h < 24 ? h + nb + 'h' + nb + String(m % 60).padStart(2, 0) : Math.floor(h / 24) + nb + (lang === 'fr' ? 'j' : 'd') + (h < 240 ? nb + h % 24 + nb + 'h' : '');
};
setInterval(() => {
  for (const t of $$('[data-due]')) {
    const ms = Date.parse(t.dataset.due) - Date.now(), late = ms < 0;
    $('b', t).textContent = (late ? '+' : '') + span(ms);
    if (late && !t.classList.contains('late')) { t.className = 'sla late'; say($('h2', t.closest('[data-row]'))?.textContent + ' ' + t.textContent) }
  }
}, 3e4);

// New rows are announced and move nothing. A page that nobody sees does not listen.
const fresh = $('[data-events]');
if (fresh) {
  let source;
  const listen = () => {
    if (document.hidden) { source?.close(); source = null; return }
    if (source) return;
    source = new EventSource(fresh.dataset.events);
    source.onmessage = e => { fresh.textContent = e.data; fresh.hidden = !e.data; say(e.data) };
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}

// "I am here", said while the page is seen; "I am writing" once something is typed.
const here = $('[data-here]');
if (here) {
  let writing = false;
  const tell = state => fetch(here.dataset.here, { method: 'POST', headers: { 'X-Fragment': 'here' }, body: new URLSearchParams({ state }), keepalive: true }).catch(() => { });
  const beat = () => document.hidden || tell(writing ? 'writing' : 'looking');
  addEventListener('input', e => { if (!writing && e.target.matches('textarea')) { writing = true; beat() } });
  addEventListener('pagehide', () => tell('gone'));
  setInterval(beat, 3e4);
  beat();
}
for (const a of $$('[data-load]')) part(a.href, a.dataset.load, p => p && a.replaceWith(p));
