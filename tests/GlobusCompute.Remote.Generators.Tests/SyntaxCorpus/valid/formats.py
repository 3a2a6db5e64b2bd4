# since 3.9
f''
# ---
f'{x}' F"{x}" fR'{x}\d' rF"{x}" Rf'''{x}
{y}'''
# ---
f'{x!r:>{w}.{p}}' f'{x=}' f'{x = !s:10}' f'{x!a}'
# ---
f'{{}} {{{x}}} }}{{'
# ---
f'{x:=10}' f'{x:%H:%M}' f'{a != b}' f'{a == b}' f'{a >= b}' f'{a <= b}' f'{(a := 1)}' f'{x, y}' f'{*a, b}' f'{x,}'
# ---
f'\N{DIGIT ONE}{x}\N{LEFT CURLY BRACKET}' f"\x41\u0041\U00000041\101\
more"
# ---
f"{d['a']}{d['b:c']}{x['}']}{'{'}{'!r'}"
# ---
f'''{d["a"]} ' '' "{x}" '''
# ---
f'{yes if no else maybe}' f'{lambda_}' f'{(lambda: 1)()}' f'{a[1:2]}' f'{ {1: 2}[1]}'
# ---
def f():
    f'{yield}'
    f'{yield 1}'
    f'{(yield)!r}'
# ---
async def f():
    f'{await x}'
# ---
f"{x:{'{'}>10}" f'{x:{y}{z}abc}' f'{3!r}{3.4:10}{-1}{1j}' f'{x:}' f'{x!r:}'
# ---
f'{x}' 'y' "z" f'{w}'
