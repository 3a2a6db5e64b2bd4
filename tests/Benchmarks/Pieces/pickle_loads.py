"""CPython beside PickleReadingBenchmarks: the same array, the same text, read with pickle.loads. Prints medians in milliseconds."""
import codecs
import pickle
import statistics
import time

import dill
import numpy

array = numpy.sqrt(numpy.arange(1_000_000, dtype="float64"))
text = codecs.encode(dill.dumps(array, protocol=4), "base64").decode()
raw = codecs.decode(text.encode(), "base64")


def median(work):
    times = []
    for _ in range(15):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


print(f"codecs.decode(text, 'base64')           {median(lambda: codecs.decode(text.encode(), 'base64')):8.2f} ms")
print(f"pickle.loads(bytes)                     {median(lambda: pickle.loads(raw)):8.2f} ms")
print(f"decode and pickle.loads, as the SDK     {median(lambda: pickle.loads(codecs.decode(text.encode(), 'base64'))):8.2f} ms")
