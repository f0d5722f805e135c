# SPDX-License-Identifier: Apache-2.0
"""The peer: Debian's vsmartcard-vpicc, in process, as `vicc --type iso7816` sets it up (logging off, as it is
without -v). Times its Iso7816OS.execute() on the commands given, inside Python, so that neither a socket nor the
start of Python counts. Reads lines "name hex expected-hex-end" and prints "name nanoseconds" (median of batches). Run
with tests/support/vicc on PYTHONPATH."""
import logging
import statistics
import sys
import time

logging.basicConfig(level=logging.CRITICAL)
from virtualsmartcard.CardGenerator import CardGenerator
from virtualsmartcard.SmartcardFilesystem import TransparentStructureEF
from virtualsmartcard.VirtualSmartcard import Iso7816OS

mf, sam = CardGenerator("iso7816").getCard()
for fid in (0x0006, 0x000A):
    mf.append(TransparentStructureEF(parent=mf, fid=fid, data=bytes(i % 251 for i in range(700))))
card = Iso7816OS(mf, sam)
card.powerUp()

for line in sys.stdin:
    name, command, end = line.split()
    command, end = bytes.fromhex(command), bytes.fromhex(end)
    answer = card.execute(command)
    if not answer.endswith(end):
        sys.exit(f"{name}: the peer answered {answer.hex()}")
    batches = []
    until = time.perf_counter() + 1.0
    while time.perf_counter() < until:
        before = time.perf_counter_ns()
        for _ in range(100):
            card.execute(command)
        batches.append((time.perf_counter_ns() - before) / 100)
    print(name, statistics.median(batches), flush=True)
