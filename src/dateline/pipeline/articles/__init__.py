"""Articles: from files, pages, rows and archives to documents, segments and sentences."""
