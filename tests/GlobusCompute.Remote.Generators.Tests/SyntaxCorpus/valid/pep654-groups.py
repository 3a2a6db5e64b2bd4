# since 3.11
try: pass
except* A: pass
# ---
try: pass
except *A as e: pass
except*(B, C) as e: pass
else: pass
finally: pass
# ---
for x in y:
    try: pass
    except* A:
        for z in x:
            break
        else: pass
        while 1: continue
# ---
try: pass
except* A:
    def f():
        return 1
    class C:
        def g(self): return 2
# ---
def f():
    try: return 1
    except* a.b[c]: pass
    return 2
