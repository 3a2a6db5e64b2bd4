"""Runs the lines that GlobusCompute.Remote.PayloadDump prints through the worker's own modules, and compares.

    judge.py WORKER_FOLDER < LINES

Every pickled argument is also read by plain pickle.loads: what it gives must be what the worker's reader gives. The last line is a
JSON object with the number of lines of each format and kind; what is wrong goes to standard error, and the exit code is 1 then.
"""

import base64
import collections
import json
import pickle
import sys

sys.path.insert(0, sys.argv[1])

from gcompute_worker import strategies  # noqa: E402
from gcompute_worker.execution import Execution  # noqa: E402
from gcompute_worker.serialization import Deserializer  # noqa: E402


class Folder:
    def enter(self, task_id, sandbox):
        pass

    def leave(self):
        pass


execution = Execution({"sandbox": False, "result_size_limit": 10**9, "endpoint_id": "0"}, Folder())
reader = Deserializer()
counts = collections.Counter()
failures = 0


def run(line, payload):
    header = {"task_id": "0", "result_serializers": line["result_serializers"]}
    message = json.loads(execution.execute(header, (line["function_code"] + payload).encode())[1:])["data"]
    if message["error_details"] is not None:
        return None, message["data"]
    return reader.read(message["data"]), None


def plain(payload):
    """The payload with each pickle replaced by one that plain pickle makes of what plain pickle reads."""
    buffers = []
    for buffer in strategies.unpack(payload):
        if buffer.startswith("00\n"):
            raw = base64.b64decode(buffer[3:], validate=True)
            assert raw[:2] == b"\x80\x04", raw[:2]
            buffer = "00\n" + base64.b64encode(pickle.dumps(pickle.loads(raw), 4)).decode()
        buffers.append(buffer)
    return strategies.pack(buffers)


def check(line):
    formats = [buffer[:2] for buffer in strategies.unpack(line["payload"])]
    counts["+".join(formats)] += 1
    for payload in (line["payload"], plain(line["payload"])) if "00" in formats else (line["payload"],):
        value, error = run(line, payload)
        if "expect_error" in line:
            assert error is not None and line["expect_error"] in error, f"expected an error with {line['expect_error']!r}, got {value!r} {error!r}"
        else:
            assert error is None, error
            assert value == line["expect"], f"expected {line['expect']!r}, got {value!r}"


for text in sys.stdin:
    line = json.loads(text)
    counts["lines"] += 1
    counts[line["kind"]] += 1
    try:
        check(line)
    except Exception as problem:
        failures += 1
        if failures <= 20:
            print(f"{line['kind']}: {problem}"[:2000], file=sys.stderr)

print(json.dumps(counts))
sys.exit(1 if failures or not counts["lines"] else 0)
