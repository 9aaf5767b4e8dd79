"""The same three calls with boto3, as people write it for Lambda."""

import datetime
import json
import os

import boto3

iam = boto3.client("iam")
dynamodb = boto3.client("dynamodb")
sns = boto3.client("sns")


def handler(event, context):
    stolen = event["detail"]["resource"]["accessKeyDetails"]
    key, user = stolen["accessKeyId"], stolen["userName"]
    iam.update_access_key(UserName=user, AccessKeyId=key, Status="Inactive")
    dynamodb.update_item(
        TableName=os.environ["LEDGER_TABLE_NAME"],
        Key={"incident": {"S": key}},
        UpdateExpression="SET toldAt = :now",
        ConditionExpression="attribute_not_exists(toldAt)",
        ExpressionAttributeValues={":now": {"S": datetime.datetime.now(datetime.timezone.utc).isoformat()}},
    )
    sns.publish(
        TopicArn=os.environ["ALERT_TOPIC_ARN"],
        Subject=f"Access key {key} is Inactive",
        Message=json.dumps({"key": {"id": key}, "userName": user}),
    )
