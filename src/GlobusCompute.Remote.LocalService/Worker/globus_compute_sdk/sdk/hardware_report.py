"""Describes the machine a worker runs on, as text in sections."""

import os
import platform
import shutil
import sys
import time


def _python():
    return "\n".join((f"Executable: {sys.executable}", f"Version: {sys.version}", f"Implementation: {platform.python_implementation()}"))


def _system():
    return "\n".join(
        (f"Node: {platform.node()}", f"System: {platform.platform()}", f"Machine: {platform.machine()}", f"Local time: {time.ctime()}")
    )


def _processors():
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"Logical processors: {os.cpu_count()}\nUsable by this process: {usable}\nName: {platform.processor() or 'unknown'}"


def _memory():
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return "Total: unknown"
    return f"Total: {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.2f} GiB"


def _disk():
    usage = shutil.disk_usage(os.getcwd())
    return f"Total: {usage.total / 2**30:.2f} GiB\nFree: {usage.free / 2**30:.2f} GiB"


_SECTIONS = (("Python", _python), ("System", _system), ("Processors", _processors), ("Memory", _memory), ("Disk", _disk))


def run_hardware_report(env=None):
    """Returns one text; each section's title is preceded by ``env``, if given."""
    prefix = f"== {env} == " if env else ""
    return "\n".join(f"{prefix}== {title} ==\n{section()}\n" for title, section in _SECTIONS)
