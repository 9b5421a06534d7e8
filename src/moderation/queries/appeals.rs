//! Whom an appeal concerns and who may judge it, as conditions of SQL.

/// Whom an appeal `x` concerns, against a decision `d` or the answer to a notice.
pub const CONCERNS: &str = "COALESCE(d.member_id, (SELECT MAX(j.about_id) FROM moderation_item j WHERE j.object = 'appeal' AND j.object_id = x.id))";

/// Did `who`, an expression of SQL, take part in what an appeal `x` is against, a decision `d` or the answer to a notice
/// `n`? They decided it, or anything about the same text or account, reported it, or wrote about it or whom it concerns.
pub fn took_part(who: &str) -> String {
    let (object, id) = ("COALESCE(d.object, n.object)", "COALESCE(d.object_id, n.object_id)");
    format!(
        "({who} = COALESCE(d.decided_by, n.decided_by, 0)
            OR EXISTS (SELECT 1 FROM moderation_decision e WHERE e.object = {object} AND e.object_id = {id} AND e.decided_by = {who})
            OR EXISTS (SELECT 1 FROM flag f WHERE f.actor_id = {who} AND (({object} = 'post' AND f.post_id = {id} AND f.comment_id IS NULL) OR ({object} = 'comment' AND f.comment_id = {id})))
            OR EXISTS (SELECT 1 FROM moderation_note t LEFT JOIN moderation_item i ON i.id = t.item_id
                WHERE t.author_id = {who} AND (t.member_id = {CONCERNS} OR t.item_id = d.item_id OR (i.object = {object} AND i.object_id = {id}))))"
    )
}

/// Somebody of the team, `who` of the table `account`, who can decide on an appeal `x` at the moment `now`: they are there,
/// and it does not concern them.
pub fn able(who: &str, now: &str) -> String {
    format!("{who}.role <> 'customer' AND {who}.deleted_at IS NULL AND {who}.placeholder = FALSE AND COALESCE({who}.suspended_until, 0) <= {now} AND {who}.id <> COALESCE({CONCERNS}, 0)")
}

/// What an appeal `x` is against.
pub const AGAINST: &str = "LEFT JOIN moderation_decision d ON d.id = x.decision_id LEFT JOIN content_notice n ON n.id = x.notice_id";
