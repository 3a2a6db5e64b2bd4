# 1: 'return' outside function
return 1
# ---
# 2: 'return' outside function
class C:
    return 1
# ---
# 1: 'yield' outside function
yield 1
# ---
# 2: 'yield' outside function
class C:
    x = yield
# ---
# 1: 'await' outside
await x
# ---
# 2: 'await' outside async function
def f():
    await x
# ---
# 2: outside async function
def f():
    async with x: pass
# ---
# 2: outside async function
def f():
    async for x in y: pass
# ---
# 2: asynchronous comprehension outside
def f():
    return [x async for x in y]
# ---
# 1: 'break' outside loop
break
# ---
# 1: 'continue' not properly in loop
continue
# ---
# 3: 'break' outside loop
for x in y:
    def f():
        break
# ---
# 3: 'break' outside loop
for x in y: pass
else:
    break
# ---
# 2: 'yield from' inside async
async def f():
    yield from x
# ---
# 3: 'return' with value in async generator
async def f():
    yield 1
    return 1
# ---
# 2: 'yield' inside
def f():
    return [(yield) for x in y]
# ---
# 2: import * only
def f():
    from a import *
# ---
# 1: nonlocal declaration not allowed
nonlocal x
# ---
# 2: parameter and global
def f(x):
    global x
# ---
# 3: prior to global
def f():
    x = 1
    global x
# ---
# 2: beginning of the file
x = 1
from __future__ import annotations
# ---
# 1: not defined
from __future__ import braces
# ---
# 2: must be last
try: pass
except: pass
except A: pass
# ---
# 2: 'except' or 'finally'
try: pass
x = 1
# ---
# 1: invalid syntax
else: pass
# ---
# 1: invalid syntax
except: pass
# ---
# 1: missing parentheses in call to 'print'
print "hello"
# ---
# 1: missing parentheses in call to 'print'
print x
# ---
# 1: invalid syntax
x = = 1
# ---
# 1: invalid syntax
x y
# ---
# 1: invalid syntax
x = 1 +
# ---
# 1: invalid syntax
import
# ---
# 1: trailing comma
from a import b,
# ---
# 1: invalid syntax
from a import (b, *)
# ---
# 1: invalid syntax
x++
# ---
# 1: expected 'else'
x = 1 if y
# ---
# 1: invalid syntax
a ? b : c
# ---
# 1: invalid syntax
1 <> 2
# ---
# 1: leading zeros
x = 0777
# ---
# 1: invalid decimal literal
x = 1a
# ---
# 1: invalid digit '8'
x = 0o8
# ---
# 1: invalid hexadecimal
x = 0x
# ---
# 1: invalid decimal
x = 1__0
# ---
# 1: 'in' expected
for x: pass
# ---
# 1: invalid syntax
a == not b
# ---
# 1: invalid syntax
not
