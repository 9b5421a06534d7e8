// What scripts add to pages that work without them. One Trusted Types policy; no markup is made from text.
// (The build takes comments and indentation away: keep strings on one line.)
const policy = window.trustedTypes?.createPolicy('marge', { createHTML: s => s });
const parse = s => new DOMParser().parseFromString(policy ? policy.createHTML(s) : s, 'text/html');
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const on = (kind, act) => addEventListener(kind, act);
const live = $('#live');
const say = t => { if (live && t) { live.textContent = ''; requestAnimationFrame(() => live.textContent = t) } };
const said = r => say(decodeURIComponent(r.headers.get('x-say') || ''));
const later = (wait, act, timer) => () => { clearTimeout(timer); timer = setTimeout(act, wait) };
const ask = (url, id, more) => fetch(url, { ...more, headers: { 'X-Fragment': id } });

// Forms that swap one element: <form data-swap="#id">. On any failure the form is sent as it always was.
on('submit', async e => {
  const form = e.target, button = e.submitter, where = form.dataset.swap, target = where && $(where);
  if (!target || e.defaultPrevented || button?.hasAttribute('formaction')) return;
  e.preventDefault();
  const focus = document.activeElement, inside = target.contains(focus), action = form.getAttribute('action');
  button?.setAttribute('aria-busy', 'true');
  try {
    const r = await ask(new URL(action || '', location), where.slice(1), { method: 'POST', body: new URLSearchParams(new FormData(form, button)) });
    if (r.redirected) return location.assign(r.url);
    const fresh = $(where, parse(await r.text()));
    if (!fresh) throw 0;
    target.replaceWith(fresh);
    // The same control again, else what asks for it, else the whole.
    if (inside) ($('[autofocus]', fresh) || $$('button,a,input,textarea,summary', fresh).find(b => b.form?.getAttribute('action') === action && b.name === focus.name) || (fresh.tabIndex = -1, fresh)).focus({ preventScroll: true });
    said(r);
    ready(fresh);
  } catch { form.removeAttribute('data-swap'); form.requestSubmit(button) }
  finally { button?.removeAttribute('aria-busy') }
});

// Another script wants an element of another page: it is given what this takes.
on('part', e => e.detail(ask, parse, ready));

// Similar questions while typing: <input data-live="#target" data-url="…">, from 8 characters.
let asking;
const similar = i => later(350, async () => {
  const target = $(i.dataset.live), q = i.value.trim();
  asking?.abort();
  if (q.length < 8) return target.replaceChildren();
  asking = new AbortController;
  try {
    const u = new URL(i.dataset.url, location);
    u.searchParams.set(i.name, q);
    const r = await ask(u, target.id, { signal: asking.signal });
    if (!r.ok) return;
    target.replaceChildren(...parse(await r.text()).body.childNodes);
    said(r);
  } catch { }
});

// Drafts: in the browser at once; on the server every ten seconds when signed in. What was sent is forgotten only
// after the server says that it has it.
const kept = k => { try { return localStorage.getItem(k) } catch { } };
const keep = (k, v) => { try { v ? localStorage.setItem(k, v) : localStorage.removeItem(k) } catch { } };
const key = t => 'draft:' + t.dataset.draft;
const here = new URL(location), word = here.searchParams.get('said');
if (/^(published|answered|edited|suggested|draft)/.test(word)) keep(kept('sent'));
if (word || $('.esum')) keep('sent');
function draft(t) {
  const old = kept(key(t)), note = $('.kept', t.parentElement), save = () => keep(key(t), t.value.trim() && t.value);
  if (old && !t.value.trim()) {
    t.value = old;
    if (note) note.hidden = false;
  }
  note?.addEventListener('click', e => { if (e.target.closest('button')) { t.value = ''; save(); note.hidden = true; t.focus() } });
  let waits, last = t.value;
  t.addEventListener('change', save);
  t.addEventListener('input', later(400, save));
  t.addEventListener('input', () => waits ??= $('.menu') && setTimeout(async () => {
    waits = null;
    if (t.value === last) return;
    last = t.value;
    const body = new URLSearchParams(new FormData(t.form));
    body.set('draft', t.dataset.draft);
    try { if ((await ask(t.dataset.drafts, 'draft', { method: 'POST', body })).ok) say(t.dataset.saved) } catch { }
  }, 1e4) || null);
}
on('submit', e => {
  const mine = $('textarea[data-draft]', e.target);
  if (mine) keep('sent', key(mine));
  if (/drafts\/\d+\/delete$/.test(e.target.getAttribute('action'))) $$('textarea[data-draft]').map(t => keep(key(t)));
});

on('keydown', e => {
  const t = e.target;
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && t.form && t.matches('textarea')) { e.preventDefault(); t.form.requestSubmit() }
  if (e.key === 'Escape') for (const d of $$('.menu[open],.acts details[open]')) { d.open = false; $('summary', d).focus() }
});
on('click', async e => {
  for (const d of $$('.menu[open]')) if (!d.contains(e.target)) d.open = false;
  const a = e.target.closest('[data-share],[data-quote],[data-show]'), { share, quote, show } = a?.dataset ?? {};
  if (share) {
    e.preventDefault();
    const url = a.href;
    try { navigator.share && matchMedia('(pointer:coarse)').matches ? await navigator.share({ url, title: document.title }) : (await navigator.clipboard.writeText(url), say(share)) } catch { }
  }
  if (quote) {
    const prose = $('.prose', document.getElementById(quote)), t = $('#reply textarea'), sel = getSelection();
    if (!prose || !t) return;
    e.preventDefault();
    const text = (!sel.isCollapsed && prose.contains(sel.anchorNode) ? sel + '' : prose.innerText).trim().slice(0, 800);
    t.setRangeText('> ' + text.replace(/\n/g, '\n> ') + '\n\n', t.selectionEnd, t.selectionEnd, 'end');
    t.focus();
    t.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (show) {
    const field = document.getElementById(show), hidden = field.type === 'password';
    field.type = hidden ? 'text' : 'password';
    a.setAttribute('aria-pressed', hidden);
  }
});

const composer = $('script[data-composer]')?.dataset.composer;
function ready(root) {
  for (const b of $$('[data-show]', root)) b.hidden = false;
  for (const i of $$('[data-live]', root)) i.addEventListener('input', similar(i));
  for (const t of $$('textarea[data-draft]', root)) draft(t);
  for (const t of $$('.compose textarea', root)) t.addEventListener('focus', () => composer && import(composer).then(m => m.tools(t)), { once: true });
}
ready(document);
if (word) {
  here.searchParams.delete('said');
  history.replaceState(null, '', here);
}
