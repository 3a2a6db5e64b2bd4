# Decorators of every form.
import functools
from functools import lru_cache, cache as memo
from numba import njit


@plain
def d_plain(a): pass
@dotted.name
def d_dotted(a): pass
@called()
def d_called(a): pass
@called(1, x=2)
def d_arguments(a): pass
@called(lambda x: x, "def f(): pass")
def d_lambda(a): pass
@first
@second(1)
@third.x
def d_three(a): pass
@called(
    1,
    # def f(): pass
    2,
)
def d_lines(a): pass
@plain  # comment

# comment
def d_comment(a): pass
@x[0].y(1)[2]
def d_any_expression(a): pass
@(yes if x else no)
def d_condition(a): pass
@(z := plain)
def d_walrus(a): pass
@ plain
def d_space(a): pass
@plain
async def d_async(a): pass
@lru_cache
def d_cache(a): pass
@lru_cache(maxsize=None)
def d_cache_called(a): pass
@functools.lru_cache(maxsize=1)
def d_cache_dotted(a): pass
@memo
def d_cache_alias(a): pass
@njit
def d_njit(a): pass
@njit(parallel=True)
def d_njit_called(a): pass
@plain
class NotAFunction: pass
def d_none_after_class(a): pass
@a.b
def \
    d_joined(a): pass
