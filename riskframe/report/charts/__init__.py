"""Pictures: pure functions of view records to SVG text.

Every picture begins with a <title> that says what it shows in a sentence (the PDF's alternative text) and a <desc> with
the particulars. Colours are written out for print; the classes beside them let a screen in dark mode repaint. No ids
(several pictures share one document), no opacity (it costs size in a PDF), no style attributes (a strict content
security policy refuses them).
"""
