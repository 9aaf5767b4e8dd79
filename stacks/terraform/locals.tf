locals {
  release  = coalesce(var.release, "${path.module}/..")
  template = "${local.release}/compromised-key-responder.json"
  # The name of a zip has a hash of its content, and so has that of the template here: another content is another object.
  zips         = fileset(local.release, "*.zip")
  template_key = "${var.prefix}compromised-key-responder-${substr(filesha256(local.template), 0, 16)}.json"
  parameters = merge({ namePrefix = var.name }, var.parameters, {
    codeBucket = var.bucket
    codePrefix = var.prefix
  })
}
