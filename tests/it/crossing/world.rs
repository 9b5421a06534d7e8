//! A small community in which every address leads somewhere.

use entity::PostId;
use entraide::values;

use crate::support::*;

pub struct World {
    pub asker: Client,
    pub helper: Client,
    pub staff: Client,
    pub manager: Client,
    pub admin: Client,
    pub thread: Thread,
}

impl World {
    pub async fn new(app: &TestApp) -> World {
        let asker = app.member("ada").await;
        let helper = app.ambassador("basile").await;
        let staff = app.staff("claire").await;
        let manager = app.manager("manon").await;
        let admin = app.admin("root").await;
        let thread = seed(app, "The box blinks orange since the update", asker.id, &[helper.id, staff.id]).await;
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', 'Box and Wi-Fi.', 'Box et Wi-Fi.', 1, $1)", values![app.now()]).await;
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', $1, 1)", values![app.now()]).await;
        app.exec(
            "INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT $1, id, 0, FALSE, $2 FROM tag",
            values![thread.id.0, app.now()],
        )
        .await;
        app.exec(
            "INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $1, $2, 'Since when?', 'markdown', 'Since when?', 'visible', FALSE, 0, $3)",
            values![thread.id.0, helper.id.0, app.now()],
        )
        .await;
        app.exec("UPDATE post SET comment_count = 1 WHERE id = $1", values![thread.id.0]).await;
        app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id = $1", values![thread.id.0]).await;
        app.ignore_mails();
        let world = World { asker, helper, staff, manager, admin, thread };
        // sessions are marked as used at their first request
        for who in [&world.asker, &world.helper, &world.staff, &world.manager, &world.admin] {
            who.get("/no-such-page").await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        world
    }

    /// A path of the table with its `{names}` replaced by what there is.
    pub fn fill(&self, pattern: &str) -> String {
        let answers = pattern.starts_with("/posts/{id}/acc") || pattern.starts_with("/posts/{id}/did") || pattern.starts_with("/posts/{id}/ver");
        let id = if answers { self.thread.answers[0] } else { self.thread.id };
        let id = if pattern.starts_with("/comments/") || pattern.starts_with("/drafts/") || pattern.starts_with("/suggestions/") || pattern.starts_with("/staff/") || pattern.starts_with("/admin/") { PostId(1) } else { id };
        pattern
            .replace("{id}", &id.to_string())
            .replace("{slug}", if pattern.starts_with("/categories") { "box" } else { &self.thread.slug })
            .replace("{username}", "basile")
            .replace("{name}", "wifi")
            .replace("{word}", "useful")
            .replace("{token}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
            .replace("{file}", "wifi.atom")
            .replace("{part}", "1.xml")
            .replace("{key}", "00000000000000000000000000000000")
    }

    /// A form with a field for every purpose.
    pub fn form(&self) -> String {
        let fields = "title=A+forged+question+title&body=forged&direction=up&reason=other&details=forged&next=%2F&login=ada&username=mallory&email=m%40example.com&password=correct+horse+battery&lang=fr&theme=dark&of=1&q=x&revision=1&outcome=solved&message=x";
        fields.to_owned()
    }
}
