#!/usr/bin/env python3
"""Recomputes an enclave's measurement from its image: measure.py IMAGE [--log]

Prints the measurement; with --log, every record that goes into it instead. IMAGE.md describes the file and
the layout, the Intel SDM (vol. 3D, chapter 38) the records. The file is not checked beyond its version.
"""
import hashlib
import struct
import sys

PAGE, GUARD, BASE = 4096, 64 << 10, 0x10_0000_0000
TCS, REG_RW = 1 << 8, 2 << 8 | 3  # SECINFO.FLAGS: bits 0 to 2 read, write, execute; bits 8 to 15 the type

image = open(sys.argv[1], "rb").read()
if image[:12] != b"REDOUBT\0\2\0\0\0":
    sys.exit(f"{sys.argv[1]} is not an enclave image of version 2")
entry, heap, stack, threads, _, segments = struct.unpack_from("<QQQIII", image, 88)

# The layout. Each region: offset, size, SECINFO.FLAGS, and what it starts with; None if that is not measured.
regions, position = [], PAGE
for index in range(segments):
    offset, size, in_file, permissions = struct.unpack_from("<QQQI", image, 128 + 32 * index)
    regions.append((offset, size, 2 << 8 | permissions, image[position:position + in_file]))
    position += in_file
heap_start = offset + size
regions.append((heap_start, min(heap, 1 << 20), REG_RW, None))  # the rest of the heap is added at run time
end = heap_start + heap
for thread in range(threads):
    stack_start = end + GUARD
    control = stack_start + stack + GUARD
    save_area = control + PAGE
    data = save_area + 2 * PAGE + GUARD
    end = data + PAGE
    tcs = struct.pack("<16xQ4xIQ8xQQII", save_area, 2, entry, data, data, 0xFFFFFFFF, 0xFFFFFFFF)
    own = struct.pack("<QQQIIQQQQ", BASE + data, BASE + stack_start + stack, BASE + stack_start,
                      thread, threads, 0, 0, BASE + heap_start, heap)
    regions += [(stack_start, stack, REG_RW, None), (control, PAGE, TCS, tcs),
                (save_area, 2 * PAGE, REG_RW, b""), (data, PAGE, REG_RW, own)]

digest = hashlib.sha256()


def record(name, fields, chunk, line):
    """Hashes a record: a name of 8 bytes and fields, zeros up to 64 bytes, and what EEXTEND covers."""
    digest.update((name.ljust(8, b"\0") + fields).ljust(64, b"\0") + chunk)
    if "--log" in sys.argv:
        print(name.decode(), *line)


# ECREATE: SSAFRAMESIZE, 4 bytes, in pages; SIZE, 8 bytes, the power of two that holds the enclave.
size = 1 << (end - 1).bit_length()
record(b"ECREATE", struct.pack("<IQ", 1, size), b"", (1, size))
for start, size, flags, contents in regions:
    for page in range(start, start + size, PAGE):
        # EADD: the page's offset, 8 bytes; the first 48 bytes of SECINFO (64), which starts with FLAGS, 8 bytes.
        secinfo = struct.pack("<Q56x", flags)
        record(b"EADD", struct.pack("<Q", page) + secinfo[:48], b"", (page, secinfo.hex()))
        # EEXTEND: the offset, 8 bytes; then, after the record, the 256 bytes themselves.
        for at in range(page, page + PAGE, 256) if contents is not None else ():
            chunk = contents[at - start:at - start + 256].ljust(256, b"\0")
            record(b"EEXTEND", struct.pack("<Q", at), chunk, (at, hashlib.sha256(chunk).hexdigest()))
if "--log" not in sys.argv:
    print(digest.hexdigest())
