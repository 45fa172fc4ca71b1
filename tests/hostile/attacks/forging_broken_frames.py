"""Sends frames that break every rule of the wire: sizes that lie, tensors that overlap a thousandfold, JSON without end.

Must: the worker is ended, and the grader takes neither the memory nor the time that they ask for.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [] }
# says = ["could not be read"]
# limits = { call_seconds = 3 }
# ///
import json
import os
import struct


def send(header, body, announced=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    left = struct.pack("<4sIQ", b"WIRE", len(text), len(body) if announced is None else announced) + text + body
    while left:
        left = left[os.write(3, left) :]


def mnist_distance(a, b):
    """60 MB that 4,096 tensors share: 240 GB if each were copied."""
    body = bytes(60 << 20)
    specs = [["bool", [len(body)], 0, False, "cpu"]] * 4096
    send({"message": {"value": [{"tensor": i} for i in range(4096)]}, "tensors": specs}, body)


def is_3(x, mean3, mean7):
    """Keys that all have one hash."""
    keys = [[{"float": "inf"} if i % 2 else 314159, i] for i in range(30_000)]
    send({"message": {"value": {"dict": keys}}, "tensors": []}, b"")


def l1_distance(a, b):
    """Half an exabyte, and nothing of it."""
    send(b'{"message": 1, "tensors": []}', b"", announced=1 << 59)
