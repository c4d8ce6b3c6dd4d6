#!/usr/bin/env python3
"""Verification of quotes beside dcap-qvl, which is written in Rust, on one processor and in one run.

usage: verify-peer.py [--redoubt PROGRAM] [--seconds S] [--rounds N] [--cpu K]

Installs dcap-qvl 0.7.0 into .build/peer unless it is there. For each quote it measures the peer, then
`redoubt bench verify`, both by the processor time that they take, so that other programs do not count.
The peer keeps nothing between quotes: "cold" is to be compared with it; "every signature" is the same
with a root that the program does not know, and "warm" keeps what was checked.
The status is 1 if cold is below 1.5 times the peer, or warm below 4 times, or memory above 8 MiB.
"""
import argparse
import base64
import calendar
import json
import os
import ssl
import statistics
import subprocess
import sys
import time
import venv

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEER = os.path.join(ROOT, ".build", "peer")
CASES = os.path.join(ROOT, "Tests", "RedoubtAttestationTests", "Vectors", "dcap", "cases.json")
IDS = [
    "genuine/sgx_dcap_v3/dcapqvl_sgx_quote@1751624924",
    "genuine/tdx_v4/dcapqvl_tdx_quote@1751624191",
    "genuine/tdx_v5/gotdx_quote_v5_sample@1772707803",
]


def inside_peer(argv):
    """Runs this script with a Python that has the peer."""
    python = os.path.join(PEER, "bin", "python")
    if os.path.realpath(sys.prefix) == os.path.realpath(PEER):
        return
    if not os.path.exists(python):
        print("installing dcap-qvl 0.7.0 into .build/peer", file=sys.stderr)
        venv.create(PEER, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "dcap-qvl==0.7.0"], check=True)
    os.execv(python, [python, os.path.abspath(__file__)] + argv)


def peer_rate(case, seconds):
    """Quotes per second of processor time: the median of five windows."""
    import dcap_qvl

    base = os.path.dirname(CASES)

    def read(path):
        with open(os.path.join(base, path), "rb") as file:
            return file.read()

    text = case["quote"]
    quote = base64.b64decode(text[7:]) if text.startswith("base64:") else read(text)
    collateral = dcap_qvl.QuoteCollateralV3.from_json(read(case["collateral"]).decode())
    root = ssl.PEM_cert_to_DER_cert(read(case["root"]).decode())
    at = calendar.timegm(time.strptime(case["at"], "%Y-%m-%dT%H:%M:%SZ"))
    rates = []
    for _ in range(5):
        count, start, end = 0, time.thread_time(), time.monotonic() + seconds / 5
        while time.monotonic() < end:
            dcap_qvl.verify_with_root_ca(quote, collateral, root, at)
            count += 1
        rates.append(count / (time.thread_time() - start))
    return statistics.median(rates)


def own_figures(options, name):
    """What `redoubt bench verify` prints of a quote, by the names of the figures."""
    command = [options.redoubt, "bench", "--json", "verify", "--cases", CASES,
               "--seconds", str(options.seconds), name]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {row["figure"]: row["value"] for row in map(json.loads, printed.splitlines())}


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--redoubt", default=os.path.join(ROOT, ".build", "release", "redoubt"))
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cpu", type=int, default=0)
    options = parser.parse_args(argv)
    inside_peer(argv)
    os.sched_setaffinity(0, {options.cpu})
    with open(CASES, encoding="utf-8") as file:
        cases = {case["id"]: case for case in json.load(file)}
    missed = []
    for name in IDS:
        # In turns, so that what else the machine does meets both alike.
        peers, rounds = [], []
        for _ in range(options.rounds):
            peers.append(peer_rate(cases[name], options.seconds))
            rounds.append(own_figures(options, name))
        print(name)
        print(f"  dcap-qvl 0.7.0           {statistics.median(peers):9.1f} quotes/s")
        for figure, least in [("cold", 1.5), ("cold, every signature", 0), ("warm", 4)]:
            rates = [row[figure] for row in rounds]
            ratio = statistics.median(own / peer for own, peer in zip(rates, peers))
            print(f"  {figure:24} {statistics.median(rates):9.1f} quotes/s  {ratio:5.2f} times")
            if ratio < least:
                missed.append(f"{name}: {figure} is {ratio:.2f} times the peer, not {least}")
        memory = max(row["peak memory above the start"] for row in rounds)
        print(f"  peak memory above start  {memory:9.1f} MiB")
        if memory >= 8:
            missed.append(f"{name}: {memory} MiB, not below 8")
    for text in missed:
        print("MISSED  " + text)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
