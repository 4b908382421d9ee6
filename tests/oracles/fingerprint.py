"""Computes the fingerprint of the table in FingerprintTests.It_is_the_same_on_every_machine, apart from Cambium's code. Python 3, no packages."""
import datetime
import hashlib
import struct


def whole(value):
    return struct.pack("<q", value)


def text(value):
    return whole(len(value.encode())) + value.encode()


def column(name, kind):
    return text(name) + text(kind)


canonical_nan = struct.pack("<Q", 0xFFF8000000000000)
first_of_two_valid = whole(1)
ticks = (datetime.date(2026, 1, 31) - datetime.date(1, 1, 1)).days * 864_000_000_000

form = text("cambium table 1") + whole(2) + whole(6)
form += column("x", "Float64") + struct.pack("<d", 1.5) + canonical_nan + first_of_two_valid
form += column("n", "Int64") + whole(1) + whole(-2)
form += column("t", "Boolean") + whole(1) + whole(0)
form += column("d", "DateTime") + whole(ticks) + whole(0)
form += column("c", "Category") + whole(1) + text("\u00e9") + whole(0) + first_of_two_valid
form += column("s", "String") + text("") + text("") + first_of_two_valid
print(hashlib.sha256(form).hexdigest())
