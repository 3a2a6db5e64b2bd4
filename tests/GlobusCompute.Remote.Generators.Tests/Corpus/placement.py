# Where functions stand, and what binds their names.
import sys
from elsewhere import imported

def top(a): pass

class Holder:
    def method(self): pass
    @staticmethod
    def static(a): pass
    class Inner:
        def method(self): pass

def after_class(a): pass

if sys.version_info > (3, 9):
    def conditional(a): pass
else:
    def conditional(a): pass

if x:
    def differs(a): pass
else:
    def differs(a, b): pass

try:
    import fast
except ImportError:
    def fallback(a): pass
else:
    def in_else(a): pass
finally:
    def in_finally(a): pass

try:
    from fast import maybe
except ImportError:
    def maybe(a): pass

with x as y:
    def in_with(a): pass

for i in x:
    def in_for(a): pass

while x:
    def in_while(a): pass

match x:
    case 1:
        def in_case(a): pass

def twice(a): pass
def twice(a, b): pass

def rebound(a): pass
rebound = wrap(rebound)

def deleted(a): pass
del deleted

def shadowed_by_class(a): pass
class shadowed_by_class: pass

def shadowed_by_import(a): pass
import shadowed_by_import

def shadowed_by_alias(a): pass
from x import y as shadowed_by_alias

def shadowed_in_loop(a): pass
for shadowed_in_loop in x: pass

def shadowed_by_with(a): pass
with x as (shadowed_by_with, z): pass

def shadowed_by_walrus(a): pass
print(shadowed_by_walrus := 1)

def shadowed_then_defined(a): pass
shadowed_then_defined = None
def shadowed_then_defined(a, b): pass

def used_later(a): pass
used_later(1)
used_later.attribute = 2
table = {"x": used_later}
table[used_later] = 3
other = used_later
annotated: used_later = 4
assert used_later == 5
if used_later is not None: pass
print(f"{used_later}")

assigned = lambda a: a
made = functools.partial(top, 1)

def outer():
    def inner(a): pass
    def top(a, b, c): pass
    global changed
    changed = inner
    return inner

if __name__ == "__main__":
    top(1)
    used_later(2)
