terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.0"
    }
  }
}

data "aws_s3_bucket" "code" {
  bucket = var.bucket
}

resource "aws_s3_object" "code" {
  for_each = local.zips
  bucket   = var.bucket
  key      = "${var.prefix}${each.value}"
  source   = "${local.release}/${each.value}"
}

resource "aws_s3_object" "template" {
  bucket = var.bucket
  key    = local.template_key
  source = local.template
}

resource "aws_cloudformation_stack" "responder" {
  name         = var.name
  template_url = "https://${data.aws_s3_bucket.code.bucket_regional_domain_name}/${aws_s3_object.template.key}"
  parameters   = local.parameters
  capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]
  depends_on   = [aws_s3_object.code]
}

output "outputs" {
  value       = aws_cloudformation_stack.responder.outputs
  description = "The outputs of the stack: topics, queues, the bus and the ledger."
}
