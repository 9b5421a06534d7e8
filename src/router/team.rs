//! The team's part of the table: moderation, what the brand owes threads, the desk.

use crate::web::paths;
use crate::web::routes::Access::{Manager, Member, Public, Staff};
use crate::web::routes::Routes;

/// What waits for a moderator, what was decided, and reporting without an account.
pub fn moderation(routes: Routes) -> Routes {
    use crate::moderation::{first_posts, members, notice_routes, own, routes as queue, staff, words};
    routes
        .get(Staff, paths::StaffModeration::PATTERN, queue::list)
        .get(Staff, paths::StaffItem::PATTERN, staff::page)
        .post(Staff, paths::StaffItem::PATTERN, staff::decide)
        .post(Staff, paths::StaffItemClaim::PATTERN, staff::claim)
        .post(Staff, paths::StaffItemNote::PATTERN, staff::note)
        .post(Staff, paths::StaffDecisionUndo::PATTERN, staff::undo)
        .post(Staff, paths::StaffModerate::PATTERN, queue::open)
        .get(Staff, paths::StaffModerationMember::PATTERN, members::page)
        .post(Staff, paths::StaffModerationMember::PATTERN, members::act)
        .post(Staff, paths::StaffModerationMemberNote::PATTERN, members::note)
        .post(Staff, paths::StaffMemberPicture::PATTERN, members::picture)
        .post(Manager, paths::StaffMerge::PATTERN, members::merge_into)
        .get(Manager, paths::StaffWords::PATTERN, words::list)
        .post(Manager, paths::StaffWords::PATTERN, words::add)
        .post(Manager, paths::StaffWordDrop::PATTERN, words::drop)
        .get(Member, paths::FirstPosts::PATTERN, first_posts::list)
        .post(Member, paths::FirstPost::PATTERN, first_posts::fine)
        .get(Member, paths::OwnDecisions::PATTERN, own::list)
        .get(Member, paths::OwnDecision::PATTERN, own::page)
        .post(Member, paths::OwnDecisionAppeal::PATTERN, own::appeal)
        .get(Public, paths::Notice::PATTERN, notice_routes::form)
        .post(Public, paths::Notice::PATTERN, notice_routes::send)
        .get(Public, paths::NoticeOf::PATTERN, notice_routes::page)
        .post(Public, paths::NoticeContest::PATTERN, notice_routes::contest)
}

/// What the brand owes threads: the doors of askers and members, the team's page, the exchange in private.
pub fn outcomes(routes: Routes) -> Routes {
    use crate::escalations::routes::{acts, asker, desk, lists, private};
    routes
        .get(Member, paths::QuestionEscalate::PATTERN, asker::escalate_form)
        .post(Member, paths::QuestionEscalate::PATTERN, asker::escalate)
        .post(Member, paths::QuestionDisagree::PATTERN, asker::disagree)
        .get(Member, paths::QuestionDetails::PATTERN, asker::details_form)
        .post(Member, paths::QuestionDetails::PATTERN, asker::details)
        .get(Member, paths::QuestionPrivate::PATTERN, private::page)
        .post(Member, paths::QuestionPrivate::PATTERN, private::say)
        .post(Member, paths::QuestionPrivateOpen::PATTERN, private::open)
        .get(Staff, paths::StaffThread::PATTERN, desk::page)
        .get(Staff, paths::StaffPromises::PATTERN, lists::promises)
        .get(Staff, paths::StaffMentions::PATTERN, lists::mentions)
        .post(Staff, paths::StaffMentions::PATTERN, lists::read)
        .post(Staff, paths::StaffThreadClaim::PATTERN, acts::claim)
        .post(Staff, paths::StaffThreadRelease::PATTERN, acts::release)
        .post(Staff, paths::StaffThreadTakeOver::PATTERN, acts::take_over)
        .post(Staff, paths::StaffThreadAssign::PATTERN, acts::assign)
        .post(Staff, paths::StaffThreadHandOver::PATTERN, acts::hand_over)
        .post(Staff, paths::StaffThreadSnooze::PATTERN, acts::snooze)
        .post(Staff, paths::StaffThreadWake::PATTERN, acts::wake)
        .post(Staff, paths::StaffThreadDetails::PATTERN, acts::details)
        .post(Staff, paths::StaffThreadPromise::PATTERN, acts::promise)
        .post(Staff, paths::StaffThreadReply::PATTERN, acts::reply)
        .post(Staff, paths::StaffThreadCanned::PATTERN, crate::escalations::routes::insert::insert)
        .get(Staff, paths::StaffThreadGesture::PATTERN, crate::gestures::routes::form)
        .post(Staff, paths::StaffThreadGesture::PATTERN, crate::gestures::routes::propose)
        .post(Staff, paths::StaffThreadResolve::PATTERN, acts::resolve)
        .post(Staff, paths::StaffThreadDecline::PATTERN, acts::decline)
        .post(Staff, paths::StaffThreadNote::PATTERN, acts::note)
        .post(Staff, paths::StaffEscalationClaim::PATTERN, acts::claim)
        .post(Staff, paths::StaffEscalationRelease::PATTERN, acts::release)
        .post(Staff, paths::StaffEscalationHandOver::PATTERN, acts::hand_over)
        .post(Staff, paths::StaffEscalationNote::PATTERN, acts::note)
        .post(Staff, paths::StaffEscalationResolve::PATTERN, acts::resolve)
        .post(Staff, paths::StaffEscalationPromise::PATTERN, acts::promise)
}

/// The team's desk: what the brand owes a look.
pub fn desk(routes: Routes) -> Routes {
    use crate::feed::{self, acts, live, panel, presence};
    routes
        .get(Staff, paths::StaffFeed::PATTERN, feed::routes::page)
        .get(Staff, paths::StaffFeedAct::PATTERN, acts::routes::form)
        .post(Staff, paths::StaffFeedAct::PATTERN, acts::routes::act)
        .post(Staff, paths::StaffFeedUndo::PATTERN, acts::routes::take_back)
        .get(Staff, paths::StaffThreadPanel::PATTERN, panel::routes::show)
        .post(Staff, paths::StaffThreadHere::PATTERN, presence::routes::say)
        .get(Member, paths::Events::PATTERN, live::events)
}
