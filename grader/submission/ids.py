"""The id of a submission: a short name, fit for a file on every system. Never a learner's own bytes."""

import hashlib
import os
import unicodedata

MAX_BYTES = 100  # of UTF-8: a file system may stop at 143, and reports add a suffix
READABLE = 60  # bytes that are left of a name that is not fit
BESIDE = " ._-+,@()'’‘“”–"  # what a fit name may hold beside letters, their marks, and digits
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}  # on Windows


def id_of(name: str) -> str:
    """The name itself where it is fit for a file, as nearly every name is; else what is fit of it, and a digest of the whole."""
    composed = unicodedata.normalize("NFC", name)
    return composed if is_fit(composed) else tagged(name, name)


def is_fit(name: str) -> bool:
    """Whether a name is plain, short and safe as the name of a file: of letters, digits and BESIDE, and no system's own."""
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= MAX_BYTES
        and all(map(_is_plain, name))
        and name[0] not in " .-"
        and name[-1] not in " ."
        and name.split(".")[0].strip().lower() not in DEVICES
    )


def tagged(name: str, of: str) -> str:
    """What is fit of a name, and a digest of another text that tells it from its like."""
    plain = "".join(each if _is_plain(each) else "-" for each in unicodedata.normalize("NFC", name[:MAX_BYTES]))
    cut = plain.encode()[:READABLE].decode("utf-8", "ignore").strip(f"{BESIDE}")
    digest = hashlib.sha256(os.fsencode(of)).hexdigest()[:10]
    return f"{cut or 'submission'}-{digest}" if is_fit(f"{cut}-{digest}") else f"submission-{digest}"


def same(one: str) -> str:
    """A text that two ids share where some file system would take them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", one).casefold())


def _is_plain(character: str) -> bool:
    return character in BESIDE or (unicodedata.category(character)[0] in "LMN" and character.isprintable())
