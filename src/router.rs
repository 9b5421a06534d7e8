//! The site's table of contents: which address leads to which handler. Layers stand at the bottom, outermost last.

mod doors;
mod team;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::accounts::{claims, confirm, login, reset, settings, signup, two_factor};
use crate::admin;
use crate::app::App;
use crate::error::Error;
use crate::followups;
use crate::kept;
use crate::notifications;
use crate::signs;
use crate::reputation_pages::{ledger, privileges, reviews};
use crate::questions::{answering, answers, ask, care, comments, drafts, edit, facts, flags, preview, shaping, thread};
use crate::tools::waiting;
use crate::web::routes::Access::{Admin, Manager, Member, Public, Staff};
use crate::web::routes::Routes;
use crate::web::{again, arrival, assets, compression, context, crowding, csrf, headers, health, limits, pace, paths, reports, respond, session, shortcuts};

/// Every page and form of the site.
pub fn routes() -> Routes {
    team::desk(team::outcomes(team::moderation(doors::told(programme(thanking(honours(doors::pictures(doors::two_step(people(care_of_threads(edits(threads(questions(finding(Routes::default())))))))))))))))
}

/// Lists, search, people; what machines read; the site's own texts.
fn finding(routes: Routes) -> Routes {
    use crate::listings::{found, machines, people, questions, texts};
    routes
        .get(Public, paths::Home::PATTERN, questions::routes::home)
        .get(Public, paths::Tags::PATTERN, questions::routes::tags)
        .get(Public, paths::Tag::PATTERN, questions::routes::tag)
        .get(Public, paths::Categories::PATTERN, questions::routes::categories)
        .get(Public, paths::Category::PATTERN, questions::routes::category)
        .get(Public, paths::Search::PATTERN, found::routes::search)
        .get(Public, paths::SearchSuggestions::PATTERN, found::routes::suggestions)
        .get(Public, paths::Users::PATTERN, people::routes::list)
        .get(Public, paths::User::PATTERN, people::routes::profile)
        .get(Member, paths::QuestionInvite::PATTERN, crate::invitations::routes::form)
        .post(Member, paths::QuestionInvite::PATTERN, crate::invitations::routes::invite)
        .get(Public, paths::UserReputation::PATTERN, ledger::routes::page)
        .post(Member, paths::UserReputationRead::PATTERN, ledger::routes::read)
        .get(Member, paths::EntryReview::PATTERN, reviews::routes::form)
        .post(Member, paths::EntryReview::PATTERN, reviews::routes::ask)
        .get(Staff, paths::StaffReviews::PATTERN, reviews::routes::list)
        .post(Staff, paths::StaffReview::PATTERN, reviews::routes::decide)
        .get(Public, paths::Privileges::PATTERN, privileges::routes::page)
        .get(Public, paths::RulesNow::PATTERN, crate::rulebook::routes::current)
        .get(Public, paths::Rules::PATTERN, privileges::routes::version)
        .get(Public, paths::FeedQuestions::PATTERN, machines::feeds::questions)
        .get(Public, paths::FeedTag::PATTERN, machines::feeds::tag)
        .get(Public, paths::Sitemap::PATTERN, machines::sitemap::index)
        .get(Public, paths::SitemapPart::PATTERN, machines::sitemap::part)
        .get(Public, paths::Robots::PATTERN, machines::site::robots)
        .get(Public, paths::OpenSearch::PATTERN, machines::site::opensearch)
        .get(Public, paths::Manifest::PATTERN, machines::site::manifest)
        .get(Public, paths::Favicon::PATTERN, machines::site::favicon)
        .get(Public, paths::Legal::PATTERN, texts::routes::legal)
        .get(Public, paths::Terms::PATTERN, texts::routes::terms)
        .get(Public, paths::Privacy::PATTERN, texts::routes::privacy)
        .get(Public, paths::Accessibility::PATTERN, texts::routes::accessibility)
        .get(Public, paths::Help::PATTERN, texts::routes::help)
        .get(Public, paths::Licences::PATTERN, texts::routes::licences)
}

/// Asking, and what is kept until it is published.
fn questions(routes: Routes) -> Routes {
    routes
        .get(Public, paths::Ask::PATTERN, ask::routes::form)
        .get(Public, paths::AskSimilar::PATTERN, ask::routes::similar_list)
        .post(Public, paths::Questions::PATTERN, ask::routes::publish)
        .post(Public, paths::QuestionSolves::PATTERN, ask::routes::solves)
        .post(Public, paths::Preview::PATTERN, preview::routes::show)
        .get(Member, paths::Drafts::PATTERN, drafts::routes::list)
        .post(Member, paths::Drafts::PATTERN, drafts::routes::save)
        .get(Member, paths::Draft::PATTERN, drafts::routes::open)
        .post(Member, paths::DraftPublish::PATTERN, drafts::routes::publish)
        .post(Public, paths::DraftDelete::PATTERN, drafts::routes::delete)
}

/// Reading a thread, and everything one can say there.
fn threads(routes: Routes) -> Routes {
    routes
        .get(Public, paths::QuestionShort::PATTERN, thread::routes::short)
        .get(Public, paths::Question::PATTERN, thread::routes::page)
        .get(Public, paths::Post::PATTERN, thread::routes::permalink)
        .post(Member, paths::QuestionAnswers::PATTERN, answers::post)
        .post(Member, paths::QuestionMeToo::PATTERN, facts::routes::me_too)
        .post(Member, paths::QuestionFollow::PATTERN, facts::routes::follow)
        .post(Member, paths::QuestionMute::PATTERN, facts::routes::mute)
        .post(Member, paths::QuestionSolvedElsewhere::PATTERN, facts::routes::solved_elsewhere)
        .post(Member, paths::PostVote::PATTERN, facts::routes::vote)
        .post(Member, paths::PostDidNotWork::PATTERN, facts::routes::did_not_work)
        .post(Member, paths::PostClear::PATTERN, facts::clarity::rate)
        .post(Member, paths::PostAccept::PATTERN, facts::routes::accept)
        .post(Member, paths::PostUnaccept::PATTERN, facts::routes::unaccept)
        .post(Member, paths::PostVerify::PATTERN, facts::routes::verify)
        .post(Member, paths::PostUnverify::PATTERN, facts::routes::unverify)
        .post(Member, paths::PostComments::PATTERN, comments::routes::post)
        .post(Member, paths::CommentDelete::PATTERN, comments::routes::delete)
        .get(Member, paths::PostFlag::PATTERN, flags::routes::post_form)
        .post(Member, paths::PostFlag::PATTERN, flags::routes::post)
        .get(Member, paths::CommentFlag::PATTERN, flags::routes::comment_form)
        .post(Member, paths::CommentFlag::PATTERN, flags::routes::comment)
}

/// Changing what was said, and who reads it first.
fn edits(routes: Routes) -> Routes {
    routes
        .get(Member, paths::PostEdit::PATTERN, edit::routes::form)
        .post(Member, paths::PostEdit::PATTERN, edit::routes::edit)
        .get(Public, paths::PostRevisions::PATTERN, edit::history::page)
        .get(Member, paths::PostSuggestions::PATTERN, edit::suggestions::of_post)
        .post(Member, paths::Suggestion::PATTERN, edit::suggestions::decide)
        .get(Member, paths::Review::PATTERN, edit::suggestions::review)
        .get(Member, paths::CommentEdit::PATTERN, edit::comment::form)
        .post(Member, paths::CommentEdit::PATTERN, edit::comment::edit)
}

/// The care of threads: closing, duplicates, deleting, redacting.
fn care_of_threads(routes: Routes) -> Routes {
    routes
        .get(Member, paths::QuestionClose::PATTERN, care::routes::close_form)
        .post(Member, paths::QuestionClose::PATTERN, care::routes::close)
        .get(Member, paths::QuestionReopen::PATTERN, care::routes::reopen_form)
        .post(Member, paths::QuestionReopen::PATTERN, care::routes::reopen)
        .get(Member, paths::QuestionDuplicate::PATTERN, care::routes::duplicate_form)
        .post(Member, paths::QuestionDuplicate::PATTERN, care::routes::duplicate)
        .get(Member, paths::QuestionMove::PATTERN, shaping::routes::move_form)
        .post(Member, paths::QuestionMove::PATTERN, shaping::routes::do_move)
        .get(Member, paths::QuestionMerge::PATTERN, shaping::routes::merge_form)
        .post(Member, paths::QuestionMerge::PATTERN, shaping::routes::do_merge)
        .get(Member, paths::QuestionSplit::PATTERN, shaping::routes::split_form)
        .post(Member, paths::QuestionSplit::PATTERN, shaping::routes::do_split)
        .post(Member, paths::QuestionAnswering::PATTERN, answering::toggle)
        .post(Member, paths::QuestionInsertReply::PATTERN, thread::routes::insert_reply)
        .post(Member, paths::QuestionRemind::PATTERN, waiting::routes::remind)
        .get(Member, paths::AnswersWaiting::PATTERN, waiting::routes::list)
        .get(Member, paths::QuestionFollowUp::PATTERN, followups::routes::of_thread)
        .post(Member, paths::QuestionFollowUp::PATTERN, followups::routes::say)
        .get(Member, paths::ProposedSolutions::PATTERN, followups::absent::routes::list)
        .post(Member, paths::PostSolvedForAsker::PATTERN, followups::absent::routes::say)
        .post(Member, paths::PostNotSolvedForAsker::PATTERN, followups::absent::routes::unsay)
        .get(Public, paths::FollowUp::PATTERN, followups::routes::from_mail)
        .post(Public, paths::FollowUp::PATTERN, followups::routes::say_by_mail)
        .get(Staff, paths::StaffCanned::PATTERN, crate::canned::routes::list)
        .post(Staff, paths::StaffCanned::PATTERN, crate::canned::routes::create)
        .get(Staff, paths::StaffCannedOne::PATTERN, crate::canned::routes::page)
        .post(Staff, paths::StaffCannedOne::PATTERN, crate::canned::routes::save)
        .post(Staff, paths::StaffCannedRetire::PATTERN, crate::canned::routes::retire)
        .get(Staff, paths::StaffGestures::PATTERN, crate::gestures::routes::list)
        .post(Staff, paths::StaffGesture::PATTERN, crate::gestures::routes::decide)
        .post(Manager, paths::StaffGestureKinds::PATTERN, crate::gestures::routes::create_kind)
        .post(Manager, paths::StaffGestureKindRetire::PATTERN, crate::gestures::routes::retire_kind)
        .post(Manager, paths::StaffGestureRules::PATTERN, crate::gestures::routes::save_rule)
        .get(Staff, paths::StaffIncidents::PATTERN, signs::incidents::routes::list)
        .post(Staff, paths::StaffIncidents::PATTERN, signs::incidents::routes::create)
        .get(Staff, paths::StaffIncident::PATTERN, signs::incidents::routes::page)
        .post(Staff, paths::StaffIncident::PATTERN, signs::incidents::routes::save)
        .post(Staff, paths::StaffIncidentEnd::PATTERN, signs::incidents::routes::end)
        .post(Staff, paths::StaffIncidentAttach::PATTERN, signs::incidents::routes::attach)
        .post(Staff, paths::StaffIncidentDetach::PATTERN, signs::incidents::routes::detach)
        .get(Staff, paths::QuestionPin::PATTERN, signs::pins::routes::form)
        .post(Staff, paths::QuestionPin::PATTERN, signs::pins::routes::pin)
        .get(Staff, paths::StaffPins::PATTERN, signs::pins::routes::list)
        .post(Staff, paths::StaffPinEnd::PATTERN, signs::pins::routes::unpin)
        .get(Manager, paths::StaffAnnouncements::PATTERN, signs::announcements::routes::list)
        .post(Manager, paths::StaffAnnouncements::PATTERN, signs::announcements::routes::create)
        .post(Manager, paths::StaffAnnouncementEnd::PATTERN, signs::announcements::routes::end)
        .get(Staff, paths::StaffTasks::PATTERN, followups::tasks::routes::list)
        .get(Staff, paths::StaffTask::PATTERN, followups::tasks::routes::one)
        .post(Staff, paths::StaffTask::PATTERN, followups::tasks::routes::done)
        .post(Staff, paths::StaffTaskTake::PATTERN, followups::tasks::routes::take)
        .get(Member, paths::QuestionAnonymise::PATTERN, care::routes::anonymise_form)
        .post(Member, paths::QuestionAnonymise::PATTERN, care::routes::anonymise)
        .get(Member, paths::PostDelete::PATTERN, care::routes::delete_form)
        .post(Member, paths::PostDelete::PATTERN, care::routes::delete)
        .post(Member, paths::PostRestore::PATTERN, care::routes::restore)
        .get(Member, paths::PostRedact::PATTERN, care::redact::form)
        .post(Member, paths::PostRedact::PATTERN, care::redact::redact)
        .get(Member, paths::PostPrivate::PATTERN, care::private::form)
        .post(Member, paths::PostPrivate::PATTERN, care::private::open)
}

/// Perks, briefings, notes of thanks.
fn thanking(routes: Routes) -> Routes {
    use crate::thanks::{briefings, notes, perks};
    routes
        .get(Public, paths::Briefings::PATTERN, briefings::public::list)
        .get(Public, paths::Briefing::PATTERN, briefings::public::page)
        .get(Public, paths::FeedBriefings::PATTERN, crate::listings::machines::feeds::briefings)
        .get(Member, paths::AmbassadorBriefings::PATTERN, briefings::reader::list)
        .get(Member, paths::AmbassadorBriefing::PATTERN, briefings::reader::page)
        .post(Member, paths::BriefingOpen::PATTERN, briefings::reader::open)
        .post(Member, paths::BriefingRemarks::PATTERN, briefings::reader::ask)
        .post(Member, paths::BriefingRemarkRemove::PATTERN, briefings::reader::remove)
        .get(Staff, paths::StaffBriefings::PATTERN, briefings::staff::list)
        .post(Staff, paths::StaffBriefings::PATTERN, briefings::staff::create)
        .get(Staff, paths::StaffBriefing::PATTERN, briefings::staff::page)
        .post(Staff, paths::StaffBriefing::PATTERN, briefings::staff::save)
        .post(Staff, paths::StaffBriefingShow::PATTERN, briefings::staff::show)
        .get(Member, paths::Perks::PATTERN, perks::routes::list)
        .post(Member, paths::PerkClaim::PATTERN, perks::routes::claim)
        .post(Member, paths::PerkReveal::PATTERN, perks::routes::reveal)
        .post(Member, paths::PerkReceived::PATTERN, perks::routes::received)
        .post(Member, paths::PerkCancel::PATTERN, perks::routes::cancel)
        .get(Manager, paths::StaffPerks::PATTERN, perks::staff::list)
        .post(Manager, paths::StaffPerks::PATTERN, perks::staff::create)
        .get(Manager, paths::StaffPerk::PATTERN, perks::staff::page)
        .post(Manager, paths::StaffPerk::PATTERN, perks::staff::save)
        .post(Manager, paths::StaffPerkCodes::PATTERN, perks::staff::codes)
        .post(Manager, paths::StaffPerkRetire::PATTERN, perks::staff::retire)
        .get(Manager, paths::StaffPerkClaims::PATTERN, perks::staff::claims)
        .post(Manager, paths::StaffPerkClaim::PATTERN, perks::staff::decide)
        .get(Manager, paths::StaffPerkValues::PATTERN, perks::staff::values)
        .get(Staff, paths::UserThank::PATTERN, notes::routes::form)
        .post(Staff, paths::UserThank::PATTERN, notes::routes::send)
        .post(Member, paths::Note::PATTERN, notes::routes::choose)
}

/// Coming in, leaving, what is one's own; the administration.
fn people(routes: Routes) -> Routes {
    routes
        .get(Public, paths::Signup::PATTERN, signup::routes::page)
        .post(Public, paths::Signup::PATTERN, signup::routes::sign_up)
        .get(Public, paths::Confirm::PATTERN, confirm::routes::page)
        .post(Public, paths::Confirm::PATTERN, confirm::routes::code)
        .get(Public, paths::ConfirmToken::PATTERN, confirm::routes::link_page)
        .post(Public, paths::ConfirmToken::PATTERN, confirm::routes::link)
        .get(Public, paths::Login::PATTERN, login::routes::page)
        .post(Public, paths::Login::PATTERN, login::routes::log_in)
        .post(Public, paths::Logout::PATTERN, login::routes::log_out)
        .get(Member, paths::Prove::PATTERN, login::routes::prove_page)
        .post(Member, paths::Prove::PATTERN, login::routes::prove)
        .get(Public, paths::Forgot::PATTERN, reset::routes::forgot_page)
        .post(Public, paths::Forgot::PATTERN, reset::routes::forgot)
        .get(Public, paths::Reset::PATTERN, reset::routes::page)
        .post(Public, paths::Reset::PATTERN, reset::routes::reset)
        .post(Public, paths::Language::PATTERN, settings::display::language)
        .post(Public, paths::Theme::PATTERN, settings::display::theme_form)
        .get(Public, paths::Shortcuts::PATTERN, shortcuts::show)
        .get(Member, paths::Settings::PATTERN, settings::profile::first)
        .get(Member, paths::SettingsProfile::PATTERN, settings::profile::page)
        .post(Member, paths::SettingsProfile::PATTERN, settings::profile::save)
        .post(Member, paths::SettingsAvatar::PATTERN, settings::avatar::save)
        .get(Member, paths::SettingsEmail::PATTERN, settings::email::page)
        .post(Member, paths::SettingsEmail::PATTERN, settings::email::save)
        .get(Member, paths::SettingsPassword::PATTERN, settings::password::page)
        .post(Member, paths::SettingsPassword::PATTERN, settings::password::save)
        .get(Member, paths::SettingsMails::PATTERN, settings::mails::page)
        .post(Member, paths::SettingsMails::PATTERN, settings::mails::save)
        .post(Member, paths::SettingsWatch::PATTERN, notifications::watch::end)
        .get(Member, paths::SettingsDisplay::PATTERN, settings::display::page)
        .post(Member, paths::SettingsDisplay::PATTERN, settings::display::save)
        .get(Member, paths::SettingsSessions::PATTERN, settings::sessions::page)
        .post(Member, paths::SettingsSessions::PATTERN, settings::sessions::end)
        .get(Member, paths::SettingsData::PATTERN, settings::data::page)
        .post(Member, paths::SettingsExport::PATTERN, settings::data::export)
        .post(Member, paths::SettingsDelete::PATTERN, settings::data::delete)
        .get(Member, paths::SettingsReplies::PATTERN, settings::replies::page)
        .post(Member, paths::SettingsReplies::PATTERN, settings::replies::save)
        .post(Member, paths::SettingsReplyDelete::PATTERN, settings::replies::delete)
        .post(Public, paths::CspReport::PATTERN, reports::csp)
        .get(Member, paths::UserClaim::PATTERN, claims::request::page)
        .post(Member, paths::UserClaim::PATTERN, claims::request::send)
        .get(Manager, paths::StaffClaims::PATTERN, claims::staff::list)
        .get(Manager, paths::StaffClaim::PATTERN, claims::staff::page)
        .post(Manager, paths::StaffClaim::PATTERN, claims::staff::decide)
        .get(Manager, paths::StaffCategories::PATTERN, admin::categories::routes::list)
        .post(Manager, paths::StaffCategories::PATTERN, admin::categories::routes::create)
        .get(Manager, paths::StaffCategory::PATTERN, admin::categories::routes::page)
        .post(Manager, paths::StaffCategory::PATTERN, admin::categories::routes::save)
        .get(Admin, paths::Admin::PATTERN, admin::routes::landing)
        .get(Manager, paths::AdminDeadlines::PATTERN, admin::deadlines::routes::list)
        .get(Manager, paths::AdminDeadline::PATTERN, admin::deadlines::routes::page)
        .post(Manager, paths::AdminDeadline::PATTERN, admin::deadlines::routes::save)
        .get(Manager, paths::AdminCalendar::PATTERN, admin::deadlines::calendar)
        .post(Manager, paths::AdminCalendar::PATTERN, admin::deadlines::save_calendar)
        .get(Manager, paths::AdminAlertWords::PATTERN, admin::deadlines::alert_words)
        .post(Manager, paths::AdminAlertWords::PATTERN, admin::deadlines::save_alert_words)
        .get(Manager, paths::AdminDepartments::PATTERN, admin::departments::routes::list)
        .post(Manager, paths::AdminDepartments::PATTERN, admin::departments::routes::create)
        .get(Manager, paths::AdminDepartment::PATTERN, admin::departments::routes::page)
        .post(Manager, paths::AdminDepartment::PATTERN, admin::departments::routes::save)
        .post(Manager, paths::AdminDepartmentPeople::PATTERN, admin::departments::routes::people)
        .post(Manager, paths::AdminRouting::PATTERN, admin::departments::routes::add_rule)
        .post(Manager, paths::AdminRoutingRemove::PATTERN, admin::departments::routes::remove_rule)
        .get(Manager, paths::AdminRules::PATTERN, crate::rulebook::routes::page)
        .post(Manager, paths::AdminRules::PATTERN, crate::rulebook::routes::save)
        .get(Admin, paths::AdminOutbox::PATTERN, admin::routes::outbox)
        .get(Admin, paths::AdminMail::PATTERN, admin::routes::mail)
}

/// Badges; and votes that look arranged.
fn honours(routes: Routes) -> Routes {
    use crate::{badges, fair_play, insights};
    routes
        .get(Public, paths::Badges::PATTERN, badges::routes::all)
        .get(Public, paths::Badge::PATTERN, badges::routes::one)
        .get(Public, paths::UserBadges::PATTERN, badges::routes::of_member)
        .get(Manager, paths::UserBadgeGrant::PATTERN, badges::routes::grant_form)
        .post(Manager, paths::UserBadgeGrant::PATTERN, badges::routes::grant)
        .get(Manager, paths::BadgeRevoke::PATTERN, badges::routes::revoke_form)
        .post(Manager, paths::BadgeRevoke::PATTERN, badges::routes::revoke)
        .get(Staff, paths::StaffAudit::PATTERN, crate::accountability::record::routes::page)
        .get(Public, paths::Transparency::PATTERN, crate::accountability::transparency::routes::page)
        .get(Staff, paths::StaffInsights::PATTERN, insights::routes::page)
        .get(Staff, paths::StaffInsightsCsv::PATTERN, insights::routes::csv)
        .get(Staff, paths::StaffInsightThreads::PATTERN, insights::routes::list)
        .get(Staff, paths::StaffSignals::PATTERN, insights::signals::routes::page)
        .post(Staff, paths::StaffSignalEnd::PATTERN, insights::signals::routes::end)
        .get(Staff, paths::StaffCases::PATTERN, fair_play::routes::list)
        .get(Staff, paths::StaffCase::PATTERN, fair_play::routes::page)
        .post(Staff, paths::StaffCase::PATTERN, fair_play::routes::decide)
}

/// The ambassador programme: for all, for oneself, for managers.
fn programme(routes: Routes) -> Routes {
    use crate::ambassadors::{desk, hub, nominations, own};
    routes
        .get(Public, paths::Ambassadors::PATTERN, hub::routes::page)
        .get(Member, paths::AmbassadorsMe::PATTERN, own::routes::page)
        .post(Member, paths::AmbassadorsOfferAccept::PATTERN, own::routes::accept)
        .post(Member, paths::AmbassadorsOfferDecline::PATTERN, own::routes::decline)
        .post(Member, paths::AmbassadorsOfferAsk::PATTERN, own::routes::ask)
        .post(Member, paths::AmbassadorsRenew::PATTERN, own::routes::renew)
        .post(Member, paths::AmbassadorsLeave::PATTERN, own::routes::away)
        .post(Member, paths::AmbassadorsBack::PATTERN, own::routes::back)
        .post(Member, paths::AmbassadorsStepDown::PATTERN, own::routes::step_down)
        .post(Member, paths::AmbassadorsBoards::PATTERN, own::routes::leaderboards)
        .get(Member, paths::AmbassadorsAppeal::PATTERN, own::appeal::form)
        .post(Member, paths::AmbassadorsAppeal::PATTERN, own::appeal::send)
        .get(Member, paths::AmbassadorsNominate::PATTERN, nominations::routes::form)
        .post(Member, paths::AmbassadorsNominate::PATTERN, nominations::routes::send)
        .get(Member, paths::Nomination::PATTERN, nominations::routes::page)
        .post(Member, paths::NominationConsent::PATTERN, nominations::routes::consent)
        .post(Member, paths::NominationTestify::PATTERN, nominations::routes::testify)
        .get(Manager, paths::StaffProgramme::PATTERN, desk::routes::page)
        .post(Manager, paths::StaffSeats::PATTERN, desk::routes::seats)
        .get(Manager, paths::StaffMember::PATTERN, desk::routes::member)
        .post(Manager, paths::StaffMember::PATTERN, desk::routes::decide)
        .get(Manager, paths::StaffNomination::PATTERN, desk::answers::nomination)
        .post(Manager, paths::StaffNomination::PATTERN, desk::answers::answer_nomination)
        .get(Manager, paths::StaffAppeal::PATTERN, desk::answers::appeal)
        .post(Manager, paths::StaffAppeal::PATTERN, desk::answers::answer_appeal)
}

/// The whole site, ready to serve.
pub fn build(app: &App) -> anyhow::Result<Router> {
    dress(app, routes().into_router())
}

/// Puts the layers around pages, and the few addresses that need none beside them.
pub fn dress(app: &App, pages: Router<App>) -> anyhow::Result<Router> {
    let site = pages
        .fallback(async || Error::NotFound)
        .layer(from_fn(two_factor::entry::obliged))
        .layer(from_fn(again::layer))
        .layer(from_fn(limits::pages))
        .layer(from_fn(csrf::guard))
        .layer(csrf::layer(&app.config)?)
        .layer(DefaultBodyLimit::max(arrival::LARGEST))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), context::layer))
        .layer(session::layer(app.sessions.clone(), &app.config))
        .layer(from_fn_with_state(app.clone(), session::take_back))
        .layer(from_fn(respond::etag))
        .layer(from_fn_with_state(app.clone(), crowding::layer))
        .layer(from_fn(pace::in_time))
        .layer(compression::shared())
        .layer(compression::own())
        .layer(from_fn_with_state(app.clone(), kept::layer));
    Ok(Router::new()
        .route(paths::Healthz::PATTERN, get(health::alive))
        .route(paths::Readyz::PATTERN, get(health::ready))
        .route(paths::Asset::PATTERN, get(assets::serve).layer(CompressionLayer::new()))
        .merge(site)
        .layer(from_fn_with_state(app.clone(), headers::layer))
        .with_state(app.clone()))
}

/// The private listener's only page.
pub fn metrics(app: &App) -> Router {
    Router::new().route(paths::Metrics::PATTERN, get(health::metrics)).with_state(app.clone())
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    Error::Internal(anyhow::anyhow!("panic: {text}")).into_response()
}
