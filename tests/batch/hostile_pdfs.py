"""PDF files that look like reports and are made to break, or to flood, whoever opens them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf

NAME = "answers.json"


def carrying(content: bytes, *, packing: str = "", head: str = "") -> bytes:
    """A PDF with one attachment under the name that an archive report gives its answer file."""
    filtered = f"/Filter {packing} " if packing else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [({NAME}) 3 0 R] >> >> "
        f"{head} >>".encode(),
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /Type /Filespec /F ({NAME}) /UF ({NAME}) /EF << /F 4 0 R >> >>".encode(),
        f"<< /Type /EmbeddedFile {filtered}/Length {len(content)} >>\nstream\n".encode()
        + content
        + b"\nendstream",
    ]
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + item + b"\nendobj\n")
    begin = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode()
    )
    return out.getvalue()


def locked() -> bytes:
    """A PDF that opens with a password, as an office program makes it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    return out.getvalue()


def flooding(megabytes: int) -> bytes:
    """A PDF whose attachment is packed so that a letter becomes four bytes."""
    return carrying(b"z" * (megabytes * 1024 * 1024) + b"~>", packing="/ASCII85Decode")


def flooding_twice(megabytes: int) -> bytes:
    """The same behind a second packing, which hides how large it is."""
    packed = zlib.compress(b"z" * (megabytes * 1024 * 1024) + b"~>", 9)
    return carrying(packed, packing="[/FlateDecode /ASCII85Decode]")


def flooding_from_the_table(megabytes: int) -> bytes:
    """A PDF whose table of objects is what floods."""
    content = b"z" * (megabytes * 1024 * 1024) + b"~>"
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Root 1 0 R /Filter /ASCII85Decode /Length "
        + str(len(content)).encode()
        + b" >>\nstream\n"
        + content
        + b"\nendstream\nendobj\n"
    )
    return head + stream + f"startxref\n{len(head)}\n%%EOF\n".encode()


def bottomless() -> bytes:
    """A PDF in which one list holds another, and so on, deeper than any reader follows."""
    return carrying(b"{}", head="/Deep " + "[" * 20_000 + "]" * 20_000)


def circular() -> bytes:
    """A PDF whose tree of attachments is its own branch."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Kids [3 0 R] >>",
    ]
    return _file(objects)


NOT_READ = "The answer file in this PDF is packed in a way that is not read here."
NONE = "This PDF carries no answer file."
ALL: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked": (locked, "This PDF is locked with a password."),
    "flooding": (lambda: flooding(15), NOT_READ),
    "flooding-twice": (lambda: flooding_twice(20), NOT_READ),
    "flooding-from-the-table": (lambda: flooding_from_the_table(15), NONE),
    "bomb": (
        lambda: carrying(zlib.compress(bytes(300_000_000), 1), packing="/FlateDecode"),
        "This PDF would unpack to more than any report.",
    ),
    "bottomless": (bottomless, NONE),
    "circular": (circular, NONE),
    "empty": (lambda: b"%PDF-1.7\n", NONE),
}
"""Each with what has to be said of it."""
