"""Finds the strongest line of a spectrum."""


def strongest_line(spectrum, threshold=0.0):
    """The line with the largest intensity above the threshold, or None."""
    lines = [line for line in spectrum["lines"] if line["intensity"] > threshold]
    return max(lines, key=lambda line: line["intensity"], default=None)


def total_intensity(lines):
    return sum(line["intensity"] for line in lines)


def calibrate(spectrum, *, shift):
    """The same spectrum with all wavelengths shifted."""
    if shift <= -1:
        raise ValueError(f"a shift of {shift} turns wavelengths around")
    return {**spectrum, "lines": [{**line, "wavelength": line["wavelength"] * (1 + shift)} for line in spectrum["lines"]]}
