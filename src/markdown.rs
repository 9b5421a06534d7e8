//! Markdown → safe HTML; the only place where people's text becomes raw HTML.
