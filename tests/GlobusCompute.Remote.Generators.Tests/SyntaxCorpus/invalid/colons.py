# 1: expected ':'
def f()
    pass
# ---
# 1: expected ':'
if x
    pass
# ---
# 1: expected ':'
while x
    pass
# ---
# 1: expected ':'
for x in y
    pass
# ---
# 1: expected ':'
class C
    pass
# ---
# 1: expected ':'
class C(A)
    pass
# ---
# 1: expected ':'
try
    pass
# ---
# 2: expected ':'
try: pass
except A
    pass
# ---
# 2: expected ':'
if x: pass
else
    pass
# ---
# 1: expected ':'
with a as b
    pass
# ---
# 1: instead of '='
if x = 1: pass
# ---
# 1: invalid syntax
if x: if y: pass
