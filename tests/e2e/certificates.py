"""Certificates for tests, made by the openssl program."""

import subprocess


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


class Authority:
    """Makes certificates that are trusted by whoever trusts `self.path`."""

    def __init__(self, folder, name="authority"):
        self.folder = folder
        self.path = folder / f"{name}.pem"
        self._key = folder / f"{name}.key"
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", 2,
                 "-subj", f"/CN={name}", "-keyout", self._key,
                 "-out", self.path)

    def issue(self, name, file_name=None):
        """Returns the paths of a certificate for 127.0.0.1 and of its key."""
        certificate = self.folder / f"{file_name or name}.pem"
        key = self.folder / f"{file_name or name}.key"
        request = self.folder / f"{file_name or name}.csr"
        extensions = self.folder / f"{file_name or name}.ext"
        extensions.write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
        _openssl("req", "-new", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes",
                 "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        _openssl("x509", "-req", "-in", request, "-CA", self.path,
                 "-CAkey", self._key, "-CAcreateserial", "-days", 2,
                 "-extfile", extensions, "-out", certificate)
        return certificate, key
