"""Times reading against the plain libraries on data made here, and prints the ratios.

    .venv/bin/python tests/bench/reading.py [--rows 1000000]

wall: seconds on the clock; cpu: seconds of processor time, children included, which a busy machine changes less. The best of
three runs counts. Targets: CSV ≤ 3 × pandas.read_csv (time and memory), XLSX ≤ 1.6 × python-calamine, a clean CSV of 500
rows ≤ 30 ms, 2,290 polluted files ≤ 15 s. The polluted files are made by ``polluted.py`` beside this script; how many of them
are read exactly, cell for cell, is printed per kind.
"""

import argparse
import csv
import io
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import openpyxl
import polluted
from python_calamine import CalamineWorkbook

from lib.ingest import read_file, read_grid

NAMES = ["handle", "platform", "followers", "avg_likes", "engagement_rate", "country", "price", "joined", "email", "category"]


def rows(count: int) -> Iterator[list]:
    rng = random.Random(7)
    for i in range(count):
        day = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        size, likes = rng.randint(1_000, 999_999), rng.randint(10, 9_999)
        platform, country = rng.choice(["instagram", "tiktok", "youtube"]), rng.choice(["US", "DE", "KH", "BR"])
        category, price = rng.choice(["beauty", "food, travel", "tech"]), rng.randint(50, 900) + 0.5
        yield [f"@c{i}", platform, size, likes, round(likes / size, 4), country, price, day, f"c{i}@x.com", category]


def as_csv(count: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(NAMES)
    writer.writerows(rows(count))
    return text.getvalue().encode()


def as_xlsx(count: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Creators")
    sheet.append(NAMES)
    for row in rows(count):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Return (wall, cpu) seconds of the best run."""
    runs = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), used()
        work()
        runs.append((time.perf_counter() - wall, used() - cpu))
    return min(run[0] for run in runs), min(run[1] for run in runs)


def peak(code: str, path: Path) -> float:
    """Return the megabytes a fresh process needs at most to run ``code`` on ``path``, less what its imports need (Linux)."""
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})\n"
        "import pandas as pd\nfrom pathlib import Path\nfrom lib.ingest import read_file, read_grid\n"
        "peak = lambda: int(next(x for x in open('/proc/self/status') if x.startswith('VmHWM')).split()[1])\n"
        f"before = peak(); path = Path({str(path)!r}); found = {code}\n"
        "print(peak() - before)"
    )
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout) / 1024


def compare(title: str, ours: Callable[[], object], theirs: Callable[[], object], target: float) -> None:
    (wall, cpu), (their_wall, their_cpu) = timed(ours), timed(theirs)
    times = f"{wall:7.2f} s against {their_wall:6.2f} s"
    print(f"{title:<46} {times}: wall {wall / their_wall:5.2f} x, cpu {cpu / their_cpu:5.2f} x (target {target})")


def bench_csv(count: int, folder: Path) -> None:
    import pandas as pd

    data, path = as_csv(count), folder / "creators.csv"
    path.write_bytes(data)

    def pandas_told() -> pd.DataFrame:
        return pd.read_csv(io.BytesIO(data), sep=",", quotechar='"', encoding="utf-8")

    compare(f"CSV {count:,} x 10, read_grid / pandas", lambda: read_grid(data, "creators.csv"), pandas_told, 3)
    compare(f"CSV {count:,} x 10, read_file / pandas", lambda: read_file(data, "creators.csv"), pandas_told, 3)
    theirs = peak("pd.read_csv(path, sep=',', quotechar='\"', encoding='utf-8')", path)
    for name in ("read_grid", "read_file"):
        ours = peak(f"{name}(path)", path)
        print(f"{'peak memory of ' + name:<46} {ours:7.0f} MB against {theirs:5.0f} MB: {ours / theirs:5.2f} x (target 3)")


def bench_xlsx(count: int) -> None:
    data = as_xlsx(count)

    def calamine() -> list[list]:
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)

    compare(f"XLSX {count:,} x 10, read_grid / calamine", lambda: read_grid(data, "creators.xlsx"), calamine, 1.6)
    compare(f"XLSX {count:,} x 10, read_file / calamine", lambda: read_file(data, "creators.xlsx"), calamine, 2)


def bench_small() -> None:
    data = as_csv(500)
    for name, read in (("read_grid", read_grid), ("read_file", read_file)):
        wall, cpu = timed(lambda read=read: read(data, "creators.csv"), times=7)
        print(f"{'clean CSV of 500 rows, ' + name:<46} {1000 * wall:7.1f} ms, cpu {1000 * cpu:5.1f} ms (target 30)")


def bench_polluted() -> None:
    """Time the files of the published list, and count by kind those of both lists that are read exactly."""
    rows = polluted.table()
    files = list(polluted.published(rows))
    wall, cpu = timed(lambda: [read_grid(file.data, "x.csv") for file in files], times=1)
    print(f"{f'{len(files):,} polluted files, read_grid':<46} {wall:7.1f} s, cpu {cpu:5.1f} s (target 15)")
    for title, group in (("published list", files), ("further", list(polluted.further(rows)))):
        exact: dict[str, list[bool]] = {}
        for file in group:
            found = [row for grid in read_grid(file.data, "x.csv") for row in grid.rows]
            exact.setdefault(file.kind, []).append(polluted.as_read(found) == polluted.as_read(file.rows))
        for kind, right in exact.items():
            print(f"  {f'{title}: {kind}':<44} {sum(right):7,} of {len(right):,} exact")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", default=1_000_000, type=int)
    count = options.parse_args().rows
    with TemporaryDirectory() as folder:
        bench_small()
        bench_polluted()
        bench_csv(count, Path(folder))
        bench_xlsx(min(count, 100_000))


if __name__ == "__main__":
    main()
