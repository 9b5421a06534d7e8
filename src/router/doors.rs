//! The second step of coming in, the limits of what one may ask for, and photos.

use crate::accountability::limits;
use crate::accounts::{approval, two_factor};
use crate::notifications;
use crate::photos;
use crate::questions::photos as beside;
use crate::web::paths;
use crate::web::routes::Access::{Admin, Manager, Member, Public, Staff};
use crate::web::routes::Routes;

/// Two-step log-in; what is counted, and who met a limit.
pub fn two_step(routes: Routes) -> Routes {
    routes
        .get(Public, paths::LoginCode::PATTERN, two_factor::entry::page)
        .post(Public, paths::LoginCode::PATTERN, two_factor::entry::enter)
        .get(Member, paths::SettingsTwoStep::PATTERN, two_factor::routes::page)
        .post(Member, paths::SettingsTwoStep::PATTERN, two_factor::routes::begin)
        .get(Member, paths::SettingsTwoStepNew::PATTERN, two_factor::routes::new_page)
        .post(Member, paths::SettingsTwoStepNew::PATTERN, two_factor::routes::confirm)
        .post(Member, paths::SettingsTwoStepCodes::PATTERN, two_factor::routes::new_codes)
        .post(Member, paths::SettingsTwoStepOff::PATTERN, two_factor::routes::off)
        .get(Admin, paths::AdminTwoStep::PATTERN, two_factor::admin::page)
        .post(Admin, paths::AdminTwoStep::PATTERN, two_factor::admin::oblige)
        .post(Admin, paths::AdminTwoStepReset::PATTERN, two_factor::admin::reset)
        .get(Staff, paths::StaffSignups::PATTERN, approval::routes::list)
        .post(Staff, paths::StaffSignups::PATTERN, approval::routes::decide)
        .post(Manager, paths::StaffSignupRanges::PATTERN, approval::routes::leave_out)
        .get(Staff, paths::StaffLimits::PATTERN, limits::routes::page)
        .post(Staff, paths::StaffLimitLift::PATTERN, limits::routes::lift)
}

/// Photos: sent ahead of a text, shown, and those of a text.
pub fn pictures(routes: Routes) -> Routes {
    routes
        .post(Public, paths::Photos::PATTERN, photos::routes::ahead)
        .get(Public, paths::Photo::PATTERN, photos::routes::large)
        .get(Public, paths::PhotoSmall::PATTERN, photos::routes::small)
        .get(Member, paths::PostPhotos::PATTERN, beside::list)
        .post(Member, paths::PostPhotos::PATTERN, beside::add)
        .post(Member, paths::PostPhotoRemove::PATTERN, beside::remove)
}

/// What members are told, and what ends it.
pub fn told(routes: Routes) -> Routes {
    routes
        .get(Member, paths::Notifications::PATTERN, notifications::routes::list)
        .post(Member, paths::NotificationsRead::PATTERN, notifications::routes::read)
        .get(Member, paths::Notification::PATTERN, notifications::routes::open)
        .get(Public, paths::Unsubscribe::PATTERN, notifications::unsubscribe::page)
        .post(Public, paths::Unsubscribe::PATTERN, notifications::unsubscribe::end)
        .post(Member, paths::TagWatch::PATTERN, notifications::watch::tag)
        .post(Member, paths::CategoryWatch::PATTERN, notifications::watch::category)
        .post(Member, paths::UserWatch::PATTERN, notifications::watch::person)
}
