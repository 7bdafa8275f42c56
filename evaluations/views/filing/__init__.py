"""The filer's pages: 我的待办, the stages of a filing, rows of its tables. Made from the document, for any document."""
