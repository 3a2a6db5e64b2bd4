# What bodies say: docstrings, yields, nested functions.
def doc_one(): "One line."
def doc_single():
    'Single quotes.'
def doc_double():
    "Double quotes."
def doc_triple():
    """Triple quotes."""
def doc_lines():
    """First.

    Second,
        indented.
    """
def doc_first_line_empty():
    """
    Text.
      More.

    """
def doc_tabs():
	"""Tabs.

	Second.
	"""
def doc_raw():
    r"""Raw \n \d."""
def doc_unicode():
    u"Ünicode."
def doc_escapes():
    "a\tb\\c\'d\"e\x41\u00e9\101\n  f\q"
def doc_joined():
    "One " 'two ' """three"""
def doc_brackets():
    ("In brackets "
     "over lines.")
def doc_continued():
    "One \
two."
def doc_after_comment():
    # Comment.
    """After a comment."""
def doc_semicolon(): "Text."; return 1
def doc_empty():
    ""
def no_doc_bytes():
    b"bytes"
def no_doc_format():
    f"format"
def no_doc_later():
    x = 1
    "not a docstring"
def no_doc_expression():
    "a" + "b"
def no_doc_method():
    "a".strip()
def no_doc_tuple():
    "a",
def no_doc_nested():
    def inner():
        "inner"
    return inner
def gen_plain():
    yield
def gen_value(): yield 1
def gen_from():
    yield from x
def gen_assigned():
    x = yield 1
def gen_brackets():
    x = (yield)
def gen_deep():
    for i in x:
        if i:
            while True:
                with y:
                    try:
                        yield i
                    finally:
                        pass
def gen_header():
    if (yield):
        pass
def gen_one_line_if():
    if x: yield 1
def gen_call():
    f(1, (yield 2))
async def gen_async():
    yield 1
def gen_after_nested():
    def inner():
        return 1
    yield inner
def gen_after_lambda():
    f(lambda: 1, (yield 2))
def no_gen_nested():
    def inner():
        yield 1
    return inner
def no_gen_nested_deep():
    if x:
        def inner():
            for i in x:
                yield i
        return inner
def no_gen_class():
    class A:
        def f(self):
            yield 1
    return A
def no_gen_lambda():
    return lambda: (yield)
def no_gen_lambda_argument():
    return f(lambda x, y: (yield x), 2)
def no_gen_string():
    return "yield 1"
def no_gen_comment():
    return 1  # yield
def no_gen_name():
    yielding = 1
    return x.yield_
def no_gen_async_nested():
    async def inner():
        yield 1
    return inner
def returns_nested():
    @decorator
    def inner(a, b):
        return a
    return inner
def matches(x):
    match x:
        case 1:
            return 2
        case [a, *b] if a:
            return b
        case {"k": v, **rest}:
            return rest
        case Point(x=0) | None:
            return 0
        case _:
            return 3
def strings(a):
    b = 'it''s' "x" '\'' "\"" '\\'
    c = f"{a['x']!r:>{10}}" f'{{}}' rf'\{a}'
    d = '''
def not_here(): pass
'''
    return b, c, d
def last(a): return a
