"""Runs one task and packs what came of it: protocol.md §8.2 and §4.9."""

import json
import time
import traceback

from gcompute_worker import environment, errors, result_size
from gcompute_worker.output import TaskOutput
from gcompute_worker.serialization import Deserializer, dill_version, serialize_with_first

_FAILED_MESSAGE = "An error occurred during the execution of this task"


class Execution:
    def __init__(self, configuration, folder):
        self._folder = folder
        self._sandbox = configuration["sandbox"]
        self._size_limit = configuration["result_size_limit"]
        self._deserializer = Deserializer(configuration.get("allowed_serializers"))
        self.details = environment.describe(configuration["endpoint_id"], dill_version())
        self._output = TaskOutput()
        self._packed_details = json.dumps(self.details, separators=(",", ":"), ensure_ascii=False)

    def execute(self, header, task_buffer):
        """Runs a task. Returns the packed Result message; what is no Exception passes through."""
        task_id = header["task_id"]
        started = time.time_ns()
        self._folder.enter(task_id, self._sandbox)
        self._output.begin(task_id)
        error = None
        try:
            data = _run(self._deserializer, task_buffer.decode("utf-8"), header.get("result_serializers"), self._size_limit)
        except Exception as problem:
            data, error = self._describe(problem)
        self._folder.leave()
        return self._pack(task_id, data, error, started, time.time_ns())

    def _describe(self, problem):
        if isinstance(problem, errors.WorkerError):
            return repr(problem), {"code": type(problem).__name__, "user_message": f"remote error: {problem}"}
        # The frame of execute itself does not count.
        trace = problem.__traceback__
        return _traceback_text(problem, trace.tb_next or trace), {
            "code": "RemoteExecutionError",
            "user_message": _FAILED_MESSAGE,
        }

    def _pack(self, task_id, data, error, started, ended):
        text = (
            '{"message_type":"result","data":{"task_id":%s,"data":%s,"details":%s,"error_details":%s,"task_statuses":['
            '{"timestamp":%d,"state":"execution-start","actor":"worker"},'
            '{"timestamp":%d,"state":"execution-end","actor":"worker"}]}}'
        ) % (
            json.dumps(task_id),
            json.dumps(data, ensure_ascii=False),
            self._packed_details,
            "null" if error is None else json.dumps(error, separators=(",", ":"), ensure_ascii=False),
            started,
            ended,
        )
        # Error texts may hold lone surrogates, which UTF-8 cannot.
        return b"\x01" + text.encode("utf-8", "replace")


def _run(deserializer, task_buffer, result_serializers, size_limit):
    """The frame that tracebacks show as the worker's own."""
    function, arguments, keywords = deserializer.unpack(task_buffer)
    # A function without a name, or arguments that cannot be counted, fail before the call.
    function.__name__, len(arguments), len(keywords)
    value = function(*arguments, **keywords)
    data = serialize_with_first(value, result_serializers)
    result_size.check(data, size_limit)
    return data


def _traceback_text(problem, trace):
    # The two outermost frames are the worker's and the task function's; they go as long as one remains.
    for _ in range(2):
        if trace.tb_next is not None:
            trace = trace.tb_next
    return "".join(traceback.format_exception(type(problem), problem, trace))
