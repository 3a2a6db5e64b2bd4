import numpy


def sort_of(*values, **named):
    values = list(values) + list(named.values())
    return ", ".join(f"{type(v).__name__}:{getattr(v, 'dtype', '')}{list(getattr(v, 'shape', []))}" for v in values)


def ramp(count):
    return numpy.arange(count, dtype="float64") / 2


def pair(count):
    return (count, str(count))
