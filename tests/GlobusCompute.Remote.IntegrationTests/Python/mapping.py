"""Functions that Maps go through."""
import os
import sys

calls = 0


class AppTimeout(Exception):
    """Named as what an endpoint with a time limit for tasks raises in the task that runs too long."""


def area(radius, scale):
    return radius * radius * scale


def echo(value):
    return value


def label(prefix, name, *suffixes, number=0, unit="m"):
    return f"{prefix}{name}={number}{unit}{''.join(suffixes)}"


def count_calls(_):
    """How often this was called since the source was executed: more than once only within a chunk."""
    global calls
    calls += 1
    return calls


def deep(depth):
    if depth == 0:
        raise ValueError("too deep:\nwith a second line")
    return deep(depth - 1)


def whim(mode):
    if mode == "raise":
        raise ValueError("on purpose")
    if mode == "chain":
        try:
            {}["missing"]
        except KeyError as error:
            raise RuntimeError("after all") from error
    if mode == "builtin":
        return int("x")
    if mode == "exit":
        sys.exit(3)
    if mode == "interrupt":
        raise KeyboardInterrupt
    if mode == "die":
        os._exit(1)
    if mode == "timeout":
        raise AppTimeout
    if mode == "set":
        return {1, 2}
    if mode == "none":
        return None
    if mode == "huge":
        return "x" * 11_000_000
    if mode == "surrogate":
        raise ValueError("half \ud800 é😀")
    return f"{mode}!"


def append(values, value):
    values.append(value)
    return values


def weigh(text, number):
    """One number of all is not liked."""
    if number == 7_777:
        raise ValueError(f"not {number}")
    return f"{number}: {len(text)} x {text[0]}"
