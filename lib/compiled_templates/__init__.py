"""Django's templates, turned into Python functions when they are first shown.

The loader hands out templates whose lists of nodes render by a function (nodelists). Each template and each block of
one becomes a function (writing), which gets what it uses by name and adds its pieces to a list. Names are found once,
`if` and `for` are Python's, a piece that is included under a fixed name is a call. The functions print exactly what
Django prints, to which tests/lib/test_compiled_templates.py holds them; what the compiler does not know is left to
Django. With DEBUG nothing is compiled, so that error pages show the line of the template.
"""
