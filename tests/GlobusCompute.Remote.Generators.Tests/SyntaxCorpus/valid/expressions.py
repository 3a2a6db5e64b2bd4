# since 3.9
x = y = z, = *a, b = yield_ = 1, *c
# ---
*a, = b
# ---
[a, *b], (c, [d]) = e
# ---
() = []
[] = ()
# ---
(a) = 1
(a).b = (c)[0] = 2
(x): int = 1
a.b: int
a[0]: int = 1, *b
x: int = yes if no else lambda: 1
# ---
x += 1; x -= 1; x *= 1; x /= 1; x //= 1; x %= 1; x @= 1; x &= 1; x |= 1; x ^= 1; x >>= 1; x <<= 1; x **= 1
(x) += 1
a.b[0] += 1, 2
# ---
a if b else c if d else lambda: e if f else g
# ---
not a and not not b or c
a < b <= c != d == e >= f > g is h is not i in j not in k
# ---
-a ** -b + ~c @ d // e % f << g >> h & i | j ^ +k
2 ** -1 ** - - 2
# ---
lambda: 1
lambda x, /, y=1, *z, k, l=2, **m: x
lambda *, k: k
lambda *a, **k: (a, k)
lambda x, : 1
lambda a=1, /: 1
lambda a, /, *, b: 1
lambda: (yield)
lambda *_, **__,: 1
# ---
f(a, *b, c, *d, k=1, *e, **g, l=2, **h)
f(*a, b)
f(x for x in y)
f((x for x in y), 1)
f(a)(b)[c].d(e)
f(a := 1, b := 2)
f(k=lambda: 1, )
f(print=1, match=2, type=3)
f(**a or b, **c if d else e)
f(*a or b, *c if d else e)
f(x async for x in y)
# ---
[x for x in a if b if c for d in e]
{x for x in a}
{x: y for x, y in a}
{**a, b: c, **d}
{a, *b}
[*a, *b]
(*a, b)
(x for x, in y)
[x for x[0] in y]
[x for *a, b in y]
[x for x in lambda_ or y if (z := x)]
[(yes, x) for x in y]
[[x for x in y] for y in z]
[x for (x) in (lambda: y)()]
[x := 1, y := 2]
{(x := 1): 2}
(x async for x in y)
# ---
a[1:2, ::3, ..., :, b:, :c, None]
a[b, ]
a[:]
a[::]
a[lambda: 1]
a[x if y else z:w]
a[b][c][d]
# ---
1 .real; 1..real; 1.e5; .5; 1_000.0_1e-1_0; 0x_ff; 0b1_0; 0o17; 00; 0_0; 1j; 1e5J; 09.5; 09j; 0777e1; 1E5; 0XFF; 0B1; 0O7
# ---
1if x else 2
[1for x in y]
1or 2; 0xfor 1; 1in x; 1is 2; 1and 2
# ---
'a' "b" '''c''' """d"""
b'a' rb'\x' Br"b" BR'''c'''
u'a' U"b" r'\' "'
'\x41\u0041\N{DIGIT ONE}\N{LATIN SMALL LETTER A}\
continued\q'
b'\x41\u12\N{x}\7'
''
""
'''
"'" ''
'''
'\''; "\""; r'\''; '\\'
'#'; "a#b"  # c
# ---
None is True is False; ...; Ellipsis
x = ... if ... else ...
# ---
if (a := 1) and (b := 2): pass
while a := f(): pass
while chunk := f(1): pass
elif_ = 1
if x := y: pass
elif z := y: pass
# ---
print >> x, y
print
print, x
print("a" "b")
exec
exec("a")
print (1)
# ---
def f():
    x = yield
    x = yield a, b
    x = yield *a, b
    x = yield from y
    x += yield
    x: int = yield 1
    yield
    yield from yes
    (yield)
    return (yield)
    f((yield), 1)
    [(yield)]
    await_ = yield [(x, y) for x in y]
    a = b = yield c
# ---
del a, (b, c), [d, e], f.g, h[0], (i)
del ()
del (a), b,
# ---
assert a, b
assert (a, b)
raise
raise a
raise a from b
raise a from None
global_ = 1
pass; pass;
# ---
@a.b(c)[d]
@x if y else z
@(lambda f: f)
@a := b
def f(): pass
@x
class C: pass
@x
async def f(): pass
