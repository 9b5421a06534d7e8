//! What finding needs: the search documents and their words, similar questions, and the orders of the lists.
//!
//! Both databases hold the same tokens, made by us (folded, stemmed), so that both find alike: SQLite in an FTS5 table
//! without content, PostgreSQL in a `tsvector` with a GIN index.

crate::step!(SQLITE or POSTGRES, then BOTH);

const SQLITE: &[&str] = &[
    // detail=column: in which field a word is, not where in it; nobody searches for phrases.
    "CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='', contentless_delete=1, detail=column, tokenize=\"ascii tokenchars '_'\")",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_index', 'row')",
    r"CREATE TABLE search_rank (
        question_id INTEGER NOT NULL PRIMARY KEY,
        packed TEXT NOT NULL
    )",
    r"CREATE TABLE search_term (
        term TEXT NOT NULL PRIMARY KEY,
        word TEXT NOT NULL,
        df BIGINT NOT NULL,
        spelled BOOLEAN NOT NULL
    )",
    r"CREATE TABLE search_spelling (
        spelling TEXT NOT NULL,
        term TEXT NOT NULL,
        PRIMARY KEY (spelling, term)
    ) WITHOUT ROWID",
];

const POSTGRES: &[&str] = &[
    r"CREATE TABLE search_rank (
        question_id BIGINT NOT NULL PRIMARY KEY,
        packed TEXT NOT NULL,
        terms TSVECTOR NOT NULL
    )",
    // Without the pending list a search never has to walk through what was written last.
    r"CREATE INDEX search_rank_terms ON search_rank USING gin (terms) WITH (fastupdate = off)",
    // Beginnings of words are looked up as ranges of bytes.
    r#"CREATE TABLE search_term (
        term TEXT COLLATE "C" NOT NULL PRIMARY KEY,
        word TEXT NOT NULL,
        df BIGINT NOT NULL,
        spelled BOOLEAN NOT NULL
    )"#,
    r#"CREATE TABLE search_spelling (
        spelling TEXT COLLATE "C" NOT NULL,
        term TEXT COLLATE "C" NOT NULL,
        PRIMARY KEY (spelling, term)
    )"#,
];

const BOTH: &[&str] = &[
    r"CREATE TABLE search_document (
        question_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id),
        text TEXT NOT NULL,
        answer_id BIGINT REFERENCES post (id),
        answer TEXT NOT NULL,
        sentence TEXT NOT NULL
    )",
    r"CREATE TABLE search_related (
        question_id BIGINT NOT NULL REFERENCES post (id),
        position BIGINT NOT NULL,
        related_id BIGINT NOT NULL REFERENCES post (id),
        PRIMARY KEY (question_id, position)
    )",
    // What the search job has done: `counted` documents, `related` up to a question's id.
    r"CREATE TABLE search_state (
        name TEXT NOT NULL PRIMARY KEY,
        value BIGINT NOT NULL
    )",
    r"CREATE INDEX question_open_newest ON question (state, id) WHERE solved_at IS NULL AND closed_at IS NULL",
    r"CREATE INDEX question_open_votes ON question (state, score, id) WHERE solved_at IS NULL AND closed_at IS NULL",
    r"CREATE INDEX question_unanswered_newest ON question (state, id) WHERE peer_answer_count = 0",
    r"CREATE INDEX question_unanswered_votes ON question (state, score, id) WHERE peer_answer_count = 0",
    r"CREATE INDEX question_solved_newest ON question (state, id) WHERE solved_at IS NOT NULL",
    r"CREATE INDEX question_solved_votes ON question (state, score, id) WHERE solved_at IS NOT NULL",
    r"CREATE INDEX question_category_unanswered ON question (category_id, state, activity_at, id) WHERE peer_answer_count = 0",
    r"CREATE INDEX question_category_solved ON question (category_id, state, activity_at, id) WHERE solved_at IS NOT NULL",
    // What someone wrote, with what it was worth, without reading the posts.
    r"CREATE INDEX post_author_visible ON post (author_id, kind, id, score) WHERE state = 'visible'",
    r"CREATE INDEX account_reputation ON account (reputation, id) WHERE deleted_at IS NULL",
    r"CREATE INDEX acceptance_recent ON acceptance (at) WHERE withdrawn_at IS NULL",
    r"CREATE INDEX vote_recent ON vote (at) WHERE withdrawn_at IS NULL",
];
