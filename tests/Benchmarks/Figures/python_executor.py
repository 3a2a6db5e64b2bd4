"""Python's Executor as a comparator: reads "tasks N" and "calls N" from its input, and prints the seconds of the run, or of each call in the middle.

Needs globus_compute_sdk. The first argument is the address of the service, the others are the ids of endpoint and function.
"""
import concurrent.futures
import statistics
import sys
import time

import globus_compute_sdk.sdk.client
import globus_sdk
from globus_compute_sdk import Client, Executor
from globus_compute_sdk.serialize import JSONData

url, endpoint, function = sys.argv[1:]
globus_compute_sdk.sdk.client.get_web_service_url = lambda *_: url.rstrip("/")
client = Client(
    do_version_check=False,
    authorizer=globus_sdk.AccessTokenAuthorizer("benchmark"),
    data_serialization_strategy=JSONData(),
)


def run(tasks):
    start = time.perf_counter()
    concurrent.futures.wait([executor.submit_to_registered_function(function, (i,)) for i in range(tasks)])
    return time.perf_counter() - start


# The largest batches that are usual, and the fewest pauses that the Executor allows.
with Executor(endpoint, client=client, batch_size=1000, api_burst_limit=8, api_burst_window_s=1) as executor:
    executor.submit_to_registered_function(function, (0,)).result()
    print("ready", flush=True)
    for line in sys.stdin:
        kind, count = line.split()
        result = run(int(count)) if kind == "tasks" else statistics.median(run(1) for _ in range(int(count)))
        print(result, flush=True)
