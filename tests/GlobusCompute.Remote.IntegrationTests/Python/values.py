"""Functions of the integration tests, kept in one file to be called by name."""
import math


def echo(value):
    return value


def describe(value):
    """Says what arrived, as Python sees it."""
    return f"{type(value).__name__}:{value!r}"


def specials():
    return [math.nan, math.inf, -math.inf, -0.0, 1.0]


def big(exponent):
    return 2**exponent


def fail(message, depth=3):
    if depth == 0:
        raise ValueError(message)
    return fail(message, depth - 1)


def nothing():
    return None


def measurement(name, values):
    return {
        "name": name,
        "values": values,
        "mean_value": math.fsum(values) / len(values) if values else None,
        "inner": {"count": len(values)},
    }


def count(*items):
    return len(items)


def keyword_only(a, *, scale=2.0, offset=0.0):
    return a * scale + offset


def defaults(a, b=10, c=100):
    return [a, b, c]


def length(text):
    return len(text)
