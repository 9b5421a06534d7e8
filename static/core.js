// What scripts add to pages that work without them. One Trusted Types policy; no markup is made from text.
const policy = window.trustedTypes?.createPolicy('marge', { createHTML: s => s });
const parse = s => new DOMParser().parseFromString(policy ? policy.createHTML(s) : s, 'text/html');
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => e.querySelectorAll(s);
const live = $('#live');
const say = t => { if (live && t) { live.textContent = ''; requestAnimationFrame(() => live.textContent = t) } };

// Forms that swap one element: <form data-swap="#id">. On any failure the form is sent as it always was.
addEventListener('submit', async e => {
  const form = e.target.closest('form[data-swap]'), button = e.submitter;
  if (!form || e.defaultPrevented || button?.hasAttribute('formaction')) return;
  const target = $(form.dataset.swap);
  if (!target) return;
  e.preventDefault();
  const focus = document.activeElement, inside = target.contains(focus), name = focus?.name, action = focus?.form?.getAttribute('action');
  button?.setAttribute('aria-busy', 'true');
  try {
    const r = await fetch(new URL(form.getAttribute('action') || '', location), { method: 'POST', body: new URLSearchParams(new FormData(form, button)), headers: { 'X-Fragment': form.dataset.swap.slice(1) } });
    const fresh = !r.redirected && r.headers.get('content-type')?.startsWith('text/html') && parse(await r.text()).querySelector(form.dataset.swap);
    if (!fresh) { if (r.redirected) location.assign(r.url); else throw 0; return }
    target.replaceWith(fresh);
    if (inside) ($('[autofocus]', fresh) || [...$$('button,a,input,textarea,summary', fresh)].find(b => b.form?.getAttribute('action') === action && (!name || b.name === name)) || (fresh.tabIndex = -1, fresh)).focus({ preventScroll: true });
    say(decodeURIComponent(r.headers.get('x-say') || ''));
    ready(fresh);
  } catch { form.removeAttribute('data-swap'); form.requestSubmit(button) }
  finally { button?.removeAttribute('aria-busy') }
});

// Similar questions while typing: <input data-live="#target" data-url="…">, from 8 characters.
let asking, timer;
addEventListener('input', e => {
  const i = e.target, target = i.dataset?.live && $(i.dataset.live);
  if (!target) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    asking?.abort();
    const q = i.value.trim();
    if (q.length < 8) return target.replaceChildren();
    asking = new AbortController;
    try {
      const u = new URL(i.dataset.url, location);
      u.searchParams.set(i.name, q);
      const r = await fetch(u, { signal: asking.signal, headers: { 'X-Fragment': target.id } });
      if (!r.ok) return;
      target.replaceChildren(...parse(await r.text()).body.childNodes);
      say(decodeURIComponent(r.headers.get('x-say') || ''));
    } catch { }
  }, 350);
});

// Drafts: in the browser at once; on the server every ten seconds when signed in.
const store = { get: k => { try { return localStorage.getItem(k) } catch { } }, set: (k, v) => { try { v ? localStorage.setItem(k, v) : localStorage.removeItem(k) } catch { } } };
const sent = store.get('sent');
if (sent && !$('.esum')) { store.set(sent); store.set('sent') }
function draft(t) {
  const key = 'draft:' + t.dataset.draft, kept = store.get(key);
  if (kept && !t.value.trim()) t.value = kept;
  let soon, later, last = t.value;
  t.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(() => store.set(key, t.value), 400);
    later ??= setTimeout(async () => {
      later = null;
      if (t.value === last || !$('.menu')) return;
      last = t.value;
      try {
        const body = new URLSearchParams(new FormData(t.form));
        body.set('draft', t.dataset.draft);
        const r = await fetch(t.dataset.drafts, { method: 'POST', body, headers: { 'X-Fragment': 'draft' } });
        if (r.ok) say(t.dataset.saved);
      } catch { }
    }, 1e4);
  });
  t.form?.addEventListener('submit', () => store.set('sent', key));
}

addEventListener('keydown', e => {
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.form && e.target.matches('textarea')) { e.preventDefault(); e.target.form.requestSubmit() }
  if (e.key === 'Escape') for (const d of $$('.menu[open],.acts details[open]')) { d.open = false; $('summary', d).focus() }
});
addEventListener('click', async e => {
  for (const d of $$('.menu[open]')) if (!d.contains(e.target)) d.open = false;
  const share = e.target.closest('[data-share]'), quote = e.target.closest('[data-quote]'), show = e.target.closest('[data-show]');
  if (share) {
    e.preventDefault();
    const url = new URL(share.getAttribute('href'), location).href;
    try { navigator.share && matchMedia('(pointer:coarse)').matches ? await navigator.share({ url, title: document.title }) : (await navigator.clipboard.writeText(url), say(share.dataset.share)) } catch { }
  }
  if (quote) {
    const post = document.getElementById(quote.dataset.quote), t = $('textarea[name=body][data-draft]'), sel = getSelection();
    if (!post || !t) return;
    e.preventDefault();
    const text = (sel && !sel.isCollapsed && post.contains(sel.anchorNode) ? sel.toString() : $('.prose', post).innerText).trim().slice(0, 800);
    t.setRangeText('> ' + text.replace(/\n/g, '\n> ') + '\n\n', t.selectionEnd, t.selectionEnd, 'end');
    t.focus();
    t.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (show) {
    const field = document.getElementById(show.dataset.show), on = field.type === 'password';
    field.type = on ? 'text' : 'password';
    show.setAttribute('aria-pressed', on);
  }
});

const composer = $('script[data-composer]')?.dataset.composer;
function ready(root) {
  for (const b of $$('[data-show]', root)) b.hidden = false;
  for (const t of $$('textarea[data-draft]', root)) draft(t);
  for (const t of $$('.compose textarea', root)) t.addEventListener('focus', () => composer && import(composer).then(m => m.tools(t)).catch(() => { }), { once: true });
}
ready(document);
$('.esum')?.focus();
if (/[?&]said=/.test(location.search)) {
  const u = new URL(location);
  u.searchParams.delete('said');
  history.replaceState(null, '', u);
}
