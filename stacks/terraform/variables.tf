variable "bucket" {
  type        = string
  description = "The bucket of S3, in the Region of the stack, that gets the code and the template. Whoever may write to it decides which code runs."
}

variable "prefix" {
  type        = string
  default     = "compromised-key-responder/"
  description = "What stands before their names in the bucket."
}

variable "name" {
  type        = string
  default     = "compromised-key-responder-prod"
  description = "The name of the stack. It also begins the names of the functions and of the bus."
}

variable "parameters" {
  type        = map(string)
  description = "The settings, by the names of docs/settings.md. What is not here has its default. A list is a text with commas and without blanks."

  validation {
    condition     = contains(["observe", "confirmed", "suspected"], lookup(var.parameters, "contain", ""))
    error_message = "parameters must state contain: observe, confirmed or suspected."
  }
}

variable "release" {
  type        = string
  default     = null
  description = "The folder that `npm run release` wrote, if this module is not in it."
}
