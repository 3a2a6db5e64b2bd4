# Lines, joins, comments and white space in every legal place.
def one_line(): pass
def no_space():pass
def	tabs	(	a	,	b	)	:	pass
def semicolons(): a = 1; b = 2; return a
def trailing_semicolon(): pass;
def ellipsis(): ...
def \
    joined_name(a): pass
def joined_list(a, \
    b): pass
def joined_everywhere \
    ( \
    a \
    : \
    int \
    = \
    1 \
    ) \
    -> \
    int \
    : \
    pass
async \
def joined_async(): pass
def lines(
    a,
    b,
): pass
def comments(  # after the bracket
    a,  # after a
    # between
    b=1,  # def not_here(): pass
    # )
    *,
    c,  # '
    # """
): pass
def blank_lines(

    a,


    b

): pass
def comment_before_colon(a
    # )
    ): pass
def odd_indentation(
a,
            b,
  c): pass
def result_on_next_line(
    a
) -> int: pass
def result_in_brackets() -> (
    int
): pass
def body_below(a):
    return a
def body_after_comment(a):  # comment
    # comment
    return a

    # comment at the end
def body_after_blank(a):

    return a
def tab_body(a):
	return a
def deep_body(a):
                        return a
def form_feed(a):
    pass
def strange_comment(a):
# a comment at the first column
    return a
def continued_body(a): return \
    a
def brackets_in_body(a):
    x = (1,
2,
  3)
    return x
def string_in_body(a):
    x = """
def not_here(): pass
"""
    return x
def one_line_if(a):
    if a: return 1
    else: return 2
def very_long_list(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9): pass
def numbers_before_keywords(a=1 if x else 2): pass
def last_without_line_end(a): pass