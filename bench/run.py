"""Runs Cambium and its peers in one sitting on the same files, alternating. See README.md; run.sh prepares and calls this."""

import argparse
import importlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import traceback

import report

HERE = pathlib.Path(__file__).parent
NOT_WORKS = {"__init__", "matrices", "checks", "parquet_files", "products", "relations", "shap"}
SEEDS = [1, 2, 3, 4, 5]
SIZES = [0.25, 0.5, 1.0]


def all_works():
    names = sorted(path.stem for path in (HERE / "works").glob("*.py") if path.stem not in NOT_WORKS)
    return {name.replace("_", "-"): importlib.import_module(f"works.{name}") for name in names}


def missing_modules(works):
    needed = {module for work in works.values() for module in work.NEEDS}
    found = []
    for module in sorted(needed):
        if module.startswith("npm:"):
            if not (HERE / "node_modules" / module[4:]).exists():
                raise SystemExit(f"run.sh: missing npm package {module[4:]}; install it with: npm ci --ignore-scripts --prefix bench")
            continue
        command = ["Rscript", "-e", f"library({module[2:]})"] if module.startswith("R:") else ["/usr/bin/python3", "-c", f"import {module}"]
        try:
            present = subprocess.run(command, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            present = False
        if not present:
            found.append("r-cran-" + module[2:].lower() if module.startswith("R:") else f"python3-{module}")
    return found


def in_a_process_of_its_own(action):
    """A process inherits the peak memory of the one that starts it, so this one must stay small for the peers' peaks to be their own."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            action()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise SystemExit("run.sh: the data could not be written; the lines above say why")


def make_data(name, work, folder, scale, rounds):
    """Writes the work's data where they are not there yet. The mark is made last, so that a run which was cut off is repeated."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[:rounds] if work.SEEDED else [None]:
        mark = folder / (f"{name}.done" if seed is None else f"{name}-{seed}.done")
        if not mark.exists():
            print(f"writing {mark.with_suffix('')}", flush=True)
            in_a_process_of_its_own(lambda: work.write(folder, scale) if seed is None else work.write(folder, scale, seed))
            mark.touch()
    # The files come from memory for everyone, the first measurement included.
    files = [str(path) for path in folder.glob(f"{name}[-.]*")]
    if files:
        subprocess.run(["cat", *files], stdout=subprocess.DEVNULL, check=True)


def measure(command):
    """One measurement, in a process of its own: its line of JSON, also shown shortened."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with status {done.returncode}:\n{done.stderr}")
    line = done.stdout.strip().splitlines()[-1]
    print(line[:160], flush=True)
    return json.loads(line)


def cambium(name, folder, seed):
    return measure(["dotnet", "Cambium.Bench/bin/Release/net10.0/Cambium.Bench.dll", name, str(folder), str(seed)])


def peer(arguments, folder, seed):
    script, *others = arguments
    interpreter = {".R": "Rscript", ".mjs": "node"}.get(pathlib.Path(script).suffix, "/usr/bin/python3")
    return measure([interpreter, f"peers/{script}", str(folder), str(seed), *others])


def busy():
    """How much of the processors others take: the share of ten seconds in which they were not idle, in per cent."""
    def counters():
        numbers = [int(word) for word in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        return numbers[3] + numbers[4], sum(numbers)

    idle, everything = counters()
    time.sleep(10)
    idle_after, everything_after = counters()
    return 100 * (1 - (idle_after - idle) / (everything_after - everything))


def compare(works, folder, rounds):
    """Every measurement of every work; who goes first changes from round to round."""
    lines = []
    with open(folder / "last-run.jsonl", "w", encoding="utf-8") as log:
        for name, work in works.items():
            for number in range(1, rounds + 1):
                ours = [lambda: cambium(name, folder, number)]
                theirs = [lambda arguments=arguments: peer(arguments, folder, number) for arguments in work.PEERS]
                for side in ours + theirs if number % 2 else theirs + ours:
                    lines.append(side())
                    log.write(json.dumps(lines[-1]) + "\n")
                    log.flush()
    return lines


def sizes(works, scale, rounds):
    """Cambium alone at three sizes, the least of the rounds each, and the exponent that fits."""
    rows = ["| work | least seconds at a part of the rows | exponent | documented |", "| --- | --- | ---: | ---: |"]
    for name, work in works.items():
        points = []
        for part in SIZES:
            folder = HERE / "data" / f"scale-{scale * part:g}"
            make_data(name, work, folder, scale * part, 1)
            points.append((part, min(cambium(name, folder, 1)["seconds"] for _ in range(rounds))))
        rows.append(report.growth(name, work, points))
    return "\n".join(rows)


def main():
    works = all_works()
    parser = argparse.ArgumentParser(prog="run.sh", description="Measures Cambium beside its peers.")
    parser.add_argument("works", nargs="*", metavar="WORK", help=f"one of {', '.join(works)} (default: all)")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the full number of rows (default 1); results are written at 1 only")
    parser.add_argument("--rounds", type=int, default=5, choices=SEEDS, help="rounds of each work (default 5)")
    parser.add_argument("--sizes", action="store_true", help="Cambium alone at a quarter, a half and all of the rows: prints how the time grows")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.works if name not in works]
    if unknown:
        parser.error(f"there is no work {', '.join(unknown)}; there are {', '.join(works)}")
    chosen = {name: works[name] for name in arguments.works or works}
    if not arguments.sizes and any(script.endswith(".mjs") for work in chosen.values() for script, *_ in work.PEERS):
        # As tests do: npm's packages are put beside the script the first time.
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"], cwd=HERE / "peers", check=True)
    missing = missing_modules(chosen) if not arguments.sizes else []
    if missing:
        raise SystemExit(f"run.sh: missing Debian packages; install them with: apt-get install --no-install-recommends {' '.join(missing)}")
    if arguments.sizes:
        print(sizes(chosen, arguments.scale, arguments.rounds))
        return

    folder = HERE / "data" / f"scale-{arguments.scale:g}"
    for name, work in chosen.items():
        make_data(name, work, folder, arguments.scale, arguments.rounds)
    before = busy()
    text, problems = report.page(compare(chosen, folder, arguments.rounds), chosen, before)
    print(text)
    if arguments.scale == 1:
        report.write(HERE / "results", text)
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    os.chdir(HERE)
    main()
