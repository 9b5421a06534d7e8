//! Who may be told of what: asked when a notification is shown, counted or mailed, and again when the mail leaves.

/// What a part `t` is about: its post `p`, the thread `q`, the comment `c`.
pub const JOINS: &str = "LEFT JOIN post p ON p.id = t.post_id LEFT JOIN question q ON q.id = p.question_id LEFT JOIN comment c ON c.id = t.comment_id";

/// May the account `a` see the part `t` of [`JOINS`]? What is about no post is.
pub const SEEN: &str = "(t.post_id = 0 OR p.state = 'visible' AND q.state = 'visible' OR p.state = 'reserved' AND q.state = 'reserved' AND (a.role <> 'customer' OR a.rank = 'ambassador'))
    AND (t.comment_id = 0 OR c.state = 'visible')";

/// Has the notification `n` of the account `a` a part that may be seen?
pub fn any() -> String {
    format!("EXISTS (SELECT 1 FROM notification_part t {JOINS} WHERE t.notification_id = n.id AND {SEEN})")
}
