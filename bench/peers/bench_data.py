"""What the peers' scripts share: the data that Reprise reads, and one line of JSON per measurement."""
import gzip
import json
import os
import statistics
import time

import numpy as np


def turkish():
    """400 x 50 and the class indices."""
    data = np.genfromtxt(os.path.join(os.environ["REPRISE_BENCH_GOLDEN"], "turkish.csv"), delimiter=",", skip_header=1)
    return np.ascontiguousarray(data[:, :-1]), data[:, -1].astype(int)


def golden(name):
    """The tests' reference table of this name; the last column is the target."""
    data = np.genfromtxt(os.path.join(os.environ["REPRISE_BENCH_GOLDEN"], name + ".csv"), delimiter=",", skip_header=1)
    return np.ascontiguousarray(data[:, :-1]), data[:, -1]


def mnist(dtype=np.float64):
    """(train x, train y, test x, test y): 70,000 images, pixels / 255, split 80/20 by class with seed 42."""
    from sklearn.model_selection import train_test_split

    folder = os.environ["REPRISE_BENCH_MNIST"]

    def read(name, header):
        with gzip.open(os.path.join(folder, name)) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    images = np.concatenate([read(part + "-images-idx3-ubyte.gz", 16) for part in ("train", "t10k")]).reshape(-1, 784)
    labels = np.concatenate([read(part + "-labels-idx1-ubyte.gz", 8) for part in ("train", "t10k")]).astype(int)
    train, test = train_test_split(np.arange(70000), test_size=0.2, random_state=42, stratify=labels)
    return images[train] / dtype(255), labels[train], images[test] / dtype(255), labels[test]


def made(dtype=np.float32):
    """(train x, train y, test x, test y): 800,000 and 100,000 rows x 28, two classes."""
    folder = os.environ["REPRISE_BENCH_MADE"]
    x = np.fromfile(os.path.join(folder, "made-900000x28.f32"), np.float32).reshape(-1, 28).astype(dtype, copy=False)
    y = np.fromfile(os.path.join(folder, "made-900000.u8"), np.uint8).astype(int)
    return x[:800000], y[:800000], x[800000:], y[800000:]


def blobs(rows):
    """The first of 1,000,000 rows x 5 of four overlapping bells; row r is of bell r % 4."""
    return np.fromfile(os.path.join(os.environ["REPRISE_BENCH_MADE"], "blobs-1000000x5.f64"), count=rows * 5).reshape(rows, 5)


def peak_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM"))


def measure(part, work, score=None, warm_ups=0, rounds=1, times=1):
    """Times rounds of work, prints the median of one run and returns what the last one gave; score(result) is outside the time."""
    walls, cpus, result = [], [], None
    for i in range(warm_ups + rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(times):
            result = work()
        if i >= warm_ups:
            walls.append((time.perf_counter() - wall) / times)
            cpus.append((time.process_time() - cpu) / times)
    peak = peak_mb()
    print(json.dumps({
        "part": part, "wall_s": statistics.median(walls), "cpu_s": statistics.median(cpus), "peak_mb": peak,
        "score": None if score is None else float(score(result))}), flush=True)
    return result
