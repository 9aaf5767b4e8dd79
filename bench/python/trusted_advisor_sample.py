"""
What AWS's sample for exposed keys does, in words of our own: it deletes the key, looks up what its user did, and tells people.
There these are three functions that a state machine calls one after the other; here nothing lies between them.
"""

import collections
import datetime
import json
import os

import boto3

iam = boto3.client("iam")
cloudtrail = boto3.client("cloudtrail")
sns = boto3.client("sns")

DAY = datetime.timedelta(days=1)


def handler(event, context):
    stolen = event["detail"]["resource"]["accessKeyDetails"]
    key, user = stolen["accessKeyId"], stolen["userName"]
    delete(key, user)
    tell(key, user, look_up(user))


def delete(key, user):
    iam.delete_access_key(UserName=user, AccessKeyId=key)


def look_up(user):
    """How often the user made each call on the last day."""
    now = datetime.datetime.now(datetime.timezone.utc)
    found = cloudtrail.lookup_events(
        LookupAttributes=[{"AttributeKey": "Username", "AttributeValue": user}],
        StartTime=now - DAY,
        EndTime=now,
    )
    return collections.Counter(one["EventName"] for one in found["Events"]).most_common()


def tell(key, user, calls):
    sns.publish(
        TopicArn=os.environ["ALERT_TOPIC_ARN"],
        Subject=f"Access key {key} was exposed and is deleted",
        Message=json.dumps({"key": {"id": key}, "userName": user, "calls": calls}),
    )
