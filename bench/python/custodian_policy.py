"""The file that Cloud Custodian puts beside config.json into the zip of a policy (c7n/mu.py, PolicyHandlerTemplate)."""

from c7n import handler


def run(event, context):
    return handler.dispatch_event(event, context)
