"""
MiniStack, whose CloudFormation (1.5.33) also takes an alarm on an expression: it refuses a template that has one. It keeps the
alarm as it is, and never evaluates it. To be removed once it knows them.
"""

from ministack.services.cloudformation import provisioners

_plain_record = provisioners._cw_metric_alarm_record


def _record(name, props):
    metrics = props.get("Metrics")
    if not metrics:
        return _plain_record(name, props)
    plain = {key: value for key, value in props.items() if key != "Metrics"}
    alarm = _plain_record(name, {**plain, "MetricName": "expression", "Namespace": "none"})
    return {**alarm, "MetricName": None, "Namespace": None, "Metrics": metrics}


provisioners._cw_metric_alarm_record = _record
