#!/usr/bin/env python3
"""Computes with NumPy what the registry should answer, for its tests.

    python3 reference.py > reference.json

Needs NumPy. It shares no code with the registry, and reads the numbers in its own way.
"""

import hashlib
import io
import json
import pathlib
import sys

import numpy

SHA256 = "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed"

COLUMNS = {
    "mean radius": 0,
    "mean texture": 1,
    "mean area": 3,
    "mean concavity": 6,
    "area error": 13,
    "fractal dimension error": 19,
    "worst area": 23,
    "worst fractal dimension": 29,
}
HISTOGRAM_COLUMN = "mean radius"
HISTOGRAM_BINS = [2, 7, 16, 64]
SLICES = 64
MINIMUM_PATIENTS = 10


def cells(malignant, benign):
    """The most cells in which each diagnosis has no patient or at least ten, as slices they end at."""

    def permitted(start, end):
        counts = malignant[start:end].sum(), benign[start:end].sum()
        return all(count == 0 or count >= MINIMUM_PATIENTS for count in counts)

    best = {0: []}
    for end in range(1, SLICES + 1):
        # Of equally many cells, those whose last one is longest.
        candidates = [best[start] + [end] for start in range(end)
                      if start in best and permitted(start, end)]
        if candidates:
            best[end] = max(candidates, key=len)
    return best[SLICES]


def histogram(values, diagnosis, group, count):
    edges = numpy.linspace(values.min(), values.max(), SLICES + 1)
    of = {code: numpy.histogram(values[diagnosis == code], edges)[0] for code in (0, 1)}
    ends = cells(of[0], of[1])
    wanted = [bin * SLICES // count for bin in range(1, count + 1)]
    taken = sorted({min(end for end in ends if end >= slice) for slice in wanted})
    counts = {"all": of[0] + of[1], "malignant": of[0], "benign": of[1]}[group]
    return [
        {"lower": float(edges[start]), "upper": float(edges[end]),
         "count": int(counts[start:end].sum())}
        for start, end in zip([0] + taken, taken)
    ]


def main():
    file = pathlib.Path(__file__).with_name("breast_cancer.csv").read_bytes()
    if hashlib.sha256(file).hexdigest() != SHA256:
        sys.exit("breast_cancer.csv is not the file that it was")
    data = numpy.loadtxt(io.BytesIO(file), delimiter=",", skiprows=1)
    diagnosis = data[:, 30]
    groups = {"all": diagnosis >= 0, "malignant": diagnosis == 0, "benign": diagnosis == 1}
    summaries = []
    for column, index in COLUMNS.items():
        for group, members in groups.items():
            values = data[members, index]
            summaries.append({
                "column": column,
                "group": group,
                "count": int(values.size),
                "mean": float(values.mean()),
                "variance": float(values.var(ddof=1)),
                "minimum": float(values.min()),
                "maximum": float(values.max()),
            })
    values = data[:, COLUMNS[HISTOGRAM_COLUMN]]
    histograms = [
        {"column": HISTOGRAM_COLUMN, "group": group, "wanted": count,
         "bins": histogram(values, diagnosis, group, count)}
        for group in groups for count in HISTOGRAM_BINS
    ]
    print(json.dumps({"summaries": summaries, "histograms": histograms}, indent=1))


main()
