"""Files as people bring them, made byte by byte: good ones, and those that must not be kept."""

import io
import struct
import zipfile
import zlib

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(inside: bytes = b"", *, trailer: bytes = b"") -> bytes:
    """A PDF of one page, with more objects in it."""
    return (
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Count 1 /Kids []>> endobj\n"
        + inside
        + b"\ntrailer <</Root 1 0 R "
        + trailer
        + b">>\nstartxref\n0\n%%EOF\n"
    )


def packed_object(content: bytes, name: bytes = b"/ObjStm", filters: bytes = b"/FlateDecode") -> bytes:
    """An object that stands compressed inside a stream."""
    body = zlib.compress(content)
    head = b"5 0 obj <</Type " + name + b" /N 1 /First 4 /Filter " + filters + b" /Length %d>>" % len(body)
    return head + b"\nstream\n" + body + b"\nendstream endobj\n"


def png(width: int = 3, height: int = 2, *, said: bytes = b"") -> bytes:
    """A red picture, with a text that tells where it was taken."""
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            chunk(b"tEXt", b"GPS\0" + said) if said else b"",
            chunk(b"eXIf", b"MM\0*" + said) if said else b"",
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def huge_png(width: int, height: int) -> bytes:
    """A picture that says it is huge and has next to nothing in it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg(said: bytes, *, turned: int = 6, comment: bytes = b"") -> bytes:
    """A small picture as Pillow makes it: EXIF tells maker and place, it is turned, something stands behind its end."""
    from PIL import Image

    picture = Image.new("RGB", (40, 20), (200, 10, 10))
    picture.putpixel((3, 3), (0, 0, 250))
    exif = Image.Exif()
    exif[0x010F] = said.decode()
    exif[0x0112] = turned
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif, quality=90, comment=comment or said)
    return kept.getvalue() + said


def package(names: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in names.items():
            file.writestr(name, body)
        file.comment = comment
    return kept.getvalue()


def docx(**more: bytes) -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def xlsx() -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})


def ofd() -> bytes:
    return package({"OFD.xml": b"<OFD/>"})
