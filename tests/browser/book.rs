//! The pattern book: every part of `ui` in every state, as pages of a made-up community. Each page is opened in both
//! languages, both themes, at both widths: axe finds nothing, nothing hangs over the edge, no id stands twice.
//! With `ENTRAIDE_LOOKS=FOLDER` the pages are also kept there, as HTML and as pictures.

use chromiumoxide::cdp::browser_protocol::page::{SetDocumentContentParams, Viewport};
use chromiumoxide::page::ScreenshotParams;
use entraide::clock::{DAY, HOUR, MINUTE, Millis};
use entraide::i18n::Lang;
use entraide::ui::chrome::{Brand, Chrome, Theme, Viewer};
use entraide::ui::composer::{Composer, composer};
use entraide::ui::form::{self, Errors, Field};
use entraide::ui::layout::{self, Page};
use entraide::ui::lists::{self, Row, State, Tone};
use entraide::ui::people::{self, Person, Standing};
use entraide::ui::post::{self, Line, Vote};
use entraide::ui::{Icon, diff, error_page, icon, when};
use entraide::web::{assets, paths};
use entity::PostId;
use maud::{Markup, PreEscaped, html};

use crate::axe;
use crate::site::on_a_site;
use crate::tab::{Look, Tab};

const NOW: Millis = 1_795_000_000_000;

fn chrome(lang: Lang, theme: Theme, signed_in: bool) -> Chrome {
    let me = Viewer { username: "manon".into(), display_name: "Manon Lefèvre-Castaing".into(), staff: true, manager: true, admin: true, shortcuts: true, gained: 0, unread: 7, barred: None, circle: true, tools: true, urgent: 3, to_decide: 1 };
    Chrome {
        lang,
        theme,
        brand: Brand::new("Entraide Nordik", "Nordik"),
        me: signed_in.then_some(me),
        path: "/".into(),
        base_url: "https://community.example".into(),
        css: assets::APP_CSS.into(),
        now: NOW,
        zone: "Europe/Paris".into(),
        said: None,
        request_id: "5f2c9a".into(),
    }
}

fn person(name: &str, rank: Standing, official: bool) -> Person {
    Person { username: if name.is_empty() { String::new() } else { "someone".into() }, display_name: name.into(), rank, official, avatar: None, imported: false }
}

/// The pages, by name.
pub fn pages(lang: Lang, theme: Theme) -> Vec<(&'static str, Markup)> {
    let visitor = chrome(lang, theme, false);
    let member = chrome(lang, theme, true);
    let said = Chrome { said: Some(if lang == Lang::Fr { "Votre réponse est publiée.".into() } else { "Your answer is published.".into() }), ..member.clone() };
    vec![
        ("home", home(&visitor)),
        ("thread", thread(&said)),
        ("ask", ask(&visitor)),
        ("forms", forms(&member)),
        ("parts", parts(&member)),
        ("empty", nothing(&visitor)),
        ("error", error_page::page(&visitor, 404, None)),
    ]
}

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
fn row(id: i64, title: &str, excerpt: &str, state: State, answers: i64, tags: &[&str], author: Person, ago: Millis) -> Row {
    Row {
        id: PostId(id),
        slug: "ma-box".into(),
        title: lists::plain(title),
        excerpt: lists::plain(excerpt),
        lang: "fr".into(),
        answers,
        state,
        category: Some(("box".into(), "Nordik Box 5".into())),
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        author,
        at: NOW - ago,
    }
}

fn home(c: &Chrome) -> Markup {
    let lang = c.lang;
    let marked = Row {
        title: html! { "Ma " mark { "box" } " " mark { "clignote" } " orange depuis la mise à jour, plus d’Internet" },
        ..row(1, "", "Depuis mardi matin ma box clignote orange et je n’ai plus Internet du tout. J’ai déjà débranché la prise 10 minutes, testé un autre câble et appelé le 3900 sans succès, puis tout recommencé.", State::Solved, 3, &["fibre", "voyants"], person("Léa M.", Standing::Member, false), 3 * DAY)
    };
    let rows = [
        marked,
        row(2, "Facturé deux fois l’option international, comment me faire rembourser ?", "Bonjour, sur ma facture de novembre l’option Monde apparaît deux fois. Le chat me renvoie vers la FAQ…", State::Unanswered, 0, &["facture"], person("Karim", Standing::Member, false), 2 * HOUR),
        row(3, "Portabilité refusée : « RIO inconnu » depuis cinq jours", "Mon RIO est bon (vérifié au 3179), mais la demande est rejetée à chaque fois.", State::Answered, 1_248, &[], person("Anaïs P.", Standing::Helper, false), DAY),
        row(4, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "https://exemple.invalid/une/adresse/vraiment/beaucoup/trop/longue/pour/tenir/sur/une/ligne/de/telephone", State::Closed, 2, &["une-étiquette-plutôt-longue"], person("", Standing::Member, false), 400 * DAY),
        row(5, "Répéteur Wi-Fi 6 : où le placer dans un duplex ?", "", State::Duplicate, 5, &["wifi"], person("mathieu.d", Standing::Expert, false), 12 * MINUTE),
        row(6, "Where can I see how much data is left?", "The app shows a circle and no number.", State::SolvedElsewhere, 1, &["mobile", "app"], person("Priya", Standing::Ambassador, false), 10_000),
    ];
    let tab = |text: &str, n: Option<i64>, here| (text.to_owned(), paths::Home.to_string(), n.map(|n| lang.number(n)), here);
    let side = html! {
        section {
            h2 { (lang.ui_people()) }
            ul role="list" {
                @for (name, rank) in [("Nadia B.", Standing::Ambassador), ("Yann T.", Standing::Expert), ("Chloé R.", Standing::Helper)] {
                    li { div.who.tight { (people::avatar(&c.brand, &person(name, rank, false))) (people::name(lang, &person(name, rank, false))) span { "18" } } }
                }
            }
        }
        section { h2 { (lang.ui_tags()) } p.tags { @for t in ["wifi", "fibre", "esim", "facture"] { (lists::chip(t)) " " } } }
    };
    let body = html! {
        (layout::section(html! {
            h1 { "Un souci ? Quelqu’un l’a sûrement déjà réglé." }
            form.duo action=(paths::Ask) {
                div { label.vh for="f-problem" { (lang.ui_search_placeholder()) } input.big type="text" id="f-problem" name="title" placeholder="Ex. : ma box clignote orange depuis ce matin"; }
                button.btn.pri { (lang.ui_ask()) }
            }
            (lists::tabs(lang.ui_home(), &[tab("Récentes", None, true), tab("Sans réponse", Some(14), false), tab("Résolues", None, false), tab("Suivies", None, false)]))
            p.meta.sorts { span { "Trier :" } a href=(paths::Home) aria-current="true" { "activité" } a href=(paths::Tags) { "récentes" } a href=(paths::Users) { "votes" } }
        }))
        @for r in &rows { (lists::row(c, r)) }
        (layout::section(lists::pager(lang, Some("/?before=1"), Some("/?after=2"))))
    };
    layout::page(c, &Page { title: &c.brand.name, side: Some(side), ..Page::default() }, body)
}

fn thread(c: &Chrome) -> Markup {
    let lang = c.lang;
    let words = r#"<p>Bonjour, depuis mardi matin ma box clignote orange et je n’ai plus Internet du tout. J’ai <em>déjà</em> débranché la <strong>prise</strong> 10 minutes.</p><ul><li>Nordik Box 5, fibre</li><li>Voyant : orange clignotant lent, <kbd>WPS</kbd> éteint</li></ul><blockquote><p>Éteignez et rallumez.</p></blockquote><p>Fait, sans effet. <a href="https://exemple.invalid/aide" rel="ugc nofollow">La page d’aide</a> parle de <code>192.168.1.1</code>.</p><pre tabindex="0"><code><span class="hl-c"># essai du 21 novembre</span>
<span class="hl-k">if</span> ping -c <span class="hl-n">3</span> box.local; <span class="hl-k">then</span> <span class="hl-f">echo</span> <span class="hl-s">"oui, et une ligne assez longue pour devoir défiler sur un téléphone"</span>; <span class="hl-k">fi</span></code></pre><table><thead><tr><th>Voyant</th><th>Sens</th></tr></thead><tbody><tr><td>orange</td><td>synchronisation</td></tr><tr><td>violet</td><td>secours</td></tr></tbody></table>"#;
    let vote = |id: i64, count, pressed, allowed| html! { div id={ "vote-" (id) } { (post::vote(lang, &Vote { action: paths::PostVote { id: PostId(id) }.to_string(), target: &format!("vote-{id}"), count, pressed, allowed })) } };
    let acts = |id: i64| {
        html! {
            div.acts {
                a.btn.quiet href="#reply" data-quote={ "answer-" (id) } { (icon(Icon::Quote)) "Citer" }
                a.btn.quiet href=(paths::Post { id: PostId(id) }) data-share="Lien copié" { (icon(Icon::Link)) "Lien" }
                a.btn.quiet href=(paths::PostFlag { id: PostId(id) }) { (icon(Icon::Flag)) "Signaler" }
                details { summary.btn.quiet { (icon(Icon::Pencil)) "Plus" } div.panel { p { "Corriger, fermer, supprimer." } } }
            }
        }
    };
    let byline = |p: Person, ago| people::line(lang, &c.brand, &p, html! { a href=(paths::Home) { (when::ago(c, NOW - ago)) } });
    let question = html! {
        (byline(person("Léa M.", Standing::Member, false), 3 * DAY))
        (post::prose("fr", words))
        div.tags { (lists::chip("fibre")) (lists::chip("voyants")) }
        p.attrib { "Question reprise de Forum Box, par Léa, CC BY-SA 4.0" }
        (acts(1))
        ul.cmts role="list" aria-label="Commentaires" {
            li.cmt id="comment-1" { div.prose dir="auto" { p { "Pareil ici, Lyon 3e, depuis mardi aussi." } } div.meta { (people::name(lang, &person("Sam_77", Standing::Member, false))) a href=(paths::Home) { (when::ago(c, NOW - 2 * DAY)) } button.linkish type="button" { (icon(Icon::Trash)) "Supprimer" } } }
            li.cmt { p.stub { (icon(Icon::Lock)) "Ce commentaire est masqué." } }
        }
    };
    let solution = html! {
        h3.sollab { (icon(Icon::CircleCheck)) "Solution" small { "acceptée par Léa M., " (when::ago(c, NOW - 2 * DAY)) } }
        (byline(person("Nadia B.", Standing::Ambassador, false), 2 * DAY))
        (post::prose("fr", "<p>C’est le bug connu du firmware 4.2.0. Voici ce qui marche :</p><ol><li>Débranchez la fibre.</li><li>Maintenez <strong>WPS</strong> 12 secondes.</li></ol>"))
        p.meta { (icon(Icon::ThumbsDown)) "N’a pas marché pour 2 personnes (autre modèle)" }
        (acts(2))
    };
    let official = html! { (byline(person("Julien", Standing::Member, true), 2 * DAY)) (post::prose("fr", "<p>Je confirme la réponse de Nadia.</p>")) (acts(3)) };
    let plain = html! { (byline(person("", Standing::Member, false), DAY)) (post::prose("fr", "<p>Chez moi aussi.</p>")) p.private { "Ligne 04 •• •• •• 12" } };
    let stub = html! { p.stub { (icon(Icon::Lock)) "Cette réponse a été retirée. Motif : spam." } };
    let side = html! {
        section { h2 { "Même problème, déjà résolu" } ul role="list" { li { (icon(Icon::Check)) a href=(paths::Home) { "Voyant orange après coupure de courant" } } li { a href=(paths::Home) { "Plus d’Internet mais la TV marche" } } } }
        section { h2 { "Toujours bloqué ?" } p { "Une question non résolue remonte à l’équipe Nordik." } p { a.btn href=(paths::Ask) { (lang.ui_ask()) } } }
    };
    let body = html! {
        (layout::section(html! {
            (lists::breadcrumb(lang, &[("Nordik Box 5".into(), paths::Home.to_string())]))
            h1 { "Ma box clignote orange depuis la mise à jour, plus d’Internet" }
            div.meta { (lists::stamp(lang, State::Solved)) span { "Posée " (when::ago(c, NOW - 3 * DAY)) } span { (lang.number(1_248)) " vues" } a href="#answer-2" { (icon(Icon::Check)) "Aller à la solution" } }
            (lists::banner(Tone::Info, html! { p { "Cette question est un doublon de " a href=(paths::Home) { "Voyant orange" } "." } }))
        }))
        (post::frame("question", Line::Plain, None, question, vote(1, 34, false, true)))
        (layout::section(html! {
            div.acts id="who-else" { (post::toggle(paths::QuestionMeToo { id: PostId(1) }, "who-else", Icon::Hand, "J’ai aussi ce problème", true)) (post::toggle(paths::QuestionFollow { id: PostId(1) }, "who-else", Icon::Bell, "Suivre", false)) span.meta { (icon(Icon::Users)) "57 personnes" } }
            div.row { h2 id="answers" { "4 réponses" } nav.meta aria-label="Trier" { a href="#answers" aria-current="true" { "utiles" } a href="#reply" { "récentes" } } }
        }))
        (post::frame("answer-2", Line::Solution, None, solution, vote(2, 57, true, true)))
        (post::frame("answer-3", Line::Staff, None, official, vote(3, 12, false, false)))
        (post::frame("answer-4", Line::Plain, None, plain, vote(4, 1_248, false, true)))
        (post::frame("answer-5", Line::Plain, None, stub, html! {}))
        (layout::section(html! {
            section.mt-l id="reply" aria-labelledby="reply-title" {
                h2 id="reply-title" { "Votre réponse" }
                form method="post" action=(paths::QuestionAnswers { id: PostId(1) }) {
                    (composer(lang, &Composer { name: "body", label: "Ce que vous feriez", value: "", hint: Some("Les étapes, dans l’ordre."), rows: 8, draft: Some("answer-1".into()), preview: true }, &Errors::new()))
                    (form::checkbox("as_member", "Répondre en simple membre", false))
                    (form::submit("Publier la réponse"))
                }
            }
        }))
    };
    layout::page(c, &Page { title: "Ma box clignote orange", side: Some(side), composer: true, ..Page::default() }, body)
}

fn ask(c: &Chrome) -> Markup {
    let lang = c.lang;
    let mut errors = Errors::new();
    errors.add("title", "Écrivez au moins 10 caractères");
    errors.add("body", "Décrivez ce qui se passe");
    errors.add("category", "Choisissez un produit, ou « je ne sais pas »");
    let body = layout::section(html! {
        (form::summary(lang, &errors))
        h1 { "Quel est votre problème ?" }
        form method="post" action=(paths::Questions) {
            (Field::new("title", "En une phrase, comme vous le diriez à un ami").value("box clignote").hint("Un symptôme par question.").error(&errors).required().maxlength(150).big().live("#similar", paths::AskSimilar).text(lang))
            div id="similar" {
                section.sim aria-labelledby="sim-title" {
                    h2 id="sim-title" { "3 questions proches, dont 2 résolues" }
                    ul role="list" {
                        li {
                            h3 { a href=(paths::Home) { "Ma " mark { "box clignote" } " orange depuis la mise à jour" } }
                            p.meta { (lists::stamp(lang, State::Solved)) span { "57 personnes aidées" } }
                            p.quote { "« Maintenez le bouton WPS 12 secondes, jusqu’au voyant violet, puis rebranchez la fibre. »" }
                            div.row { (form::post_button(paths::QuestionSolves { id: PostId(1) }, "Ça règle mon problème", "pri")) a.btn href=(paths::Home) { "Lire la suite" } }
                        }
                        li { h3 { a href=(paths::Home) { "Plus Internet mais la TV marche" } } p.meta { (lists::stamp(lang, State::Unanswered)) button.linkish type="button" { "Moi aussi" } } }
                    }
                }
            }
            (Field::new("category", "Produit").error(&errors).value("box").radios(lang, &[("box", "Nordik Box 5", "Wi-Fi, fibre, voyants"), ("mobile", "Mobile", ""), ("unsure", "Je ne sais pas", "Nous trierons.")]))
            (composer(lang, &Composer { name: "body", label: "Que se passe-t-il ?", value: "", hint: None, rows: 6, draft: Some("question".into()), preview: true }, &errors))
            (Field::new("tags", "Étiquettes").optional().hint("Cinq au plus, séparées par des virgules.").text(lang))
            (Field::new("private_details", "Détails privés").optional().hint("Lus par l’équipe seulement.").rows(3).textarea(lang))
            (form::submit("Continuer"))
        }
    });
    layout::page(c, &Page { title: "Quel est votre problème ?", errors: true, quiet: true, composer: true, ..Page::default() }, body)
}

fn forms(c: &Chrome) -> Markup {
    let lang = c.lang;
    let errors = Errors::one("password", "Dix caractères ou plus");
    let tab = |text: &str, here| (text.to_owned(), paths::Settings.to_string(), None, here);
    let body = layout::section(html! {
        (form::summary(lang, &errors))
        h1 { (lang.ui_settings()) }
        (lists::tabs(lang.ui_settings(), &[tab("Profil", true), tab("Adresse", false), tab("Mot de passe", false), tab("Affichage", false), tab("Appareils", false), tab("Données", false)]))
        form method="post" action=(paths::Settings) {
            (Field::new("display_name", "Nom affiché").value("Manon").required().autocomplete("name").maxlength(60).text(lang))
            (Field::new("email", "Adresse").value("manon@exemple.invalid").autocomplete("email").email(lang))
            (Field::new("password", "Mot de passe").hint("Une phrase est facile à retenir.").error(&errors).autocomplete("new-password").password(lang))
            (Field::new("code", "Code reçu").inputmode("numeric").maxlength(6).text(lang))
            (Field::new("lang", "Langue").value("fr").select(lang, &[("auto", "Celle du navigateur"), ("fr", "Français"), ("en", "English")]))
            (Field::new("theme", "Thème").value("dark").radios(lang, &[("auto", "Automatique", ""), ("dark", "Sombre", "Repose les yeux le soir.")]))
            (form::checkbox("shortcuts", "Raccourcis d’une touche", true))
            div.row { (form::submit("Enregistrer")) a.btn href=(paths::Home) { "Annuler" } button.btn.bad name="erase" { (icon(Icon::Trash)) "Supprimer mon compte" } }
        }
        h2 { "Appareils" }
        div.scroll tabindex="0" role="region" aria-label="Appareils" {
            table { thead { tr { th scope="col" { "Appareil" } th scope="col" { "Vu" } th scope="col" { span.vh { "Terminer" } } } }
                tbody { tr { th scope="row" { "Firefox, Linux" } td { (when::ago(c, NOW - HOUR)) } td { (form::post_button(paths::SettingsSessions, "Terminer", "")) } } } }
        }
    });
    layout::page(c, &Page { title: lang.ui_settings(), errors: true, ..Page::default() }, body)
}

fn parts(c: &Chrome) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { "Parts" }
        h2 { "Stamps" }
        p.row { @for s in [State::Solved, State::SolvedElsewhere, State::Unanswered, State::Answered, State::Closed, State::Duplicate] { (lists::stamp(lang, s)) } }
        h2 { "People" }
        @for (name, rank, official) in [("Ada", Standing::Member, false), ("Chloé R.", Standing::Helper, false), ("Yann T.", Standing::Expert, false), ("Nadia B.", Standing::Ambassador, false), ("Paul V.", Standing::Emeritus, false), ("Julien", Standing::Member, true), ("", Standing::Member, false)] {
            (people::line(lang, &c.brand, &person(name, rank, official), html! { (when::ago(c, NOW - 12 * MINUTE)) }))
        }
        h2 { "Banners" }
        @for tone in [Tone::Info, Tone::Good, Tone::Warn, Tone::Bad] { (lists::banner(tone, html! { p { "Remontée à l’équipe le 21 novembre, " a href=(paths::Help) { "ce que cela veut dire" } "." } })) }
        h2 { "Buttons" }
        p.row { button.btn.pri type="button" { "Publier" } button.btn type="button" { (icon(Icon::Eye)) "Aperçu" } button.btn type="button" aria-pressed="true" { (icon(Icon::Bell)) "Suivi" } button.btn.bad type="button" { "Supprimer" } button.btn.quiet type="button" { (icon(Icon::Flag)) "Signaler" } button.linkish type="button" { "Reprendre" } button.btn type="button" disabled { "Patientez" } }
        h2 { "Difference" }
        (diff::words(lang, "Maintenez le bouton WPS dix secondes.\nPuis attendez.", "Maintenez le bouton WPS douze secondes.\nPuis attendez."))
        h2 { "Facts" }
        dl.facts { div { dt { "Réponses" } dd { "211" } } div { dt { "Personnes aidées" } dd { "4 380" } } }
        h2 { "Prose" }
        (post::prose("fr", "<h3>Un titre</h3><p>H<sub>2</sub>O, 10<sup>3</sup>, <del>non</del> <ins>oui</ins>.</p><hr><ol><li><p>Un</p></li><li><p>Deux</p><ul><li>a</li><li>b</li></ul></li></ol><p><a class=\"mention\" href=\"/users/nadia\">@nadia</a></p><pre tabindex=\"0\"><code>plain text</code></pre>"))
    });
    layout::page(c, &Page { title: "Parts", ..Page::default() }, body)
}

fn nothing(c: &Chrome) -> Markup {
    let body = layout::section(html! { h1 { (c.lang.ui_tags()) } (lists::empty("Aucune question ne porte encore cette étiquette.", Some((c.lang.ui_ask(), "/ask")))) });
    layout::page(c, &Page { title: c.lang.ui_tags(), ..Page::default() }, body)
}

/// The whole page, at the width the tab has.
async fn picture(tab: &Tab, file: &std::path::Path) {
    let size = tab.js("[document.documentElement.clientWidth, document.documentElement.scrollHeight]").await;
    let clip = Viewport { x: 0.0, y: 0.0, width: size[0].as_f64().expect("a width"), height: size[1].as_f64().expect("a height"), scale: 1.0 };
    tab.page.save_screenshot(ScreenshotParams::builder().clip(clip).capture_beyond_viewport(true).build(), file).await.expect("a picture");
}

const IDS: &str = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i).join(' ')";

#[test]
fn every_part_is_clean_in_every_look() {
    let folder = std::env::var("ENTRAIDE_LOOKS").ok().map(std::path::PathBuf::from);
    on_a_site(async |site| {
        let mut found = Vec::new();
        for (lang, theme, width) in [(Lang::Fr, Theme::Light, 1_280), (Lang::En, Theme::Dark, 390), (Lang::En, Theme::Dark, 1_280), (Lang::Fr, Theme::Light, 390), (Lang::Fr, Theme::Dark, 320)] {
            let tab = site.tab(Look { width, scripts: true, lang: lang.code(), dark: false }).await;
            tab.lift_policy().await;
            tab.go(paths::Robots).await;
            let frame = tab.page.mainframe().await.expect("a frame").expect("a frame");
            for (name, markup) in pages(lang, theme) {
                let at = format!("{name}, {}, {}, {width}", lang.code(), theme.word());
                let html = PreEscaped(markup.into_string()).0;
                tab.page.execute(SetDocumentContentParams::new(frame.clone(), html.clone())).await.expect("a document");
                tab.settled().await;
                tab.js("document.fonts.ready.then(() => 1)").await;
                if let Some(folder) = &folder {
                    let file = folder.join(format!("{name}-{}-{}-{width}", lang.code(), theme.word()));
                    std::fs::write(file.with_extension("html"), html).expect("kept");
                    picture(&tab, &file.with_extension("png")).await;
                }
                let over = tab.overflow().await;
                let twice = tab.js(IDS).await;
                if over > 0 {
                    found.push(format!("{at}: {over} px too wide"));
                }
                if twice != "" {
                    found.push(format!("{at}: ids twice: {twice}"));
                }
                found.extend(axe::findings(&tab, tab.look).await.into_iter().map(|f| format!("{at}: {f}")));
            }
            tab.close().await;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}
