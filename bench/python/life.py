"""The life of an execution environment, as launchers/life.ts: handler, events and where to write what happened."""

import importlib
import json
import os
import resource
import sys
import time

CONTEXT = type(
    "Context",
    (),
    {
        "invoked_function_arn": "arn:aws:lambda:us-east-1:111122223333:function:bench",
        "aws_request_id": "00000000-0000-4000-8000-000000000000",
        "get_remaining_time_in_millis": lambda self: 150_000,
    },
)


def now():
    """Of the clock that Node's process.hrtime has too."""
    return time.monotonic_ns() / 1e6


def peak_megabytes():
    """Linux counts `ru_maxrss` on from whoever started the process; the peak of its own stands in /proc."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def main(handler, events_file, record_file):
    path, function = handler.rsplit(".", 1)
    sys.path.insert(0, os.path.dirname(path))
    handle = getattr(importlib.import_module(os.path.basename(path)), function)
    with open(events_file) as file:
        events = json.load(file)
    invocations = []
    for event in events:
        called_at, failure = now(), None
        try:
            handle(event, CONTEXT())
        except Exception as error:
            failure = f"{type(error).__name__}: {error}"
        invocations.append({"calledAt": called_at, "answeredAt": now(), "failure": failure})
        time.sleep(0.01)
    with open(record_file, "w") as file:
        json.dump({"invocations": invocations, "peakMegabytes": peak_megabytes()}, file)


main(*sys.argv[1:])
