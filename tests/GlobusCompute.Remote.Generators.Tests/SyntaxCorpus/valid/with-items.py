# since 3.9
with (a as b): pass
# ---
with (a as b, c as d): pass
# ---
with (a as b, c as d,): pass
# ---
with (a, b): pass
# ---
with (a, b) as c: pass
# ---
with (a, b,) as (c, d), e: pass
# ---
with (a): pass
# ---
with (a) as b, (c) as d: pass
# ---
with (): pass
# ---
with (a, *b): pass
# ---
with (x for x in y) as z: pass
# ---
with (a := b): pass
# ---
with (a).b as c, d[0] as e.f, g() as h[1], (i) as (j): pass
# ---
with a as [b, *c], d as (e, (f, g)): pass
# ---
def f():
    with (yield): pass
    with (yield x) as y: pass
# ---
with (open(x) as a,
      open(y) as b): pass
# ---
with (a if b else c) as d: pass
# ---
with (a or b) as c, d: pass
# ---
async def f():
    async with a as b, c: pass
    async with (a as b, c): pass
    async for x in y: pass
    else: pass
    return [x async for x in y if await z]
# ---
with a, b as c: pass
# ---
with (lambda: 1) as f, (1, 2)[0] as g: pass
