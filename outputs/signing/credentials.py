"""Credentials: a certificate with its chain and its key, checked before anything is drawn."""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from outputs.signing.signable import Credentials, SigningError

_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_LEAST_RSA_BITS = 2048
_PURPOSES = frozenset(
    {
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing
        x509.ObjectIdentifier("1.3.6.1.4.1.62558.2.1"),  # C2PA claim signing
    }
)
_DAY = "%Y-%m-%d"


def read_credentials(certificate: Path, key: Path, now: datetime) -> Credentials:
    """Read and check a certificate, its own first and then those that vouch for it, and its key.

    SigningError says which file is wrong, why, and what helps.
    """
    chain, private = _read_chain(certificate), _read_key(key)
    owner = chain[0]
    if _publish(owner.public_key()) != _publish(private.public_key()):
        raise SigningError(
            f'"{key}" is not the key of "{certificate}". Give the key with which the certificate was made, '
            "and put that certificate first in its file."
        )
    _check_dates(certificate, owner, now)
    _check_use(certificate, owner, len(chain))
    names = owner.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Credentials(
        str(names[0].value) if names else owner.subject.rfc4514_string(),
        _find_algorithm(key, private),
        b"".join(each.public_bytes(Encoding.PEM) for each in chain),
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SigningError(f'"{path}" cannot be read: {error.strerror}.') from None


def _read_chain(path: Path) -> list[x509.Certificate]:
    pem = _read_file(path)
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError:
        message = (
            f'"{path}" has no certificate in PEM (-----BEGIN CERTIFICATE-----). Give the certificate first.'
        )
        raise SigningError(message) from None


def _read_key(path: Path) -> PrivateKeyTypes:
    pem = _read_file(path)
    try:
        return load_pem_private_key(pem, password=None)
    except TypeError:
        message = f'"{path}" is locked with a password. Write it without one: openssl pkey -in KEY -out NEW.'
        raise SigningError(message) from None
    except ValueError:
        raise SigningError(f'"{path}" has no private key in PEM (-----BEGIN PRIVATE KEY-----).') from None


def _publish(key: object) -> bytes:
    public_bytes = key.public_bytes  # type: ignore[attr-defined] # every public key has it
    return bytes(public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _check_dates(path: Path, owner: x509.Certificate, now: datetime) -> None:
    first, last = owner.not_valid_before_utc, owner.not_valid_after_utc
    if now > last:
        raise SigningError(f'"{path}" expired on {last:{_DAY}}. Ask for a new certificate.')
    if now < first:
        raise SigningError(f'"{path}" is valid only from {first:{_DAY}}. Wait, or check the clock.')


def _check_use(path: Path, owner: x509.Certificate, length: int) -> None:
    """Check that a certificate may sign content: viewers refuse any other."""
    try:
        uses = set(owner.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
        signs = owner.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    except x509.ExtensionNotFound:
        uses, signs = set(), False
    if not signs or uses.isdisjoint(_PURPOSES):
        raise SigningError(
            f'"{path}" may not sign content: it needs the key usage digitalSignature and the extended key '
            "usage emailProtection or documentSigning. Ask for a certificate with both."
        )
    if length == 1 and owner.subject == owner.issuer:
        raise SigningError(
            f'"{path}" vouches for itself. C2PA needs one that an authority has signed, with the '
            "authority’s certificate after it in the file."
        )


def _find_algorithm(path: Path, key: PrivateKeyTypes) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS:
        return "ps256"
    allowed = "EC P-256, P-384 or P-521, Ed25519, or RSA of 2048 bits or more"
    raise SigningError(f'"{path}" is of a kind that C2PA does not allow. Use {allowed}.')
