def area(radius, scale=1.0, unit="m"):
    return f"{radius * radius * scale} {unit}"


def label(prefix, name, *suffixes, number=0):
    return f"{prefix}{name}={number}{''.join(suffixes)}"


def norm(point):
    return (point["x"] ** 2 + point["y"] ** 2) ** 0.5


def length(point):
    return sum(x * x for x in point) ** 0.5
