//! Accessibility by axe-core: no violation, and nothing about contrast that it could not decide.

use axum::Router;
use axum::http::header;
use axum::routing::get;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;

use crate::tab::{Look, Tab};

const PATH: &str = "/axe-of-the-tests.js";

/// Axe beside the site: Chromium fetches and compiles it once a site, where an expression would be sent and read anew for every page.
pub fn beside(site: Router) -> Router {
    let script = || async { ([(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "max-age=86400, immutable")], include_str!("vendor/axe.min.js")) };
    site.merge(Router::new().route(PATH, get(script)))
}

/// What axe finds on the page at hand, one line a finding. The page's policy must have been lifted before it was loaded.
/// A theme changes colours and nothing else, a language words and no colour: contrast is asked of each theme in English
/// and in the dark in French, everything else of each language in the light.
pub async fn findings(tab: &Tab, look: Look) -> Vec<String> {
    let load = format!(
        "window.axe ? true : new Promise((ok, no) => {{ const s = document.createElement('script'); s.onload = () => {{ s.remove(); ok(!!window.axe); }}; s.onerror = no; s.src = '{PATH}'; document.head.append(s); }})"
    );
    assert_eq!(awaited(tab, load).await, true, "axe is loaded");
    let all = "runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
    let asked = match (look.dark, look.lang) {
        (true, _) => "runOnly: { type: 'rule', values: ['color-contrast'] }".to_owned(),
        (false, "en") => all.to_owned(),
        (false, _) => format!("{all}, rules: {{ 'color-contrast': {{ enabled: false }} }}"),
    };
    let run = r"
        axe.run(document, { ASKED, resultTypes: ['violations', 'incomplete'] }).then(r => {
            const line = kind => v => v.nodes.map(n => `${kind} ${v.id}: ${n.target.join(' ')} — ${n.any.concat(n.all, n.none).map(c => c.message).join('; ')} — ${n.html.slice(0, 200)}`);
            const contrast = v => v.id === 'color-contrast';
            // half-height highlighting is a gradient, and the fixed ask button floats over text: the tokens' own test has those pairs
            // a lone figure is too short for axe, and it does not look behind the words of a chart: the same pairs of tokens
            const known = n => n.html.startsWith('<text') || n.target.some(t => String(t).includes('mark')) || n.any.some(c => c.data && ['bgGradient', 'bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring', 'shortTextContent'].includes(c.data.messageKey));
            // people head their own texts as they like
            const own = v => v.id === 'heading-order' ? { ...v, nodes: v.nodes.filter(n => !document.querySelector(n.target[0])?.closest('.prose')) } : v;
            const undecided = r.incomplete.filter(contrast).map(v => ({ ...v, nodes: v.nodes.filter(n => !known(n)) }));
            return JSON.stringify([...r.violations.map(own).flatMap(line('violation')), ...undecided.flatMap(line('undecided'))]);
        })"
        .replace("ASKED", &asked);
    serde_json::from_str(awaited(tab, run).await.as_str().expect("axe answers")).expect("a list of lines")
}

/// What a promise of the page comes to.
async fn awaited(tab: &Tab, expression: String) -> serde_json::Value {
    let asked = EvaluateParams::builder().expression(expression).await_promise(true).return_by_value(true).build().expect("an expression");
    tab.page.evaluate(asked).await.expect("the page answers").into_value().expect("a value")
}
