"""
MiniStack, which also knows service-specific credentials, SSH public keys and signing certificates: what its own IAM (1.5.33)
answers with InvalidAction. By IAM's API reference, and by what MiniStack does for access keys. To be removed once it has them.
"""

import random

# It needs no more than to be there.
import ministack_metric_math  # noqa: F401
from ministack import app
from ministack.core.responses import AccountScopedDict
from ministack.services import iam

_credentials = AccountScopedDict()

# Action of the list, its element, the id's name, what it begins with, and the name of its date.
_KINDS = {
    "ServiceSpecificCredential": ("ServiceSpecificCredentials", "ServiceSpecificCredentialId", "ACCA", "CreateDate"),
    "SSHPublicKey": ("SSHPublicKeys", "SSHPublicKeyId", "APKA", "UploadDate"),
    "SigningCertificate": ("Certificates", "CertificateId", "EXAMPLE", "UploadDate"),
}


def _text(fields):
    return "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())


def _user(p):
    name = iam._p(p, "UserName")
    if not name:
        return None, iam._error(
            400, "ValidationError", "Must specify userName when calling with non-User credentials", ns="iam"
        )
    if name not in iam._users:
        return None, iam._error(404, "NoSuchEntity", f"The user with name {name} cannot be found.", ns="iam")
    return name, None


def _teach(kind, make, listed, id_name, prefix, date):
    plural = listed if kind != "SigningCertificate" else "SigningCertificates"

    def create(p):
        name, error = _user(p)
        if error:
            return error
        middle = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=17))
        fields = {"UserName": name, id_name: prefix + middle, "Status": "Active", date: iam._now()}
        for given in ("ServiceName", "CertificateBody"):
            if iam._p(p, given):
                fields[given] = iam._p(p, given)
        _credentials[fields[id_name]] = {"kind": kind, "fields": fields}
        element = "Certificate" if kind == "SigningCertificate" else kind
        body = f"<{make}{kind}Result><{element}>{_text(fields)}</{element}></{make}{kind}Result>"
        return iam._xml(200, f"{make}{kind}Response", body, ns="iam")

    def list_all(p):
        name, error = _user(p)
        if error:
            return error
        members = "".join(
            f"<member>{_text(one['fields'])}</member>"
            for one in _credentials.values()
            if one["kind"] == kind and one["fields"]["UserName"] == name
        )
        body = f"<{listed}>{members}</{listed}><IsTruncated>false</IsTruncated>"
        return iam._xml(200, f"List{plural}Response", f"<List{plural}Result>{body}</List{plural}Result>", ns="iam")

    def find(p):
        name, error = _user(p)
        if error:
            return None, error
        given = iam._p(p, id_name)
        one = _credentials.get(given)
        if one is None or one["kind"] != kind or one["fields"]["UserName"] != name:
            return None, iam._error(404, "NoSuchEntity", f"The {kind} with id {given} cannot be found.", ns="iam")
        return one, None

    def update(p):
        one, error = find(p)
        if error:
            return error
        status = iam._p(p, "Status")
        if status not in ("Active", "Inactive"):
            return iam._error(400, "ValidationError", f"Value '{status}' at 'status' is none.", ns="iam")
        one["fields"]["Status"] = status
        return iam._xml(200, f"Update{kind}Response", "", ns="iam")

    def delete(p):
        one, error = find(p)
        if error:
            return error
        del _credentials[one["fields"][id_name]]
        return iam._xml(200, f"Delete{kind}Response", "", ns="iam")

    iam._IAM_HANDLERS.update(
        {
            f"{make}{kind}": create,
            f"List{plural}": list_all,
            f"Update{kind}": update,
            f"Delete{kind}": delete,
        }
    )


for _kind, _names in _KINDS.items():
    _teach(_kind, "Create" if _kind == "ServiceSpecificCredential" else "Upload", *_names)

if __name__ == "__main__":
    app.main()
