# since 3.9
def f(a, b: int, /, c=1, *args: int, d, e: str = 'x', **kw: dict) -> int: pass
def g(*, a): pass
def h(a, /): pass
def i(a=1, /, b=2, *, c, d=3): pass
def j(a, /, *, b,): pass
def k(**kw,): pass
def l(*args,): pass
def m(
    a, # comment
    b,
): pass
def n(a: lambda: 1 = lambda: 2, b: (yes := 1) = 2): return
def o(*a, b=1, c): pass
# ---
class A: pass
class B(): pass
class C(A, B, metaclass=M, *d, **e): pass
class D(A,):
    x: int
    y = 1
    def f(self): return __class__
# ---
import a
import a.b.c as d, e
from a import b
from a.b import c as d, e
from . import a
from .. import a
from ... import a
from .... import a
from .a import b
from ...a.b import (c, d as e,)
from a import (b)
from a import *
# ---
"""doc"""
from __future__ import annotations
from __future__ import division, print_function
from __future__ import (generators as g, nested_scopes,)
x = 1
# ---
"""doc"""; from __future__ import annotations; x = 1
# ---
if a: pass
elif b: pass
elif c:
    pass
else: pass
# ---
for x in y: break
for x, in y: continue
for x, y in z: pass
for x, *y in z: pass
for (x, y), [z] in w: pass
for x in *a, b: pass
for x in a, b: pass
for x.y in z: pass
for x[0] in z: pass
for x in (yes): pass
else: pass
for x in lambda: 1, 2: pass
for x in a if b else c: pass
# ---
while True:
    if x: break
    elif y: continue
    try: break
    finally: continue
    with a: break
    for z in w: pass
    else: break
else: pass
# ---
try: pass
except: pass
# ---
try: pass
except A: pass
except (A, B): pass
except A.b as c: pass
except f(): pass
except: pass
else: pass
finally: pass
# ---
try: pass
finally: pass
# ---
def f():
    global a, b
    a = 1
    def g():
        nonlocal c
        c = 2
    c = 3
# ---
global x
x = 1
# ---
def f(x):
    [y for y in x]
    global y
# ---
def f(a):
    def g(): global a
    class C: global a
# ---
if 1:
	x
	if 2:
		y
z
# ---
if 1:
        a
        if 2:
	        b
# ---
if 1:
  a
  if 2:
      b
      # comment
 # odd comment

  c
# last
# ---
x = 1 + \
    2; y = \
3
# ---
if a and \
   b:
    pass
# ---
x = (
1,
    2, # comment

  3)
# ---
class C:

    def f(self):

        return 1


    x = 2
# ---
def f(): return 1; x = 2
def f(): pass; 
# ---
async def f():
    await x
    await x ** 2
    -await x
    await x.y(z)[0]
    async with a: pass
    yield 1
    return
    x = [await y for y in z]
    x = [y async for y in z]
    def g():
        return 1
    await (lambda: 1)()
# ---
async def f():
    def g(): yield
    lambda: (yield)
    return 1
# ---
def f():
    return (await_ for await_ in x), (x async for x in y), (await z for z in w)
# ---
é = ñ = 𝐟 = ℘ = x·y = 变量 = _1 = 1
class Ünïcode: pass
def ﬁ(ªº): pass
# ---

# ---
# only a comment
# ---
   # an indented comment
# ---
x
# ---
return_ = yield_ = 1
__debug__
# ---
try:
    import a
except ImportError: a = None
if x:
    def f(): pass
else:
    f = None
# ---
def f():
    """doc"""
# ---
class C:
    "doc"
    def g(self): yield
    async def h(self): await self
# ---
x = {
    'a': [1, 2,
3], 'b': (
4, )
}
# ---
def f():
    for x in y:
        def g():
            while 1: break
        class D: pass
        break
