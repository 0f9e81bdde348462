"""What is drawn: a scene becomes an SVG document, one layer per file, bottom to top."""
