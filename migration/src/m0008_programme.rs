//! The programme: seats, nominations and what people testify, appeals, leaderboards, and how often threads are read.

crate::step!(STATEMENTS);

const STATEMENTS: &[&str] = &[
    // A category without a row has as many seats as there are ambassadors.
    r"CREATE TABLE seat (
        id BIGINT NOT NULL PRIMARY KEY REFERENCES category (id),
        seats BIGINT NOT NULL,
        set_by BIGINT REFERENCES account (id),
        set_at BIGINT NOT NULL
    )",
    // `asked`: the nominee has not said yes yet. `complete`: enough people testified, a manager answers.
    r"CREATE TABLE nomination (
        id {id},
        nominee_id BIGINT NOT NULL REFERENCES account (id),
        by_id BIGINT NOT NULL REFERENCES account (id),
        words TEXT NOT NULL,
        state TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        consented_at BIGINT,
        complete_at BIGINT,
        due_at BIGINT,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        reason TEXT NOT NULL
    )",
    r"CREATE UNIQUE INDEX nomination_once ON nomination (nominee_id) WHERE state IN ('asked', 'open', 'complete')",
    r"CREATE INDEX nomination_state ON nomination (state, id)",
    r"CREATE INDEX nomination_by ON nomination (by_id, id)",
    r"CREATE INDEX nomination_nominee ON nomination (nominee_id, id)",
    // `month` in the community's zone, months since year 0: so many a month at most.
    r"CREATE TABLE testimonial (
        id {id},
        nomination_id BIGINT NOT NULL REFERENCES nomination (id),
        nominee_id BIGINT NOT NULL REFERENCES account (id),
        author_id BIGINT NOT NULL REFERENCES account (id),
        words TEXT NOT NULL,
        at BIGINT NOT NULL,
        month BIGINT NOT NULL,
        UNIQUE (nomination_id, author_id)
    )",
    r"CREATE INDEX testimonial_author ON testimonial (author_id, month)",
    // Once for each decision.
    r"CREATE TABLE appeal (
        id {id},
        member_id BIGINT NOT NULL REFERENCES account (id),
        event_id BIGINT NOT NULL REFERENCES rank_event (id),
        words TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by BIGINT REFERENCES account (id),
        overturned BOOLEAN,
        no_second BOOLEAN NOT NULL,
        reason TEXT NOT NULL,
        UNIQUE (event_id)
    )",
    r"CREATE INDEX appeal_open ON appeal (id) WHERE decided_at IS NULL",
    r"CREATE INDEX appeal_member ON appeal (member_id, id)",
    // Worked out by a job; category 0 is all of them.
    r"CREATE TABLE leaderboard (
        board TEXT NOT NULL,
        category_id BIGINT NOT NULL,
        member_id BIGINT NOT NULL REFERENCES account (id),
        points BIGINT NOT NULL,
        PRIMARY KEY (board, category_id, member_id)
    )",
    r"CREATE INDEX leaderboard_place ON leaderboard (board, category_id, points, member_id)",
    // Who does not want to be on a leaderboard.
    r"CREATE TABLE leaderboard_out (
        member_id BIGINT NOT NULL PRIMARY KEY REFERENCES account (id),
        since BIGINT NOT NULL
    )",
    // What ambassadors solve most; worked out by the same job.
    r"CREATE TABLE ambassador_topic (
        member_id BIGINT NOT NULL REFERENCES account (id),
        place BIGINT NOT NULL,
        category_id BIGINT REFERENCES category (id),
        tag_id BIGINT REFERENCES tag (id),
        solved BIGINT NOT NULL,
        PRIMARY KEY (member_id, place)
    )",
    r"CREATE TABLE question_month (
        question_id BIGINT NOT NULL REFERENCES post (id),
        month BIGINT NOT NULL,
        views BIGINT NOT NULL,
        PRIMARY KEY (question_id, month)
    )",
];
