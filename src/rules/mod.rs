//! The pure core: values in, decision out. No async, no I/O, no database, no HTTP, no HTML; everything here can
//! be read in one sitting and tested by property.
