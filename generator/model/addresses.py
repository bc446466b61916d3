"""Where everything is on the site: addresses below its root, each with a slash at its end.

They are part of what the registry promises: a UID never changes, so its address never does.
"""

import re
import unicodedata

from generator.model.uids import RegisteredUid


def slug(text: str) -> str:
    """`text` in small letters, digits and hyphens, as it stands in an address."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def sop_class_address(uid: str) -> str:
    """The page of the SOP Class with that UID."""
    return f"sop-classes/{uid}/"


def uid_address(entry: RegisteredUid) -> str:
    """The page of a registered UID, be it a SOP Class or not."""
    return sop_class_address(entry.uid) if entry.is_sop_class else f"uids/{entry.uid}/"


def service_class_address(service_class: str) -> str:
    """The page of the service class with that slug."""
    return f"service-classes/{service_class}/"


def category_address(category: str) -> str:
    """The page of the category with that slug."""
    return f"categories/{category}/"


def modality_address(code: str) -> str:
    """The page of that value of Modality (0008,0060)."""
    return f"modalities/{slug(code)}/"


def iod_address(iod: str) -> str:
    """The page of the IOD with that key."""
    return f"iods/{iod}/"


def module_address(module: str) -> str:
    """The page of the module with that key."""
    return f"modules/{module}/"


def attribute_address(tag: str) -> str:
    """The page of the attribute with that tag, `0008103e` or `60xx0010`."""
    return f"attributes/{tag}/"


def edition_address(edition: str) -> str:
    """The page of that edition."""
    return f"editions/{edition}/"
